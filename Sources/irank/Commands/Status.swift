// `irank status`: what is done, what runs, what is left; from any terminal.

import ArgumentParser
import Papers
import Records

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show runs done, running and left, the rate and the time left.")

  @OptionGroup var preset: PresetOption

  func run() throws {
    let workspace = try preset.workspace()
    let survey = Survey(workspace)
    let runs = workspace.runs
    let figures = workspace.catalogue.figures
    let staleRuns = try runs.filter { try !survey.reasons(run: $0).isEmpty }
    let freshFigures = try figures.count { try survey.reasons(figure: $0).isEmpty }
    print("preset    \(workspace.preset.rawValue)")
    print("runs      \(runs.count - staleRuns.count) of \(runs.count) done")
    print("figures   \(freshFigures) of \(figures.count) up to date")
    print("report    \(try survey.reasonsForReport().isEmpty ? "up to date" : "stale")")
    let progress = Progress(workspace)
    for id in progress.running {
      let since = progress.started[id].map { Progress.now - $0.at } ?? 0
      print("running   \(id), for \(Progress.duration(since))")
    }
    guard !staleRuns.isEmpty else { return }
    let cost = staleRuns.reduce(0) { $0 + $1.seconds }
    print("left      \(staleRuns.count) runs, about \(Progress.duration(cost)) of one core")
    if !progress.running.isEmpty, let seconds = progress.secondsLeft, let begin = progress.begin {
      let rate = Double(progress.finishedCount) / max(Progress.now - begin, 0.1) * 60
      print(
        "rate      \((rate * 10).rounded() / 10) runs a minute, \(Progress.duration(seconds)) left")
    }
  }
}
