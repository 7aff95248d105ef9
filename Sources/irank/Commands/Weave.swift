// `irank weave`: the report, from what the figures left.

import ArgumentParser
import Papers
import Records

struct Weave: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Weave the report from the literate sources and what the figures left.")

  @OptionGroup var preset: PresetOption

  func run() throws {
    let workspace = try preset.workspace()
    try Self.weave(Survey(workspace), origin: nil)
  }

  /// Weaves, and writes the report if it changed.
  static func weave(_ survey: Survey, origin: Manifest.Origin?) throws {
    let workspace = survey.workspace
    let report = try WovenReport(workspace, origin: origin)
    if workspace.isCommitted { try Gallery(PictureIndex(workspace)).write() }
    try Files.writeIfChanged(report.text, to: workspace.report.path)
    try Stamp(
      program: try survey.program.get(), inputs: try Stamp.digests(of: report.inputs),
      outputs: try Stamp.digests(of: [workspace.report.path])
    ).write(to: workspace.made("report"))
    print("\(workspace.preset.rawValue): report in \(workspace.report.path)")
  }
}

extension Survey {
  /// Why the report has to be woven again. Its stamp knows which files it read.
  func reasonsForReport() throws -> [Reason] {
    var reasons: [Reason] = []
    for figure in workspace.catalogue.figures where try !self.reasons(figure: figure).isEmpty {
      reasons.append(.figureStale(figure.id))
    }
    if workspace.isCommitted, let index = try? PictureIndex(workspace),
      !Gallery(index).isFresh
    {
      reasons.append(.galleryStale(Gallery.file))
    }
    let stamp = Stamp(at: workspace.made("report"))
    let known = stamp.map { Array($0.inputs.keys) } ?? []
    let chapters = WovenReport.chapters.map(Workspace.chapter)
    let inputs = Set(known + chapters + [workspace.manifest]).compactMap { path in
      digest(path).map { (path, $0) }
    }
    return try reasons
      + self.reasons(
        made: "report", inputs: Dictionary(uniqueKeysWithValues: inputs),
        outputs: [workspace.report.path])
  }
}
