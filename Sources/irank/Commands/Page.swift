// `irank page`: the woven report as one self-contained HTML page.

import ArgumentParser
import Papers
import Records

struct Page: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write build/<preset>/report.html from the woven report, by pandoc.")

  @OptionGroup var preset: PresetOption

  func run() throws {
    let workspace = try preset.workspace()
    let survey = Survey(workspace, memory: Memory(at: workspace.memory))
    let reasons = try survey.reasons(
      made: "page", inputs: survey.inputsOfPage(), outputs: [workspace.html])
    if !reasons.isEmpty {
      try Files.write(try WebPage(survey).html(), to: workspace.html)
      try Stamp(
        program: try survey.program.get(), inputs: survey.inputsOfPage(),
        outputs: try Stamp.digests(of: [workspace.html])
      ).write(to: workspace.made("page"))
    }
    print("\(workspace.preset.rawValue): page in \(workspace.html)")
  }
}

extension Survey {
  /// What the page is made from: the woven report, what its figures left, and the page's own parts.
  /// A record's digest stands for a spec's, which it names.
  fileprivate func inputsOfPage() -> [String: Digest] {
    let runs = workspace.runs.map { workspace.record($0.spec.id).path }
    let outputs = workspace.catalogue.figures.flatMap { workspace.outputs($0.id) }.map(\.path)
    let parts = [WebPage.template, WebPage.style, WebPage.script, workspace.report.path]
    return digests(of: runs + outputs + parts)
  }
}
