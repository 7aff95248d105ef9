// Files appear whole or not at all.

import Foundation
import Records
import Testing

@Suite struct FilesTests {
  @Test func writingReplacesTheContentAndLeavesNothingBeside() throws {
    let scratch = try Scratch()
    let path = scratch.path("deep/er/file.txt")
    try Files.write("one", to: path)
    try Files.write("two", to: path)
    #expect(try Files.readText(path) == "two")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path("deep/er")) == ["file.txt"])
  }

  @Test func anUnchangedFileKeepsItsIdentity() throws {
    let scratch = try Scratch()
    let path = scratch.path("file")
    #expect(try Files.writeIfChanged("same", to: path))
    let before = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    #expect(try !Files.writeIfChanged("same", to: path))
    let after = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    #expect(before == after)
    #expect(try Files.writeIfChanged("other", to: path))
  }

  @Test func aMissingFileIsNamedWithItsHint() throws {
    let failure = try #require(throws: Failure.self) {
      try Files.read("/no/such/file", hint: "make")
    }
    #expect(failure == Failure("/no/such/file", "does not exist", hint: "make"))
    #expect(failure.description == "/no/such/file: does not exist\n  next: make")
  }

  @Test func aFileThatIsNotTextIsRefused() throws {
    let scratch = try Scratch()
    try Files.write(Data([0xff, 0xfe, 0x41]), to: scratch.path("bytes"))
    #expect(throws: Failure.self) { try Files.readText(scratch.path("bytes")) }
  }

  @Test func whereADirectoryCannotBeMadeNothingIsWritten() throws {
    let scratch = try Scratch()
    try Files.write("file", to: scratch.path("occupied"))
    #expect(throws: Failure.self) { try Files.write("x", to: scratch.path("occupied/child")) }
    #expect(try Files.readText(scratch.path("occupied")) == "file")
  }

  /// Mounting needs root; the test says so by being skipped elsewhere.
  @Test(.enabled(if: FullDevice.isAvailable))
  func aFullDeviceKeepsTheOldContentAndNoPart() throws {
    let device = try FullDevice()
    defer { device.unmount() }
    let path = device.scratch.path("file")
    try Files.write("old", to: path)
    let failure = try #require(throws: Failure.self) {
      try Files.write(Data(repeating: 7, count: 1 << 20), to: path)
    }
    #expect(failure.subject == path)
    #expect(failure.problem.contains("No space left"))
    #expect(try Files.readText(path) == "old")
    #expect(device.scratch.names == ["file"])
  }
}

/// A file system of 64 KiB.
private struct FullDevice {
  let scratch: Scratch

  static let isAvailable: Bool = {
    guard geteuid() == 0, let device = try? FullDevice() else { return false }
    device.unmount()
    return true
  }()

  init() throws {
    scratch = try Scratch()
    _ = try Scratch.output(of: "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", scratch.directory)
    let mounts = try String(contentsOfFile: "/proc/mounts", encoding: .utf8)
    guard mounts.contains(scratch.directory) else { throw Failure("tmpfs", "cannot be mounted") }
  }

  func unmount() { _ = try? Scratch.output(of: "umount", scratch.directory) }
}
