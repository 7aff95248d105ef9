// Why manifests were rewritten: a line for each acceptance, without dates, so that the log is part of
// what is reviewed.

import Records

/// `figures/MANIFEST.log`: preset, old root, new root, reason.
enum AcceptanceLog {
  /// Adds a line.
  static func append(
    _ preset: Preset, old: Digest?, new: Digest, reason: String
  ) throws {
    let line =
      "\(preset.rawValue)  \(old?.hexadecimal ?? "none")  \(new.hexadecimal)  \(reason)\n"
    try Files.write(try text() + line, to: Workspace.manifestLog)
  }

  /// The root last accepted for a preset.
  static func lastRoot(of preset: Preset) -> String? {
    let lines = ((try? text()) ?? "").split(separator: "\n")
    return lines.map { $0.split(separator: " ") }
      .last { $0.count >= 4 && $0[0] == preset.rawValue }
      .map { String($0[2]) }
  }

  private static func text() throws -> String {
    Files.exists(Workspace.manifestLog) ? try Files.readText(Workspace.manifestLog) : ""
  }
}
