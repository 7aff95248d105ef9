// The training program, killed in the middle, goes on and leaves the record of an undisturbed run.

import Foundation
import Records
import Testing
import Training

private let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
  .deletingLastPathComponent().appending(path: "train").path

@Suite(.enabled(if: Files.exists(program), "the program train is not built"))
struct KilledTrainingTests {
  private final class Folder {
    let path = NSTemporaryDirectory() + "/killed-training-" + UUID().uuidString

    init() throws { try Files.makeDirectory(path) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Starts the program on the spec; what it says goes to a file.
    func start(_ output: String, threads: Int = 1) throws -> Process {
      let errors = "\(path)/\(output).err"
      try Files.write("", to: errors)
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = [
        "\(path)/spec.json", "--out", "\(path)/\(output)", "--threads", "\(threads)",
      ]
      process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
      try process.run()
      return process
    }

    func finish(_ output: String, threads: Int = 1) throws {
      let process = try start(output, threads: threads)
      process.waitUntilExit()
      let said = try errors(output)
      #expect(process.terminationStatus == 0, "\(said)")
    }

    func errors(_ output: String) throws -> String { try Files.readText("\(path)/\(output).err") }

    func read(_ file: String) throws -> Data { try Files.read("\(path)/\(file)") }

    func exists(_ file: String) -> Bool { Files.exists("\(path)/\(file)") }
  }

  /// Takes seconds, so that it can be killed in the middle.
  private static let experiment = Sample.tree(.float32, iterations: 60_000, every: 50).with {
    $0.model = .hierarchical(interior: Sample.interior, widths: [24, 24, 24])
    $0.recording.fingerprintEvery = 1000
    $0.recording.kept = .byLoss(ratio: 0.9)
    $0.recording.monitors = [Monitor("rise", "lossRise")]
    $0.replicates = Replicates(count: 2)
  }

  private static let network = Sample.network(epochs: 1000, evaluateEvery: 100).with {
    $0.fingerprintEvery = 50
    $0.replicates = Replicates(count: 2)
  }

  @Test(arguments: [RunSpec.factorization(experiment), .network(network)])
  func aKilledRunEndsWithTheSameRecord(spec: RunSpec) throws {
    let folder = try Folder()
    try Files.write(try CanonicalJSON.text(of: spec), to: "\(folder.path)/spec.json")
    try folder.finish("whole")

    // Killed once as soon as a replicate has a checkpoint, and once when the other has one, too.
    for (attempt, number) in [1, 2].enumerated() {
      let process = try folder.start("killed", threads: attempt + 1)
      while process.isRunning && !folder.exists("killed/checkpoints/replicate\(number)") {
        usleep(500)
      }
      #expect(process.isRunning, "the run was over before it could be killed")
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)
      #expect(!folder.exists("killed/record.json"))
    }
    try folder.finish("killed")
    #expect(try folder.errors("killed").isEmpty)
    for file in ["record.json", "trace.csv"] {
      #expect(try folder.read("killed/\(file)") == folder.read("whole/\(file)"))
    }
    #expect(!folder.exists("killed/checkpoints"))
  }

  @Test func aDamagedCheckpointIsNamedAndNotUsed() throws {
    let folder = try Folder()
    let experiment = Self.experiment.with {
      $0.stopping.iterations = 3000
      $0.replicates = .one
    }
    try Files.write(try CanonicalJSON.text(of: experiment), to: "\(folder.path)/spec.json")
    try folder.finish("whole")
    try Files.write("half a checkpoint", to: "\(folder.path)/damaged/checkpoints/replicate1")
    try folder.finish("damaged")
    let errors = try folder.errors("damaged")
    #expect(errors.contains("damaged/checkpoints/replicate1 is not used: it is cut off"))
    #expect(errors.contains("starts over"))
    #expect(try folder.read("damaged/record.json") == folder.read("whole/record.json"))
    #expect(!folder.exists("damaged/checkpoints"))
  }
}
