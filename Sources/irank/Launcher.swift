// Starts the training program, through `LAUNCH` where a cluster's launcher is set.

import FoundationEssentials
import Glibc
import Records

/// The training program as a child process.
enum Launcher {
  /// The command that trains a spec, word by word.
  static func command(spec: String, into directory: String) -> [String] {
    let launch = ProcessInfo.processInfo.environment["LAUNCH", default: ""]
    return launch.split(separator: " ").map(String.init)
      + [Workspace.trainer, spec, "--out", directory]
  }

  /// Trains a spec and waits for the end.
  ///
  /// - Throws: `Failure` with the way it ended and the command that replays it.
  static func train(_ run: String, spec: String, into directory: String) throws {
    let words = command(spec: spec, into: directory)
    let status = try wait(for: words, as: run)
    guard status != 0 else { return }
    let signal = status & 0x7f
    let end =
      signal == 0
      ? "training ended with exit code \((status >> 8) & 0xff)"
      : "training was killed by signal \(signal)"
    throw Failure("run '\(run)'", end, hint: words.joined(separator: " "))
  }

  private static func wait(for words: [String], as run: String) throws -> Int32 {
    var arguments = words.map { strdup($0) } + [nil]
    defer { for case let word? in arguments { free(word) } }
    var process = pid_t()
    let code = posix_spawnp(&process, words[0], nil, nil, &arguments, environ)
    guard code == 0 else {
      throw Failure(
        "run '\(run)'", "\(words[0]) cannot be started: \(String(cString: strerror(code)))")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status
  }
}
