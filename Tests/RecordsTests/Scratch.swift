// A directory that a test may fill, and other programs' answers.

import Foundation
import Records

/// A directory that disappears with its owner.
final class Scratch {
  let directory: String

  init() throws {
    directory = NSTemporaryDirectory() + "/records-tests-" + UUID().uuidString
    try Files.makeDirectory(directory)
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  func path(_ name: String) -> String { "\(directory)/\(name)" }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
  }

  static func output(of arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : ""
  }

  static let hasNumPy =
    ((try? output(of: "python3", "-c", "import numpy; print(1)")) ?? "") == "1\n"
}
