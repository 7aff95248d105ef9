// `irank plan`: writes the rules of what is stale, for make to work through.

import ArgumentParser
import Papers
import Records

struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Refresh specs and write build/<preset>/catalogue.mk: what is stale, by content.")

  @OptionGroup var preset: PresetOption
  @Option(help: "figures, report, or one figure's id.")
  var goal = "figures"

  func run() throws {
    let workspace = try preset.workspace()
    let figures =
      ["figures", "report"].contains(goal)
      ? workspace.catalogue.figures : [try workspace.catalogue.figure(goal)]
    let runs = workspace.runs
    for run in runs {
      try Files.writeIfChanged(
        try CanonicalJSON.text(of: run.spec), to: workspace.spec(run.spec.id).path)
    }
    try sweep(workspace, runs)
    let rules = try Rules(figures: figures, survey: Survey(workspace), isReport: goal == "report")
    try Files.writeIfChanged(rules.text, to: workspace.rules)
    if rules.isFresh {
      print("\(workspace.preset.rawValue): \(goal) up to date in \(workspace.pictures)/")
    } else {
      try Progress.plan(
        rules.dueRuns.map { ($0.spec.id, $0.seconds) }, in: workspace)
      print("\(workspace.preset.rawValue): \(rules.summary)")
    }
  }

  private func sweep(_ workspace: Workspace, _ runs: [PlannedRun]) throws {
    let folders = ["tables", "values", "claims", "scenes", "made", "."]
    for folder in folders { workspace.sweep("\(workspace.root)/\(folder)") }
    for folder in [workspace.pictures, Workspace.prose] { workspace.sweep(folder) }
    for run in runs { workspace.sweep(workspace.run(run.spec.id)) }
  }
}
