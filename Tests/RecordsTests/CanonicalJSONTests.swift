// The canonical text against known answers, and its strict reading.

import Foundation
import Records
import Testing

@Suite struct CanonicalJSONTests {
  @Test func aDocumentHasOneText() {
    let value = JSONValue.object([
      "b": .array([.integer(1), .number(0.5), .null]), "a": .bool(true), "A": .array([]),
      "nested": .object(["list": .array([.object([:]), .array([.integer(2)])])]),
    ])
    let expected = """
      {
        "A": [],
        "a": true,
        "b": [1, 0.5, null],
        "nested": {
          "list": [
            {},
            [2]
          ]
        }
      }
      """
    #expect(value.text == expected)
  }

  @Test func keysAreSortedByTheirBytes() {
    // U+FF5E precedes U+1F600 in UTF-8, but not in UTF-16.
    let value = JSONValue.object(["😀": .null, "～": .null, "é": .null, "z": .null])
    let order = value.text.split(separator: "\n").compactMap {
      $0.split(separator: "\"").dropFirst().first
    }
    #expect(order == ["z", "é", "～", "😀"])
  }

  @Test(arguments: [
    (0.0, "0") as (Double, String), (-0.0, "0"), (1.0, "1"), (-3.0, "-3"), (0.1, "0.1"),
    (1e-3, "0.001"), (1e-5, "1e-05"),
    (0x1p53, "9007199254740992.0"), (0x1p53 - 1, "9007199254740991"), (1e300, "1e+300"),
    (1.0 / 3, "0.3333333333333333"), (.leastNonzeroMagnitude, "5e-324"),
  ])
  func numbersHaveTheirShortestForm(value: Double, text: String) {
    #expect(canonicalText(of: value) == text)
    #expect(Double(text) == value)
  }

  @Test func stringsEscapeWhatJSONAsksFor() {
    let text = JSONValue.string("a\"b\\c\n\t\u{1}/é").text
    #expect(text == "\"a\\\"b\\\\c\\n\\t\\u0001/é\"")
  }

  @Test func textReadsBackAsTheSameValue() throws {
    let experiment = Sample.experiment
    let text = try CanonicalJSON.text(of: experiment)
    let read = try CanonicalJSON.read(Experiment.self, from: Data(text.utf8), file: "spec.json")
    #expect(read == experiment)
    #expect(try CanonicalJSON.text(of: read) == text)
    #expect(text.hasSuffix("}\n"))
  }

  @Test func aNumberThatIsNotFiniteIsRefused() {
    #expect(throws: Failure.self) { try CanonicalJSON.text(of: ["x": Double.nan]) }
    #expect(throws: Failure.self) { try CanonicalJSON.text(of: [1, -Double.infinity]) }
  }

  @Test func anUnknownMemberIsNamed() throws {
    let failure = try Self.failure {
      $0.replacing("\"patience\"", with: "\"patiense\": 3, \"patience\"")
    }
    #expect(failure.subject == "spec.json")
    #expect(failure.field == "stopping.patiense")
  }

  @Test func aMissingMemberIsNamed() throws {
    let failure = try Self.failure { $0.replacing("\"tolerance\": 0.0001", with: "\"other\": 1") }
    #expect(failure.field == "stopping.tolerance")
    #expect(failure.problem == "is missing")
  }

  @Test func aWrongTypeIsNamed() throws {
    let failure = try Self.failure { $0.replacing("\"every\": 50", with: "\"every\": \"50\"") }
    #expect(failure.field == "recording.every")
    #expect(failure.problem.contains("expected Int"))
  }

  @Test func aTensorSpecReadsBackAndNamesWhatItLacks() throws {
    let experiment = Sample.tensor
    let text = try CanonicalJSON.text(of: experiment)
    let read = try CanonicalJSON.read(Experiment.self, from: Data(text.utf8), file: "spec.json")
    #expect(read == experiment)
    #expect(try CanonicalJSON.text(of: read) == text)
    for (edit, field) in [
      ("\"threshold\"", "loss.huber.threshold"), ("\"widths\"", "task.target.hierarchical.widths"),
      ("\"atLeast\"", "task.target.hierarchical.accept.atLeast"),
    ] {
      let other = Data(text.replacing(edit, with: "\"other\"").utf8)
      let failure = try #require(throws: Failure.self) {
        try CanonicalJSON.read(Experiment.self, from: other, file: "spec.json")
      }
      #expect(failure.field == field)
    }
    let stranger = text.replacing("\"threshold\"", with: "\"slope\": 1, \"threshold\"")
    let failure = try #require(throws: Failure.self) {
      try CanonicalJSON.read(Experiment.self, from: Data(stranger.utf8), file: "spec.json")
    }
    #expect(failure.field == "loss.huber.slope")
  }

  @Test(arguments: [
    (Loss.halfSumOfSquares, "\"halfSumOfSquares\"\n"), (.meanOfSquares, "\"meanOfSquares\"\n"),
    (.meanAbsolute, "\"meanAbsolute\"\n"),
    (.huber(threshold: 0.5), "{\n  \"huber\": {\n    \"threshold\": 0.5\n  }\n}\n"),
  ])
  func aLossIsAWordUnlessItHasParameters(loss: Loss, text: String) throws {
    #expect(try CanonicalJSON.text(of: loss) == text)
    #expect(try CanonicalJSON.read(Loss.self, from: Data(text.utf8), file: "") == loss)
  }

  @Test func whatIsAbsentIsNotWritten() throws {
    let text = try CanonicalJSON.text(of: Sample.experiment)
    for name in ["atEnd", "fingerprintEvery", "null"] { #expect(!text.contains(name)) }
  }

  @Test func observablesAreNamedByModesAndIndices() {
    #expect(Observable("flowTime").rawValue == "flowTime")
    #expect(Observable("entry", 1, 2).rawValue == "entry[1,2]")
    #expect(Observable("effectiveRank", modes: [1, 3]).rawValue == "effectiveRank[{1,3}]")
    #expect(Observable("singularValue", modes: [1, 3], 2).rawValue == "singularValue[{1,3},2]")
  }

  @Test func anUnknownLossIsNamed() throws {
    let failure = try Self.failure { $0.replacing("halfSumOfSquares", with: "sumOfSquares") }
    #expect(failure.field == "loss")
    #expect(failure.problem.contains("meanAbsolute"))
  }

  @Test func anUnknownChoiceIsNamed() throws {
    let failure = try Self.failure { $0.replacing("\"float64\"", with: "\"float16\"") }
    #expect(failure.field == "precision")
  }

  @Test func textThatIsNoJSONIsNamed() {
    #expect(throws: Failure.self) {
      try CanonicalJSON.read(Experiment.self, from: Data("{".utf8), file: "spec.json")
    }
  }

  private static func failure(_ edit: (String) -> String) throws -> Failure {
    let text = edit(try CanonicalJSON.text(of: Sample.experiment))
    return try #require(throws: Failure.self) {
      try CanonicalJSON.read(Experiment.self, from: Data(text.utf8), file: "spec.json")
    }
  }
}

enum Sample {
  static let experiment = Experiment(
    id: "sample", seed: "tests/sample", precision: .float64,
    task: Task(
      target: .entries(shape: [2, 2], values: [0, 1, 1, 0]),
      observations: .allExcept(entries: [[0, 0]])),
    model: .matrixFactorization(depth: 3),
    initialization: Initialization(.balanced(productStd: 1e-6), determinant: .positive),
    loss: .halfSumOfSquares, optimizer: .gradientDescent(learningRate: 3e-3),
    stopping: StoppingRule(iterations: 1000, tolerance: 1e-4, patience: 11),
    recording: Recording(
      every: 50, columns: [Observable("entry", 1, 1)], kept: .byLoss(ratio: 0.99), marks: [0.013],
      monitors: [Monitor("curve", Observable("curveRatio", 1, 1), lossAtMost: 0.013)]))

  static let tensor = Experiment(
    id: "tensor", seed: "tests/tensor", precision: .float32,
    task: Task(
      target: .hierarchical(
        shape: [3, 3, 3], interior: [[1, 2], [1, 2, 3]], widths: [2, 2], norm: 4,
        stream: "tests/target", accept: .init(singularValue: 2, ofModes: [1, 2], atLeast: 0.5)),
      observations: .rankOneSensing(count: 20, stream: "tests/sensing")),
    model: .hierarchical(interior: [[1, 2], [1, 2, 3]], widths: [6, 6]),
    initialization: Initialization(.gaussian(std: 0.01)), loss: .huber(threshold: 1e-3),
    optimizer: .groupRMSprop(learningRate: 1e-2, decay: 0.99, epsilon: 1e-6),
    stopping: StoppingRule(iterations: 1000, tolerance: 1e-4, patience: 11),
    recording: Recording(
      every: 25, columns: [Observable("localComponentNorm", modes: [1, 2], 1)], atEnd: ["cpRank"],
      fingerprintEvery: 100))
}
