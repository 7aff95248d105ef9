// The report in memory: the text that comes out and the files it came from. Nothing is written here;
// `Weave` writes, `Verification` compares.

import FoundationEssentials
import Papers
import Records
import Report

/// The woven report of a preset.
struct WovenReport {
  /// The Markdown text.
  let text: String
  /// The claims of all figures.
  let claims: [Claim]
  /// Every file that was read, in ascending order.
  let inputs: [String]

  /// The chapters in their order: front matter, one for each work, back matter.
  static let chapters = ["introduction"] + Work.allCases.map(\.rawValue) + ["findings", "appendix"]

  /// Weaves the chapters with what the figures left.
  ///
  /// - Throws: `Failure` naming the chapter and line, or the file that is missing.
  init(_ survey: Survey, origin: Manifest.Origin?) throws {
    let workspace = survey.workspace
    let material = try ReportMaterial(survey, origin: origin)
    claims = material.claims
    let chapters = try Self.read()
    text = try workspace.reporting {
      try Weaver(material.inputs(output: workspace.report.path)).weave(chapters)
    }
    inputs = Set(chapters.map(\.name) + material.files).sorted()
  }

  /// The literate sources, in order.
  private static func read() throws -> [Chapter] {
    let known = Set(chapters.map { "\($0).md" } + ["report.md", "README.md"])
    let names = try FileManager.default.contentsOfDirectory(atPath: Workspace.prose)
    for name in names.sorted() where name.hasSuffix(".md") && !known.contains(name) {
      throw Failure(
        "\(Workspace.prose)/\(name)",
        "is no chapter: expected one of \(chapters.map { "\($0).md" }.joined(separator: ", "))")
    }
    return try chapters.map { Workspace.chapter($0) }.filter(Files.exists).map { path in
      Chapter(name: path, text: try Files.readText(path))
    }
  }
}

extension Workspace {
  /// What a step of the report gives. `Report` knows no preset, so its failures get their command here.
  func reporting<Value>(_ step: () throws -> Value) throws -> Value {
    do {
      return try step()
    } catch var failure as Failure {
      failure.hint = make("report")
      throw failure
    }
  }
}
