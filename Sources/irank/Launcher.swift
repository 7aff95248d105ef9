// Starts other programs and waits for them: the training program, through `LAUNCH` where a cluster's
// launcher is set, and the tools that make the page.

import FoundationEssentials
import Glibc
import Records

/// Other programs as child processes.
enum Launcher {
  /// The command that trains a spec, word by word. It names the directory of images, which a replay by hand
  /// would not have in its environment.
  static func command(spec: String, into directory: String) -> [String] {
    let environment = ProcessInfo.processInfo.environment
    let launch = environment["LAUNCH", default: ""]
    let datasets = environment["DATASETS", default: ""]
    return launch.split(separator: " ").map(String.init)
      + [Workspace.trainer, spec, "--out", directory]
      + (datasets.isEmpty ? [] : ["--datasets", datasets])
  }

  /// A command as a person types it.
  static func text(of words: [String]) -> String {
    let words = words.map { word in
      word.contains { " \t\n'\"\\$`*?#&;|<>()[]{}~!".contains($0) }
        ? "'" + word.replacing("'", with: "'\\''") + "'" : word
    }
    return words.joined(separator: " ")
  }

  /// Trains a spec and waits for the end.
  ///
  /// - Throws: `Failure` with the way it ended and the command that replays it.
  static func train(_ run: String, spec: String, into directory: String) throws {
    let words = command(spec: spec, into: directory)
    try Self.run(words, "training", of: "run '\(run)'")
  }

  /// Runs a command and waits for the end.
  ///
  /// - Throws: `Failure` about the subject: the way the work ended, and the command.
  static func run(_ words: [String], _ work: String, of subject: String) throws {
    let status = try wait(for: words, of: subject)
    guard status != 0 else { return }
    let signal = status & 0x7f
    let end =
      signal == 0
      ? "\(work) ended with exit code \((status >> 8) & 0xff)"
      : "\(work) was killed by signal \(signal)"
    throw Failure(subject, end, hint: text(of: words))
  }

  private static func wait(for words: [String], of subject: String) throws -> Int32 {
    var arguments = words.map { strdup($0) } + [nil]
    defer { for case let word? in arguments { free(word) } }
    var process = pid_t()
    let code = posix_spawnp(&process, words[0], nil, nil, &arguments, environ)
    guard code == 0 else {
      throw Failure(
        subject, "\(words[0]) cannot be started: \(String(cString: strerror(code)))")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status
  }
}
