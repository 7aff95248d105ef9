// `irank why`: the named reasons why something would be made again, and what that would cost.

import ArgumentParser
import Papers
import Records

struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why a run, a figure or the report would be made again, and the cost.")

  @OptionGroup var preset: PresetOption
  @Argument(help: "A run's or a figure's id, or `report`.")
  var id: String

  func run() throws {
    let workspace = try preset.workspace()
    let survey = Survey(workspace)
    if id == "report" {
      tell(try survey.reasonsForReport().map(\.description), cost: "about a second")
    } else if let figure = workspace.catalogue.figures.first(where: { $0.id == id }) {
      let runs = try figure.runs(workspace.preset).filter { try !survey.reasons(run: $0).isEmpty }
      let own = try survey.reasons(figure: figure).filter { reason in
        if case .runStale = reason { return false }
        return true
      }
      tell(try stories(of: runs, survey) + own.map(\.description), cost: cost(of: runs))
    } else if let run = try? workspace.planned(id) {
      tell(try survey.reasons(run: run).map(\.description), cost: cost(of: [run]))
    } else {
      throw Failure(
        "ID=\(id)", "is neither a figure nor a run of preset \(workspace.preset.rawValue)",
        hint: workspace.make("status"))
    }
  }

  /// What is wrong with stale runs, those of one story together.
  private func stories(of runs: [PlannedRun], _ survey: Survey) throws -> [String] {
    var order: [String] = []
    var ids: [String: [String]] = [:]
    for run in runs {
      let story = try survey.reasons(run: run).map(\.description).joined(separator: "; ")
      if ids[story] == nil { order.append(story) }
      ids[story, default: []].append(run.spec.id)
    }
    return order.map { story in
      let all = ids[story, default: []]
      let others = all.count > 3 ? " and \(all.count - 3) more" : ""
      return "\(story): \(all.prefix(3).joined(separator: ", "))\(others)"
    }
  }

  private func tell(_ reasons: [String], cost: String) {
    print(reasons.isEmpty ? "\(id) is fresh" : "\(id) would be made again (\(cost)):")
    for reason in reasons { print("  \(reason)") }
  }

  private func cost(of runs: [PlannedRun]) -> String {
    let seconds = runs.reduce(0) { $0 + $1.seconds }
    return runs.isEmpty
      ? "no training, about a second"
      : "\(runs.count) runs, about \(Progress.duration(seconds)) of one core"
  }
}
