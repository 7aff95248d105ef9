// What a user can get wrong: one clear error, exit code 1.

import Foundation
import Papers
import Records
import Testing

@Suite(.enabled(if: Checkout.isMade, "make report PRESET=quick has not been run"))
struct ErrorTests {
  @Test(arguments: [
    (["plan", "--preset", "quik"], "error: PRESET=quik: is not a preset"),
    (["plan", "--goal", "norms2020-fig99"], "error: figure 'norms2020-fig99': is not in the"),
    (["figure", "norms2020-fig99"], "error: figure 'norms2020-fig99': is not in the catalogue"),
    (["run", "nothing"], "error: run 'nothing': is not among the runs of preset standard"),
    (["why", "nothing"], "error: ID=nothing: is neither a figure nor a run"),
    (["verify", "--presett", "quick"], "error: Unknown option '--presett'"),
    (["cite", "norms2020-fig99"], "error: figure 'norms2020-fig99': is not in the catalogue"),
    (["whence", "no.png"], "error: no.png: does not exist"),
  ])
  func aMistakeIsOneErrorAndExitCodeOne(words: [String], message: String) throws {
    let checkout = try Checkout()
    defer { checkout.remove() }
    let ending = try checkout.run(["build/bin/irank"] + words)
    #expect(ending.code == 1)
    #expect(ending.errors.hasPrefix(message), "\(ending.errors)")
    #expect(ending.output.isEmpty)
  }

  /// A tiny spec that reads its target from a file.
  private static func spec() -> Experiment {
    Experiment(
      id: "tiny", seed: "tests/tiny", precision: .float64,
      task: Task(
        target: .file(path: "target.npy"), observations: .allExcept(entries: [[0, 0]])),
      model: .matrixFactorization(depth: 2), initialization: Initialization(.gaussian(std: 0.1)),
      loss: .halfSumOfSquares, optimizer: .gradientDescent(learningRate: 0.01),
      stopping: StoppingRule(iterations: 20, tolerance: 1e-3, patience: 1),
      recording: Recording(every: 10, columns: []))
  }

  private func train(_ spec: String, target: NumpyArray) throws -> Checkout.Ending {
    let checkout = try Checkout()
    defer { checkout.remove() }
    try Files.write(spec, to: "\(checkout.root)/spec.json")
    try Files.write(target.npy, to: "\(checkout.root)/target.npy")
    let ending = try checkout.run("build/bin/train", "spec.json", "--out", "out")
    #expect(Files.exists("\(checkout.root)/out/record.json") == (ending.code == 0))
    return ending
  }

  private static let square = NumpyArray(shape: [2, 2], .float64([0, 1, 1, 0]))

  @Test func aUsersOwnTargetTrains() throws {
    let ending = try train(try CanonicalJSON.text(of: Self.spec()), target: Self.square)
    #expect(ending.code == 0, "\(ending.errors)")
  }

  @Test func malformedSpecsAreNamed() throws {
    let good = try CanonicalJSON.text(of: Self.spec())
    let bad = [
      String(good.dropLast(20)), good.replacing("\"seed\"", with: "\"sead\""),
      good.replacing("\"depth\": 2", with: "\"depth\": \"two\""),
      good.replacing("\"iterations\": 20", with: "\"iterations\": -1"),
      good.replacing("\"id\"", with: "\"colour\": 1, \"id\""),
    ]
    for spec in bad {
      #expect(spec != good)
      let ending = try train(spec, target: Self.square)
      #expect(ending.code == 1)
      #expect(ending.errors.contains("spec"), "\(ending.errors)")
    }
  }

  @Test func aTargetWithNaNIsRefused() throws {
    let ending = try train(
      try CanonicalJSON.text(of: Self.spec()),
      target: NumpyArray(shape: [2, 2], .float64([0, .nan, 1, 0])))
    #expect(ending.code == 1)
    #expect(ending.errors.contains("target.npy"), "\(ending.errors)")
  }

  @Test func aTargetOfTheWrongShapeIsRefused() throws {
    let ending = try train(
      try CanonicalJSON.text(of: Self.spec()),
      target: NumpyArray(shape: [2, 2, 2], .float64([Double](repeating: 1, count: 8))))
    #expect(ending.code == 1)
    #expect(!ending.errors.isEmpty)
  }
}
