// `irank run`: trains one run of the catalogue.

import ArgumentParser
import Papers
import Records

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Train one run of the catalogue, unless it is fresh.")

  @OptionGroup var preset: PresetOption
  @Argument(help: "The run's id, as in build/<preset>/runs.")
  var id: String

  func run() throws {
    let workspace = try preset.workspace()
    let planned = try workspace.planned(id)
    guard try !Survey(workspace).reasons(run: planned).isEmpty else { return }
    let spec = workspace.spec(id).path
    try Files.writeIfChanged(try CanonicalJSON.text(of: planned.spec), to: spec)
    workspace.sweep(workspace.run(id))
    Progress.start(id, in: workspace)
    Progress.show(line("started", in: workspace))
    let begin = Progress.now
    try Launcher.train(id, spec: spec, into: workspace.run(id))
    let left = try Survey(workspace).reasons(run: planned)
    guard left.isEmpty else {
      throw Failure(
        "run '\(id)'", "training left it stale: \(left.map(\.description).joined(separator: "; "))")
    }
    let seconds = Progress.now - begin
    Progress.finish(id, seconds: seconds, in: workspace)
    Progress.show(line(Progress.duration(seconds), in: workspace))
  }

  /// "[ 7/41] norms2020-…  3.4 s  (about 1 min left)"
  private func line(_ end: String, in workspace: Workspace) -> String {
    let progress = Progress(workspace)
    let total = String(progress.due.count)
    let count = String(progress.finishedCount)
    let pad = String(repeating: " ", count: max(0, total.count - count.count))
    let estimate = progress.estimate.isEmpty ? "" : "  (\(progress.estimate))"
    return "[\(pad)\(count)/\(total)] \(id)  \(end)\(estimate)"
  }
}
