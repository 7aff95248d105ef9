// What this reproduction is called, read from the file that says so to everybody.

import Records

/// The release that `CITATION.cff` names.
struct Release {
  static let file = "CITATION.cff"

  let title: String
  let version: String
  /// The day of its release, as in 2026-11-21.
  let date: String
  /// The licence's name in the list of SPDX.
  let license: String

  /// Reads the file.
  ///
  /// - Throws: `Failure` naming the field that is missing.
  init() throws {
    let lines = try Files.readText(Self.file).split(separator: "\n")
    func value(_ field: String) throws -> String {
      guard let line = lines.first(where: { $0.hasPrefix("\(field): ") }) else {
        throw Failure(Self.file, field: field, "is missing")
      }
      return String(line.dropFirst(field.count + 2).filter { $0 != "\"" })
    }
    title = try value("title")
    version = try value("version")
    date = try value("date-released")
    license = try value("license")
  }
}
