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
    try Self.weave(Survey(workspace, memory: Memory(at: workspace.memory)), origin: nil)
  }

  /// Weaves, and writes the report if it changed.
  static func weave(_ survey: Survey, origin: Manifest.Origin?) throws {
    let workspace = survey.workspace
    let report = try WovenReport(survey, origin: origin)
    if workspace.isCommitted {
      try Gallery(workspace.catalogue.figures, claims: report.claims).write()
    }
    try Files.writeIfChanged(report.text, to: workspace.report.path)
    try Stamp(
      program: try survey.program.get(), inputs: survey.inputsOfReport(report.inputs),
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
    let stamp = Stamp(at: workspace.made("report"))
    let known = stamp.map { $0.inputs.keys.filter { $0 != Gallery.name } } ?? []
    let chapters = WovenReport.chapters.map(Workspace.chapter)
    return try reasons
      + self.reasons(
        made: "report", inputs: inputsOfReport(known + chapters + [workspace.manifest]),
        outputs: [workspace.report.path])
  }

  /// The digests of the files that a report was woven from, and of the gallery that goes with it.
  fileprivate func inputsOfReport(_ files: [String]) -> [String: Digest] {
    var inputs = digests(of: files)
    if workspace.isCommitted { inputs[Gallery.name] = Gallery.found }
    return inputs
  }
}
