// Who trains what, for a person to watch. A small append-only log per preset, written by `irank
// plan` and by each `irank run`; it decides nothing, and losing it loses only an estimate.

import FoundationEssentials
import Glibc
import Records

/// What the log of a preset says.
struct Progress {
  /// Expected seconds of the runs that were due, by id, in order.
  private(set) var due: [(id: String, seconds: Double)] = []
  /// Process and starting time of every run begun since.
  private(set) var started: [String: (process: pid_t, at: Double)] = [:]
  /// Seconds taken by every run finished since.
  private(set) var finished: [String: Double] = [:]
  /// When the first of them started.
  private(set) var begin: Double?

  init(_ workspace: Workspace) {
    let text = (try? Files.readText(workspace.progress)) ?? ""
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 3, let number = Double(words[2]) else { continue }
      switch words[0] {
      case "due": due.append((words[1], number))
      case "started" where words.count == 4:
        started[words[1]] = (pid_t(words[3]) ?? 0, number)
        begin = begin ?? number
      case "finished": finished[words[1]] = number
      default: continue
      }
    }
  }

  /// Runs at work now, in order.
  var running: [String] {
    due.map(\.id).filter { id in
      finished[id] == nil && started[id].map { isAlive($0.process) } ?? false
    }
  }

  var finishedCount: Int { due.count { finished[$0.id] != nil } }

  /// Seconds until all is done, from how fast the expected cost has been worked off so far; `nil`
  /// before the first run is finished.
  var secondsLeft: Double? {
    guard let begin else { return nil }
    let done = due.filter { finished[$0.id] != nil }.reduce(0) { $0 + $1.seconds }
    let left = due.filter { finished[$0.id] == nil }.reduce(0) { $0 + $1.seconds }
    guard done > 0 else { return nil }
    return left * (Self.now - begin) / done
  }

  /// "about 2 min left", or nothing where nothing can be said.
  var estimate: String {
    guard let seconds = secondsLeft, finishedCount < due.count else { return "" }
    return "about \(Self.duration(seconds)) left"
  }

  static var now: Double { Date().timeIntervalSince1970 }

  /// Seconds as a person says them.
  static func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<9.95: "\((seconds * 10).rounded() / 10) s"
    case ..<100: "\(Int(seconds.rounded())) s"
    case ..<6000: "\(Int((seconds / 60).rounded())) min"
    default: "\(Int((seconds / 3600).rounded())) h"
    }
  }

  /// Begins a new log with the runs that are due.
  static func plan(_ runs: [(id: String, seconds: Double)], in workspace: Workspace) throws {
    let lines = runs.map { "due \($0.id) \(canonicalText(of: $0.seconds))\n" }
    try Files.write(lines.joined(), to: workspace.progress)
  }

  static func start(_ run: String, in workspace: Workspace) {
    append("started \(run) \(now) \(getpid())\n", in: workspace)
  }

  static func finish(_ run: String, seconds: Double, in workspace: Workspace) {
    append("finished \(run) \(seconds)\n", in: workspace)
  }

  /// One write of one short line at the end of a file is whole, whoever else writes.
  private static func append(_ line: String, in workspace: Workspace) {
    let file = open(workspace.progress, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { return }
    _ = line.withCString { write(file, $0, strlen($0)) }
    close(file)
  }

  /// Whether progress is shown: on a terminal, or where `PROGRESS=1` asks for it.
  static var isShown: Bool {
    isatty(STDERR_FILENO) == 1 || ProcessInfo.processInfo.environment["PROGRESS"] == "1"
  }

  /// Shows a line of progress, if it is shown at all.
  static func show(_ line: @autoclosure () -> String) {
    if isShown { say(line()) }
  }
}
