// The machine in words, without its name.

import Glibc
import Records

/// What ran a training: for people, never for digests.
enum Host {
  /// Operating system and processor, as far as the system tells.
  static var description: String {
    let system = value(of: "PRETTY_NAME", separator: "=", in: "/etc/os-release")
    let processor = value(of: "model name", separator: ":", in: "/proc/cpuinfo")
    return "\(system ?? "unknown system"), \(processor ?? "unknown processor")"
  }

  private static func value(of key: String, separator: Character, in file: String) -> String? {
    guard let text = try? Files.readText(file) else { return nil }
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: separator, maxSplits: 1)
      guard parts.count == 2, trimmed(parts[0]) == key else { continue }
      return trimmed(parts[1])
    }
    return nil
  }

  private static func trimmed(_ text: Substring) -> String {
    let outside: Set<Character> = [" ", "\t", "\""]
    let start = text.drop(while: outside.contains)
    return String(start.reversed().drop(while: outside.contains).reversed())
  }
}

/// Writes a line to the standard error.
func report(_ line: String) {
  var text = line + "\n"
  text.withUTF8 { bytes in _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
}
