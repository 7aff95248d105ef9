// A directory of data sets that tests fill with small files of the official formats.

import Foundation
import Records
import Testing

final class DataDirectory {
  let path = NSTemporaryDirectory() + "/images-tests-" + UUID().uuidString

  init() throws { try Files.makeDirectory(path) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Files.write(Data(bytes), to: "\(path)/\(name)")
  }

  func remove(_ name: String) { Files.remove("\(path)/\(name)") }

  /// The bytes as a member of a gzip file, by the system's tool.
  func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
    try write(bytes, to: "member")
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-n", "\(path)/member"]
    try gzip.run()
    gzip.waitUntilExit()
    defer { remove("member.gz") }
    return Array(try Files.read("\(path)/member.gz"))
  }

  /// Declares the content of files in a folder.
  func declare(_ files: [(name: String, bytes: [UInt8])], in folder: String) throws {
    let lines = files.map { "\(Digest(of: $0.bytes))  \($0.name)\n" }
    try Files.write(lines.joined(), to: "\(path)/\(folder)/CHECKSUMS")
  }

  /// The failure of some reading; its subject without the directory.
  func failure(_ body: () throws -> some Any) throws -> Failure {
    let failure = try #require(throws: Failure.self) { _ = try body() }
    let subject = failure.subject.replacingOccurrences(of: "\(path)/", with: "")
    return failure.about(subject)
  }
}
