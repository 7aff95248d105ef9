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
    let memory = Memory(at: workspace.memory)
    let survey = Survey(workspace, memory: memory)
    for folder in workspace.folders { workspace.sweep(folder) }
    for run in workspace.runs where !survey.remembersFresh(run: run) {
      workspace.sweep(workspace.run(run.spec.id))
      let spec = workspace.spec(run.spec.id).path
      if try survey.digest(spec) != survey.digest(ofSpec: run) {
        try Files.write(try CanonicalJSON.text(of: run.spec), to: spec)
      }
    }
    let rules = try Rules(figures: figures, survey: survey, isReport: goal == "report")
    try Files.writeIfChanged(rules.text, to: workspace.rules)
    try memory.save()
    if rules.isFresh {
      print("\(workspace.preset.rawValue): \(goal) up to date in \(workspace.pictures)/")
    } else {
      try Progress.plan(
        rules.dueRuns.map { ($0.spec.id, $0.seconds) }, in: workspace)
      print("\(workspace.preset.rawValue): \(rules.summary)")
    }
  }
}
