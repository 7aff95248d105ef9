// A checkout with a finished quick build to experiment on: hard links to what `make report
// PRESET=quick` made, with a manifest of its own. Writers here replace files, as the programs do,
// so that nothing reaches the build it came from.

import Foundation
import Papers
import Records

struct Checkout {
  /// How a command ended.
  struct Ending {
    var code: Int32
    var output: String
    var errors: String
  }

  /// The repository that holds these tests.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Where the programs stand: beside the test program.
  static let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().path

  /// Whether the programs and a quick build are there; `make test` sees to both.
  static let isMade =
    Files.exists("\(products)/irank") && Files.exists("\(products)/train")
    && Files.exists("\(repository)/build/quick/made/report.json")

  let root: String

  /// An empty checkout: sources and programs, nothing made.
  init(name: String = UUID().uuidString) throws {
    root = "\(Self.repository)/build/tests/\(name)"
    for folder in ["build", "figures"] { try Files.makeDirectory("\(root)/\(folder)") }
    for name in ["CITATION.cff", "Makefile", "Sources", "paper", "verify.sh"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/\(name)", withDestinationPath: "\(Self.repository)/\(name)")
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(root)/build/bin", withDestinationPath: Self.products)
  }

  /// A checkout whose quick build is finished and accepted.
  static func made() throws -> Checkout {
    let accepted = try accepted.get()
    let checkout = try Checkout()
    try FileManager.default.removeItem(atPath: "\(checkout.root)/figures")
    for folder in ["build/quick", "figures"] {
      try checkout.link("\(accepted.root)/\(folder)", to: folder)
    }
    return checkout
  }

  /// The one that the others are links to; accepting takes half a second. It stays behind under
  /// `build/tests`, which the next test run removes.
  private static let accepted = Result {
    try? FileManager.default.removeItem(atPath: "\(repository)/build/tests/accepted")
    let checkout = try Checkout(name: "accepted")
    try checkout.link("\(repository)/build/quick", to: "build/quick")
    let ending = try checkout.irank("accept", "--reason", "a test", "--swift", "0")
    guard ending.code == 0 else { throw Failure("irank accept", ending.errors) }
    return checkout
  }

  private func link(_ source: String, to folder: String) throws {
    let ending = try run("cp", "-al", source, "\(root)/\(folder)")
    guard ending.code == 0 else { throw Failure("cp", ending.errors) }
  }

  func remove() { try? FileManager.default.removeItem(atPath: root) }

  /// Runs `irank` on the quick preset.
  func irank(_ command: String, _ arguments: String...) throws -> Ending {
    try run(["build/bin/irank", command, "--preset", "quick"] + arguments)
  }

  /// Plans and makes what is stale, as the front door does.
  func make(_ goal: String = "report") throws -> Ending {
    let plan = try irank("plan", "--goal", goal)
    guard plan.code == 0 else { return plan }
    return try run("make", "-s", "-f", "build/quick/catalogue.mk", goal)
  }

  func run(_ words: String...) throws -> Ending { try run(words) }

  func run(_ words: [String]) throws -> Ending {
    let process = try start(words)
    process.waitUntilExit()
    let files = ["out", "err"].map { "\(root)/build/\(process.processIdentifier).\($0)" }
    return Ending(
      code: process.terminationStatus, output: try Files.readText(files[0]),
      errors: try Files.readText(files[1]))
  }

  /// Starts a command in the checkout; what it says goes to files, which no reader can block.
  func start(_ words: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", "exec \"$@\" > build/$$.out 2> build/$$.err", "sh"] + words
    process.currentDirectoryURL = URL(filePath: root)
    process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH", default: ""]]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  func text(_ path: String) throws -> String { try Files.readText("\(root)/\(path)") }

  /// Replaces a file by an edited one.
  func edit(_ path: String, _ change: (inout Data) -> Void) throws {
    var data = try Files.read("\(root)/\(path)")
    change(&data)
    try Files.write(data, to: "\(root)/\(path)")
  }

  /// Changes one digit in the middle of a text.
  func flipDigit(in path: String) throws {
    try edit(path) { data in
      let digits = data.indices.filter { (0x30...0x38).contains(data[$0]) }
      data[digits[digits.count / 2]] += 1
    }
  }

  func delete(_ path: String) { Files.remove("\(root)/\(path)") }
}

/// The figure and the run that tests work on: a figure of one short run, with values and claims.
enum Sample {
  static let figure = Catalogue().figures.first { $0.id == "post2022-fig1" }!
  static let other = Catalogue().figures.first!
  static let run = figure.runs(.quick)[0].spec.id
}
