// How a target is measured: some of its entries, or inner products with random tensors.

import Kernels
import Records

extension Observations {
  /// What the loss sees of a target.
  func measurements(of target: TargetArray, directory: String) throws -> Measurements {
    switch self {
    case .allExcept(let entries):
      try Self.entries(ObservedPositions.all(except: entries, of: target))
    case .random(let count, let stream):
      try Self.entries(ObservedPositions.random(count, stream: stream, of: target))
    case .file(let path):
      try Self.entries(
        ObservedPositions.listed(in: resolved(path, in: directory), shape: target.shape))
    case .gaussianSensing(let count, let stream):
      try Self.gaussian(count, stream: stream, entries: target.elements.count)
    case .rankOneSensing(let count, let stream):
      try Self.outerProducts(count, stream: stream, shape: target.shape)
    }
  }

  private static func entries(_ positions: [Int]) throws(Failure) -> Measurements {
    guard !positions.isEmpty else {
      throw Failure(
        "spec", field: "task.observations", "leaves no entry observed; a loss needs at least one")
    }
    return .entries(positions.sorted())
  }

  /// Elements of variance 1/entries; element j of tensor i is number i·entries + j of the stream, so
  /// that the first tensors of a longer list are those of a shorter one.
  private static func gaussian(
    _ count: Int, stream: String, entries: Int
  ) throws(Failure) -> Measurements {
    try check(count, times: entries, "task.observations.gaussianSensing.count")
    let (stream, scale) = (RandomStream(stream), 1 / Double(entries).squareRoot())
    return .tensors((0..<count * entries).map { Float(stream.normal($0) * scale) })
  }

  /// Vectors of variance 1/extent from the stream's children "mode 1", "mode 2", …; element j of the
  /// vector i of a mode is number i·extent + j of its child.
  private static func outerProducts(
    _ count: Int, stream: String, shape: [Int]
  ) throws(Failure) -> Measurements {
    try check(count, times: shape.reduce(0, +), "task.observations.rankOneSensing.count")
    let names = RandomStream(stream)
    return .outerProducts(
      shape.enumerated().map { mode, extent in
        let (stream, scale) = (names.child("mode \(mode + 1)"), 1 / Double(extent).squareRoot())
        return (0..<count * extent).map { Float(stream.normal($0) * scale) }
      })
  }

  /// Memory is asked for only where a machine may have it: at most 2³⁰ elements, 4 GiB.
  private static func check(_ count: Int, times size: Int, _ field: String) throws(Failure) {
    let (elements, overflow) = count.multipliedReportingOverflow(by: size)
    guard count >= 1, !overflow, elements <= 1 << 30 else {
      throw Failure(
        "spec", field: field, "is \(count), expected 1 to \((1 << 30) / size) measurements")
    }
  }
}
