// What a command costs the machine, as the system counts it when the command ends.

import Glibc

/// Processor time and memory of a finished command.
struct CommandCost {
  /// User and system time of all its threads, from start to end.
  var cpuSeconds: Double
  /// The most memory it had resident at any moment, in units of 10⁶ bytes.
  var peakMegabytes: Double

  /// Runs a command, its standard output discarded; nil when it cannot start or fails.
  init?(of command: [String]) {
    var arguments = command.map { strdup($0) } + [nil]
    defer { for case let word? in arguments { free(word) } }
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var process = pid_t()
    guard posix_spawnp(&process, command[0], &files, nil, &arguments, environ) == 0 else {
      return nil
    }
    var (status, usage) = (Int32(0), rusage())
    while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
    guard status == 0 else { return nil }
    cpuSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    // Linux counts this in units of 1024 bytes.
    peakMegabytes = Double(usage.ru_maxrss) * 1.024e-3
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
  }
}
