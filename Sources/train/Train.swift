// `train`: reads one spec and leaves one run record. It knows no paper and no plot; what a run means is
// the business of others.

import ArgumentParser
import FoundationEssentials
import Records
import Training

/// The training program.
@main
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Run one experiment and write its record.",
    discussion: """
      Writes trace.csv, timing.json and, last, record.json into the output directory, each of them whole \
      or not at all. The record is a pure function of the spec and of the files it names. Until then a run \
      whose spec asks for fingerprints keeps checkpoints there: when it is killed, the same command goes on.
      Exit status: 0 the record is written, 1 the run could not be made.
      """)

  @Argument(help: "The spec, a JSON file; its relative paths start at its directory.")
  var spec: String

  @Option(name: .customLong("out"), help: "The directory for record.json, trace.csv, timing.json.")
  var output: String

  @Option(help: "How many threads may work at the same time; results do not depend on it.")
  var threads: Int = 1

  @Option(
    help:
      "The directory of published image sets (default: $DATASETS, else datasets), see make datasets."
  )
  var datasets: String?

  @Option(help: "A directory for the weights of every replicate as .npy files.")
  var export: String?

  @Option(
    help: "With --export: so many first steps of a network, too: inputs, labels and patches.")
  var batches: Int = 0

  @Flag(help: "Say what memory and work a network's run will take, and do not run it.")
  var plan = false

  /// Leaves with 1 where the command line is wrong, too: there is one way of not having run.
  static func main() {
    do {
      try parse().run()
    } catch  where exitCode(for: error).isSuccess {
      exit(withError: error)
    } catch {
      let message = fullMessage(for: error)
      if !message.isEmpty { report(message) }
      exit(withError: ExitCode(1))
    }
  }

  func validate() throws {
    guard threads >= 1 else {
      throw ValidationError("--threads is \(threads), expected 1 or more")
    }
    guard batches >= 0, batches == 0 || export != nil else {
      throw ValidationError("--batches is \(batches), expected 0 or more, with --export")
    }
  }

  func run() throws {
    do {
      try train()
    } catch var failure as Failure {
      if failure.hint.isEmpty {
        failure.hint = "put that right, then train \(spec) --out \(output)"
      }
      report("train: \(failure)")
      throw ExitCode(1)
    }
  }

  private func train() throws {
    if !TrainingBuild.isFusedMultiplyAddNative {
      report("train: built without native FMA; results are the same, about a hundred times later")
    }
    let experiment = try CanonicalJSON.read(RunSpec.self, from: Files.read(spec), file: spec)
    if plan { return try inSpec { try say(whatIsNeededBy: experiment) } }
    let clock = ContinuousClock()
    let begin = clock.now
    let program = try ExecutableDigest.ofThisProgram()
    let checkpoints = FileCheckpoints(path: "\(output)/checkpoints", program: program)
    // Before they are read, so that files that change meanwhile are not taken for those of the record.
    let images = experiment.publishedSet?.digest(in: imageDirectory) {
      (try? Files.read($0)).map { Digest(of: $0) }
    }
    let run = try inSpec {
      try experiment.run(
        threads: threads, relativeTo: directory, datasets: imageDirectory,
        checkpoints: checkpoints)
    }
    let seconds = clock.now - begin
    if let export {
      try write(run.weights, to: export)
      try writeBatches(of: experiment, to: export)
    }
    try write(run, seconds: seconds, by: program, on: images)
    checkpoints.remove()
  }

  /// Where published images are looked for.
  var imageDirectory: String { PublishedSet.directory(named: datasets) }

  /// The spec's directory.
  private var directory: String {
    spec.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  /// Says which file a failure of the spec is about.
  private func inSpec<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let failure as Failure where failure.subject == "spec" {
      throw failure.about(spec)
    }
  }

  /// The record comes last: where it stands, the rest is complete.
  private func write(
    _ run: TrainedRun, seconds: Duration, by program: Digest, on images: Digest?
  ) throws {
    let record = try CanonicalJSON.text(of: run.record)
    let timing = Timing(
      seconds: seconds / .seconds(1),
      iterations: run.record.replicates.map(\.iterations).reduce(0, +),
      host: Host.description, trainer: program, record: Digest(of: record), images: images)
    try Files.write(run.trace.csv, to: "\(output)/trace.csv")
    try Files.write(try CanonicalJSON.text(of: timing), to: "\(output)/timing.json")
    try Files.write(record, to: "\(output)/record.json")
  }

  private func write(_ weights: [TrainedRun.ReplicateWeights], to directory: String) throws {
    for replicate in weights {
      for (name, factors) in [("initial", replicate.initial), ("final", replicate.final)] {
        guard factors.allSatisfy(\.isFinite) else {
          report("train: replicate \(replicate.number) diverged; its \(name) weights are left out")
          continue
        }
        for (index, factor) in factors.enumerated() {
          let file = "replicate\(replicate.number)-\(name)-factor\(index + 1).npy"
          try Files.write(factor.array.npy, to: "\(directory)/\(file)")
        }
      }
    }
  }
}
