// Tasks become data: drawn targets, observed positions, and files that are refused by name.

import Datasets
import Foundation
import Kernels
import LinearAlgebra
import Records
import Testing

@Suite struct TaskDataTests {
  private func data(
    _ target: Target, _ observations: Observations, in directory: String = ""
  ) throws -> TaskData {
    try Task(target: target, observations: observations).data(relativeTo: directory)
  }

  private func failure(
    _ target: Target, _ observations: Observations, in directory: String = ""
  ) throws -> Failure {
    try #require(throws: Failure.self) { try data(target, observations, in: directory) }
  }

  private let base = Target.entries(shape: [2, 2], values: [0, 1, 1, 0])
  private let drawn = Target.lowRankMatrix(
    rows: 6, columns: 4, rank: 2, norm: 5, stream: "tests/target")

  @Test func everythingButTheListedEntriesIsObserved() throws {
    let completion = try data(base, .allExcept(entries: [[0, 0]]))
    #expect(completion.shape == [2, 2])
    #expect(completion.target == [0, 1, 1, 0])
    #expect(completion.measurements == .entries([1, 2, 3]))
    #expect(completion.componentNorms.isEmpty && completion.draw == nil)
  }

  @Test func theDigestSeesShapeEntriesAndPositions() throws {
    let reference = try data(base, .allExcept(entries: [[0, 0]]))
    // Shape [2, 2], entries, three positions, 8 bytes each: written out independently.
    var bytes = Data()
    for word: UInt64 in [2, 2, 2] {
      withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
    for x in [0.0, 1, 1, 0] {
      withUnsafeBytes(of: x.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    for word: UInt64 in [3, 1, 2, 3] {
      withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
    #expect(reference.digest == Digest(of: bytes))
    let others = try [
      data(base, .allExcept(entries: [[1, 1]])), data(base, .allExcept(entries: [])),
      data(.entries(shape: [2, 2], values: [0, 1, 1, 1e-300]), .allExcept(entries: [[0, 0]])),
      data(.entries(shape: [4], values: [0, 1, 1, 0]), .allExcept(entries: [[0]])),
    ]
    #expect(Set(([reference] + others).map(\.digest)).count == 5)
  }

  @Test func aDrawnTargetHasItsRankAndNorm() throws {
    let completion = try data(drawn, .allExcept(entries: []))
    let values = Matrix(rows: 6, columns: 4, completion.target).singularValues()
    #expect(abs(Spectrum.frobeniusNorm(values) - 5) < 1e-12)
    #expect(values[1] > 0.1)
    #expect(values[2] < 1e-14)
    let u = RandomStream("tests/target").child("left")
    let v = RandomStream("tests/target").child("right")
    func product(_ i: Int, _ j: Int) -> Double {
      u.normal(2 * i) * v.normal(2 * j) + u.normal(2 * i + 1) * v.normal(2 * j + 1)
    }
    let ratio = completion.target[0] / product(0, 0)
    #expect(abs(completion.target[4 * 5 + 3] - ratio * product(5, 3)) < 1e-12)
  }

  @Test func randomObservationsAreNestedAndAscending() throws {
    func positions(_ count: Int, _ stream: String = "tests/observed") throws -> [Int] {
      let measurements = try data(drawn, .random(count: count, stream: stream)).measurements
      guard case .entries(let positions) = measurements else { return [] }
      return positions
    }
    let few = try positions(7)
    let many = try positions(15)
    #expect(few == few.sorted() && many == many.sorted())
    #expect(Set(few).count == 7 && Set(many).count == 15)
    #expect(Set(few).isSubset(of: many))
    #expect(try positions(24) == Array(0..<24))
    #expect(try positions(7, "tests/other") != few)
  }

  @Test func filesGiveTheSameDataAsASpec() throws {
    let scratch = try ScratchDirectory()
    for elements in [
      NumpyArray.Elements.float64([0, 1, 1, 0]), .float32([0, 1, 1, 0]), .integers([0, 1, 1, 0]),
    ] {
      try scratch.save(NumpyArray(shape: [2, 2], elements), as: "target.npy")
      let indices = NumpyArray(shape: [3, 2], .integers([1, 1, 0, 1, 1, 0]))
      try scratch.save(indices, as: "indices.npy")
      let read = try data(.file(path: "target.npy"), .file(path: "indices.npy"), in: scratch.path)
      #expect(try read == data(base, .allExcept(entries: [[0, 0]])))
      let absolute = try data(
        .file(path: scratch.path + "/target.npy"), .allExcept(entries: [[0, 0]]), in: "elsewhere")
      #expect(absolute == read)
    }
  }

  @Test func targetsThatDoNotFitAreNamed() throws {
    let all = Observations.allExcept(entries: [])
    let cases: [(Target, String)] = [
      (.entries(shape: [2, 2], values: [1, 2, 3]), "task.target.entries.values"),
      (.entries(shape: [2, -1], values: []), "task.target.entries.shape"),
      (.entries(shape: [], values: [1]), "task.target.entries.shape"),
      (.entries(shape: [.max, 2], values: [1]), "task.target.entries.values"),
      (.entries(shape: [2], values: [1, .nan]), "task.target.entries.values[1]"),
      (
        .lowRankMatrix(rows: 0, columns: 2, rank: 1, norm: 1, stream: ""),
        "task.target.lowRankMatrix"
      ),
      (
        .lowRankMatrix(rows: 3, columns: 2, rank: 3, norm: 1, stream: ""),
        "task.target.lowRankMatrix.rank"
      ),
      (
        .lowRankMatrix(rows: 3, columns: 2, rank: 1, norm: 0, stream: ""),
        "task.target.lowRankMatrix.norm"
      ),
    ]
    for (target, field) in cases { #expect(try failure(target, all).field == field) }
  }

  @Test func observationsThatDoNotFitAreNamed() throws {
    let cases: [(Observations, String)] = [
      (.allExcept(entries: [[0, 1], [0, 2]]), "task.observations.allExcept.entries[1]"),
      (.allExcept(entries: [[0]]), "task.observations.allExcept.entries[0]"),
      (.allExcept(entries: [[-1, 0]]), "task.observations.allExcept.entries[0]"),
      (.allExcept(entries: [[0, 1], [1, 0], [0, 1]]), "task.observations.allExcept.entries[2]"),
      (.allExcept(entries: [[0, 0], [0, 1], [1, 0], [1, 1]]), "task.observations"),
      (.random(count: 0, stream: ""), "task.observations.random.count"),
      (.random(count: 5, stream: ""), "task.observations.random.count"),
    ]
    for (observations, field) in cases { #expect(try failure(base, observations).field == field) }
  }

  @Test func filesThatDoNotFitAreNamedWithTheEntry() throws {
    let scratch = try ScratchDirectory()
    let all = Observations.allExcept(entries: [])
    let target = Target.file(path: "target.npy")
    #expect(try failure(target, all, in: scratch.path).problem == "does not exist")
    try scratch.save(NumpyArray(shape: [2, 2], .float64([1, 2, .nan, 3])), as: "target.npy")
    #expect(try failure(target, all, in: scratch.path).field == "entry [1, 0]")
    try scratch.save(NumpyArray(shape: [2, 2], .float32([1, 2, 3, .infinity])), as: "target.npy")
    #expect(try failure(target, all, in: scratch.path).field == "entry [1, 1]")
    try scratch.save(NumpyArray(shape: [0, 2], .float32([])), as: "target.npy")
    #expect(try failure(target, all, in: scratch.path).field == "shape")

    let indices = Observations.file(path: "indices.npy")
    let cases: [(NumpyArray, String)] = [
      (NumpyArray(shape: [2, 2], .float64([0, 1, 1, 0])), ""),
      (NumpyArray(shape: [2, 3], .integers([0, 1, 1, 0, 1, 1])), "shape"),
      (NumpyArray(shape: [4], .integers([0, 1, 1, 0])), "shape"),
      (NumpyArray(shape: [5, 2], .integers([0, 0, 0, 1, 1, 0, 1, 1, 0, 0])), "shape"),
      (NumpyArray(shape: [2, 2], .integers([0, 1, 2, 0])), "row 1"),
      (NumpyArray(shape: [2, 2], .integers([0, -1, 1, 0])), "row 0"),
      (NumpyArray(shape: [3, 2], .integers([0, 1, 1, 0, 0, 1])), "row 2"),
      (NumpyArray(shape: [0, 2], .integers([])), "task.observations"),
    ]
    for (array, field) in cases {
      try scratch.save(array, as: "indices.npy")
      #expect(try failure(base, indices, in: scratch.path).field == field)
    }
  }
}

private final class ScratchDirectory {
  let path = NSTemporaryDirectory() + "/datasets-tests-" + UUID().uuidString

  init() throws { try Files.makeDirectory(path) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func save(_ array: NumpyArray, as name: String) throws {
    try Files.write(array.npy, to: "\(path)/\(name)")
  }
}
