// Fetching data sets from a server of ours that cuts connections, serves other bytes, or has no file.

import Foundation
import Records
import Testing

@Suite(.enabled(if: Fetching.isPossible, "python3, curl or gzip is missing"))
struct FetchingTests {
  private let fetching: Fetching
  private let image = "mnist/image.gz"

  init() throws { fetching = try Fetching() }

  @Test func aCutConnectionIsResumed() throws {
    let ending = try fetching.fetch("mnist", from: ["cut"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try fetching.isInPlace(image))
    let size = try fetching.size(of: image)
    let ranges = try fetching.requests().filter { $0.contains(image) }
    #expect(ranges[..<2] == ["cut \(image) all", "cut \(image) bytes=\(size / 2)-"])
    #expect(ending.output.contains("resuming at byte \(size / 2)"))
    #expect(fetching.leftovers == [])
  }

  @Test func aKilledRunIsResumed() throws {
    try fetching.leave(try fetching.served(image).prefix(100), as: "\(image).part")
    #expect(try fetching.fetch("mnist", from: ["right"]).code == 0)
    #expect(try fetching.isInPlace(image))
    #expect(try fetching.requests()[0] == "right \(image) bytes=100-")
  }

  @Test func aDownloadThatOnlyLacksItsNameIsNotRepeated() throws {
    try fetching.leave(try fetching.served(image), as: "\(image).part")
    #expect(try fetching.fetch("mnist", from: ["right"]).code == 0)
    #expect(try fetching.isInPlace(image))
    #expect(try fetching.requests() == ["right mnist/label.gz all"])
  }

  @Test func aPlaceWithoutRangesIsAskedForAllOfIt() throws {
    try fetching.leave(try fetching.served(image).prefix(100), as: "\(image).part")
    #expect(try fetching.fetch("mnist", from: ["whole"]).code == 0)
    #expect(try fetching.isInPlace(image))
    let requests = try fetching.requests().filter { $0.contains(image) }
    #expect(requests == ["whole \(image) bytes=100-", "whole \(image) all"])
  }

  @Test(arguments: [100, 100_000])
  func whatWasLeftOfAnotherFileIsGivenUp(size: Int) throws {
    try fetching.leave(Data(repeating: 7, count: size), as: "\(image).part")
    #expect(try fetching.fetch("mnist", from: ["right"]).code == 0)
    #expect(try fetching.isInPlace(image))
    let requests = try fetching.requests().filter { $0.contains(image) }
    #expect(requests == ["right \(image) bytes=\(size)-", "right \(image) all"])
  }

  @Test func theNextPlaceIsTriedAfterWrongBytesAndMissingFiles() throws {
    let ending = try fetching.fetch("mnist", from: ["missing", "wrong", "right"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try fetching.isInPlace(image))
    let requests = try fetching.requests().filter { $0.contains(image) }
    #expect(requests == ["missing", "wrong", "right"].map { "\($0) \(image) all" })
    #expect(ending.errors.contains("404"))
    let refused = "error: \(fetching.address("wrong"))\(image): has, uncompressed, SHA-256 none"
    #expect(ending.errors.contains(refused))
    #expect(ending.errors.contains("expected \(try fetching.pin("mnist/image"))"))
    #expect(fetching.leftovers == [])
  }

  @Test func wrongBytesAreNeverPutIntoPlace() throws {
    let ending = try fetching.fetch("mnist", from: ["wrong"])
    #expect(ending.code == 1)
    #expect(fetching.files == [])
    #expect(ending.errors.contains("next: check the network, then: make datasets DATASETS='data'"))
  }

  @Test func whatIsRightIsNotFetched() throws {
    #expect(try fetching.fetch("mnist", from: ["right"]).code == 0)
    let requests = try fetching.requests()
    let ending = try fetching.fetch("mnist", from: ["right"])
    #expect(ending.code == 0)
    #expect(ending.output == "data/mnist: complete\nnext: make report DATASETS='data'\n")
    #expect(try fetching.requests() == requests)
  }

  @Test func otherContentStepsAsideUnlessItIsDeclared() throws {
    try fetching.leave(Data("own".utf8), as: "mnist/image")
    try fetching.leave(Data("own".utf8), as: "mnist/label")
    let digest = Digest(of: "own")
    try fetching.leave(Data("\(digest)  label\n".utf8), as: "mnist/CHECKSUMS")
    let ending = try fetching.fetch("mnist", from: ["right"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try fetching.isInPlace(image))
    #expect(
      fetching.files == [
        "mnist/CHECKSUMS", "mnist/image.gz", "mnist/image.replaced", "mnist/label",
      ])
    #expect(try fetching.requests() == ["right \(image) all"])
  }

  @Test func archivesAreCheckedFileByFile() throws {
    let ending = try fetching.fetch(
      "cifar-10-batches-bin", from: ["wrong", "cut"], name: "batches.tar.gz")
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.errors.contains("wrong/batches.tar.gz: one.bin has SHA-256 none"))
    for name in ["one.bin", "two.bin"] {
      let path = "cifar-10-batches-bin/\(name)"
      #expect(try Digest(of: fetching.fetched(path)).hexadecimal == fetching.pin(path))
    }
    #expect(fetching.files == ["cifar-10-batches-bin/one.bin", "cifar-10-batches-bin/two.bin"])
  }

  @Test func anArchiveOfOtherFilesIsRefused() throws {
    let ending = try fetching.fetch(
      "cifar-10-batches-bin", from: ["right"], name: "others.tar.gz")
    #expect(ending.code == 1)
    let pin = try fetching.pin("cifar-10-batches-bin/two.bin")
    #expect(ending.errors.contains("two.bin has SHA-256 \(Digest(of: "2!")); expected \(pin)"))
    #expect(!fetching.files.contains { $0.hasSuffix(".bin") && !$0.contains(".part") })
  }

  @Test func withoutANetworkTheNextCommandIsSaid() throws {
    let ending = try fetching.fetch("mnist", at: ["http://127.0.0.1:1/"])
    #expect(ending.code == 1)
    #expect(ending.errors.contains("error: data/mnist/image: no place of"))
    #expect(ending.errors.contains("next: check the network"))
  }

  @Test func aFullDiskIsSaidAtOnce() throws {
    try fetching.makeFull("\(image).part")
    let ending = try fetching.fetch("mnist", from: ["right", "right"])
    #expect(ending.code == 1)
    #expect(ending.errors.contains("error: data/\(image).part cannot be written; "))
    #expect(try fetching.requests() == ["right \(image) all"])
  }
}

/// A checkout with pins of its own, and the server that its places name.
private final class Fetching {
  static let isPossible = ["python3", "curl", "gzip", "flock"].allSatisfy { program in
    ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
      .contains { Files.exists("\($0)/\(program)") }
  }

  let root = NSTemporaryDirectory() + "/fetching-tests-" + UUID().uuidString
  private let server = Process()
  /// The server ends when this does.
  private let input = Pipe()
  private let port: String

  init() throws {
    for folder in ["Sources/Datasets", "Scripts", "files/mnist", "files/cifar-10-batches-bin"] {
      try Files.makeDirectory("\(root)/\(folder)")
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(root)/Scripts/datasets.sh",
      withDestinationPath: "\(Checkout.repository)/Scripts/datasets.sh")
    server.standardInput = input
    port = try Self.start(
      server, ["\(Checkout.repository)/Tests/unreliable_server.py", "\(root)/files", "\(root)/log"])
    try makeFiles()
  }

  deinit {
    try? input.fileHandleForWriting.close()
    server.waitUntilExit()
    try? FileManager.default.removeItem(atPath: root)
  }

  /// Starts the server; it says its port.
  private static func start(_ server: Process, _ arguments: [String]) throws -> String {
    let pipe = Pipe()
    server.executableURL = URL(filePath: "/usr/bin/env")
    server.arguments = ["python3"] + arguments
    server.standardOutput = pipe
    server.standardError = FileHandle.nullDevice
    try server.run()
    var line: [UInt8] = []
    while let byte = try pipe.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 {
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// Files to serve, of bytes that do not compress, and their pins.
  private func makeFiles() throws {
    let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }
    let contents = [
      ("mnist/image", Data(bytes)), ("mnist/label", Data("labels".utf8)),
      ("cifar-10-batches-bin/one.bin", Data(bytes.reversed())),
      ("cifar-10-batches-bin/two.bin", Data("2".utf8)),
    ]
    for (name, content) in contents { try Files.write(content, to: "\(root)/files/\(name)") }
    let pins = contents.map { "    \(Digest(of: $0.1))  \($0.0)\n" }.joined()
    try Files.write(pins, to: "\(root)/Sources/Datasets/Checksums.swift")
    let commands = """
      cd files && tar -czf batches.tar.gz cifar-10-batches-bin && gzip mnist/* &&
      printf '2!' >cifar-10-batches-bin/two.bin && tar -czf others.tar.gz cifar-10-batches-bin
      """
    let ending = try run(["sh", "-c", commands])
    guard ending.code == 0 else { throw Failure("files", ending.errors) }
  }

  /// Fetches a set from places of these manners.
  func fetch(
    _ set: String, from manners: [String], name: String = "mnist/"
  ) throws -> Checkout.Ending {
    try fetch(set, at: manners.map { address($0) + name })
  }

  func fetch(_ set: String, at addresses: [String]) throws -> Checkout.Ending {
    let places = addresses.map { "\(set) \($0)\n" }.joined()
    try Files.write(places, to: "\(root)/places")
    return try run(["env", "DATASETS=data", "DATASET_PLACES=places", "Scripts/datasets.sh", set])
  }

  func address(_ manner: String) -> String { "http://127.0.0.1:\(port)/\(manner)/" }

  private func run(_ words: [String]) throws -> Checkout.Ending {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "exec \"$@\" >out 2>err", "sh"] + words
    process.currentDirectoryURL = URL(filePath: root)
    process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH", default: ""]]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Checkout.Ending(
      code: process.terminationStatus, output: try Files.readText("\(root)/out"),
      errors: try Files.readText("\(root)/err"))
  }

  /// What the server was asked: manner, path and range of each request.
  func requests() throws -> [String] {
    guard Files.exists("\(root)/log") else { return [] }
    return try Files.readText("\(root)/log").split(separator: "\n").map(String.init)
  }

  func served(_ name: String) throws -> Data { try Files.read("\(root)/files/\(name)") }

  func size(of name: String) throws -> Int { try served(name).count }

  func fetched(_ name: String) throws -> Data { try Files.read("\(root)/data/\(name)") }

  func isInPlace(_ name: String) throws -> Bool { try fetched(name) == served(name) }

  func leave(_ content: Data, as name: String) throws {
    try Files.write(content, to: "\(root)/data/\(name)")
  }

  /// Lets writing to a file fail as it does on a full disk.
  func makeFull(_ name: String) throws {
    let path = "\(root)/data/\(name)"
    try Files.makeDirectory(URL(filePath: path).deletingLastPathComponent().path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/full")
  }

  /// The pinned digest of a file.
  func pin(_ name: String) throws -> String {
    let pins = try Files.readText("\(root)/Sources/Datasets/Checksums.swift")
    let line = pins.split(separator: "\n").first { $0.hasSuffix("  \(name)") } ?? ""
    return String(line.dropFirst(4).prefix(64))
  }

  /// What stands in the directory of data sets.
  var files: [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/data")) ?? []
    return names.filter { name in
      let url = URL(filePath: "\(root)/data/\(name)")
      let kind = try? url.resourceValues(forKeys: [.isDirectoryKey])
      return kind?.isDirectory == false && name != ".lock"
    }.sorted()
  }

  /// Files that are not finished.
  var leftovers: [String] { files.filter { $0.contains(".part") } }
}
