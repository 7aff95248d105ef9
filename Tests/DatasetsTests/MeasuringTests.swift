// Random measurements: their streams, their scale, their digest.

import Datasets
import Foundation
import Kernels
import Records
import Testing

@Suite struct MeasuringTests {
  private static let target = Target.entries(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])

  private func data(_ observations: Observations) throws -> TaskData {
    try Task(target: Self.target, observations: observations).data(relativeTo: "")
  }

  @Test func gaussianTensorsComeFromOneStreamInOrder() throws {
    let stream = RandomStream("tests/sensing")
    let expected = (0..<4 * 6).map { Float(stream.normal($0) * (1 / 6.0.squareRoot())) }
    let few = try data(.gaussianSensing(count: 4, stream: "tests/sensing"))
    #expect(few.measurements == .tensors(expected))
    guard
      case .tensors(let many) =
        try data(.gaussianSensing(count: 5000, stream: "tests/sensing")).measurements
    else { return }
    #expect(Array(many.prefix(24)) == expected)
    // Each tensor's expected squared norm is 1; the mean of 5000 has deviation √(2/6/5000) < 0.01.
    let mean = many.reduce(0) { $0 + Double($1) * Double($1) } / 5000
    #expect(abs(mean - 1) < 0.04)
  }

  @Test func outerProductsComeFromAStreamForEachMode() throws {
    let names = RandomStream("tests/sensing")
    let expected = [2, 3].enumerated().map { mode, extent in
      let stream = names.child("mode \(mode + 1)")
      return (0..<4 * extent).map {
        Float(stream.normal($0) * (1 / Double(extent).squareRoot()))
      }
    }
    let data = try data(.rankOneSensing(count: 4, stream: "tests/sensing"))
    #expect(data.measurements == .outerProducts(expected))
  }

  @Test func theDigestSeesTheMeasurements() throws {
    let all = try [
      Observations.allExcept(entries: []), .gaussianSensing(count: 4, stream: "a"),
      .gaussianSensing(count: 5, stream: "a"), .gaussianSensing(count: 4, stream: "b"),
      .rankOneSensing(count: 4, stream: "a"), .rankOneSensing(count: 4, stream: "b"),
    ].map(data)
    #expect(Set(all.map(\.digest)).count == all.count)
    // −1 and the count stand before the tensors' elements of 4 bytes.
    guard case .tensors(let elements) = all[1].measurements else { return }
    var bytes = Data()
    func append(_ word: Int) {
      withUnsafeBytes(of: Int64(word).littleEndian) { bytes.append(contentsOf: $0) }
    }
    for word in [2, 2, 3] { append(word) }
    for x in 1...6 { append(Int(bitPattern: UInt(Double(x).bitPattern))) }
    for word in [-1, 4] { append(word) }
    for x in elements {
      withUnsafeBytes(of: x.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    #expect(all[1].digest == Digest(of: bytes))
  }

  @Test func countsThatDoNotFitAreNamed() throws {
    let cases: [(Observations, String)] = [
      (.gaussianSensing(count: 0, stream: ""), "gaussianSensing.count"),
      (.gaussianSensing(count: 1 << 30, stream: ""), "gaussianSensing.count"),
      (.gaussianSensing(count: .max, stream: ""), "gaussianSensing.count"),
      (.rankOneSensing(count: -1, stream: ""), "rankOneSensing.count"),
      (.rankOneSensing(count: 1 << 30, stream: ""), "rankOneSensing.count"),
    ]
    for (observations, field) in cases {
      let failure = try #require(throws: Failure.self, "\(field)") { try data(observations) }
      #expect(failure.field == "task.observations.\(field)")
    }
  }
}
