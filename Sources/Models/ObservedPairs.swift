// The last step of a tensor factorization where some outputs are observed: each is the inner product
// of a row of one panel with a row of another. Where all are needed, a matrix product computes them.

import Kernels

/// Observed outputs as pairs of a row of `left` and a row of `right`.
final class ObservedPairs<Scalar: KernelScalar> {
  /// The output of each pair, in ascending order of the left row.
  let predictions: UnsafeMutableBufferPointer<Scalar>
  /// The gradient of the loss with respect to each.
  let gradients: UnsafeMutableBufferPointer<Scalar>
  private let left: Panel<Scalar>
  private let right: Panel<Scalar>
  /// Pairs `starts[p] ..< starts[p + 1]` are those of left row p.
  private let starts: UnsafePointer<Int32>
  /// The right row of each pair.
  private let partners: UnsafePointer<Int32>
  /// A vector of partial sums for each pair.
  private let sums: UnsafeMutablePointer<Scalar>
  /// For each worker: for each right row a window of its values, then for each a window of its
  /// gradient. There they lie together and stay in the first cache, whatever the panel's columns.
  private let strips: UnsafeMutablePointer<Scalar>
  private let stripCount: Int
  private let workers: Workers

  /// - Parameter partners: for each row of `left`, the rows of `right` that it is paired with.
  init(
    _ left: Panel<Scalar>, _ right: Panel<Scalar>, partners: [[Int]],
    _ memory: PanelMemory<Scalar>, _ workers: Workers
  ) {
    (self.left, self.right, self.workers) = (left, right, workers)
    let (count, lanes) = (partners.reduce(0) { $0 + $1.count }, Scalar.Lanes.scalarCount)
    predictions = UnsafeMutableBufferPointer(start: memory.zeros(count), count: count)
    gradients = UnsafeMutableBufferPointer(start: memory.zeros(count), count: count)
    sums = memory.zeros(count * lanes)
    stripCount = 2 * WidestWindow<Scalar>.columns * right.rows
    strips = memory.zeros(workers.count * stripCount)
    let starts = partners.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    self.starts = memory.indices(starts)
    self.partners = memory.indices(partners.flatMap { $0 })
  }

  /// Computes the predictions, in the order *lanes + halves*: lane l of a vector adds the products in
  /// columns l, l + lanes, … with fused multiply-adds from +0; its halves are then added until one
  /// element is left.
  func predict() {
    let lanes = Scalar.Lanes.scalarCount
    workers.divide(left.rows) { slice, rows in
      let pairs = Int(starts[rows.lowerBound])..<Int(starts[rows.upperBound])
      (sums + pairs.lowerBound * lanes).update(repeating: 0, count: pairs.count * lanes)
      PairProducts(
        left: left, rows: rows, right: right, starts: starts, partners: partners,
        strip: strips + slice * stripCount, sums: sums
      ).run(0..<left.columns)
      for pair in pairs { predictions[pair] = sumByHalves(sums + pair * lanes) }
    }
  }

  /// Computes the gradients of both panels from those of the predictions: for each row a chain of
  /// fused multiply-adds over its pairs in ascending row of the other panel, from +0.
  func backpropagate() {
    workers.divide(left.columns, unit: WidestWindow<Scalar>.columns) { slice, columns in
      PairGradients(
        left: left, right: right, starts: starts, partners: partners,
        strips: strips + slice * stripCount, gradients: gradients.baseAddress!
      ).run(columns)
    }
  }

  @inline(__always)
  private func sumByHalves(_ x: UnsafePointer<Scalar>) -> Scalar {
    var eight = UnsafeRawPointer(x).loadUnaligned(as: SIMD8<Scalar>.self)
    if Scalar.Lanes.scalarCount == 16 {
      eight += UnsafeRawPointer(x + 8).loadUnaligned(as: SIMD8<Scalar>.self)
    }
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}

/// Adds the products in a window's columns to the sums of the pairs of some left rows.
private struct PairProducts<Scalar: KernelScalar>: ColumnLoop {
  let left: Panel<Scalar>
  let rows: Range<Int>
  let right: Panel<Scalar>
  let starts: UnsafePointer<Int32>
  let partners: UnsafePointer<Int32>
  let strip: UnsafeMutablePointer<Scalar>
  let sums: UnsafeMutablePointer<Scalar>

  @inline(__always)
  func run<let vectors: Int>(_ window: ColumnWindow<vectors, Scalar>) {
    typealias Values = ColumnWindow<vectors, Scalar>.Values
    let values = UnsafeMutableRawPointer(strip).assumingMemoryBound(to: Values.self)
    for q in 0..<right.rows { values[q] = window.load(right.values + q * right.columns) }
    let sums = UnsafeMutableRawPointer(sums).assumingMemoryBound(to: Scalar.Lanes.self)
    for p in rows {
      let x = window.load(left.values + p * left.columns)
      for pair in Int(starts[p])..<Int(starts[p + 1]) {
        let y = values + Int(partners[pair])
        var sum = sums[pair]
        for v in 0..<vectors { sum.addProduct(x[v], y.pointee[v]) }
        sums[pair] = sum
      }
    }
  }
}

/// The gradients in a window's columns of both panels.
private struct PairGradients<Scalar: KernelScalar>: ColumnLoop {
  let left: Panel<Scalar>
  let right: Panel<Scalar>
  let starts: UnsafePointer<Int32>
  let partners: UnsafePointer<Int32>
  let strips: UnsafeMutablePointer<Scalar>
  let gradients: UnsafePointer<Scalar>

  @inline(__always)
  func run<let vectors: Int>(_ window: ColumnWindow<vectors, Scalar>) {
    typealias Values = ColumnWindow<vectors, Scalar>.Values
    let values = UnsafeMutableRawPointer(strips).assumingMemoryBound(to: Values.self)
    let changes = values + right.rows
    for q in 0..<right.rows {
      values[q] = window.load(right.values + q * right.columns)
      changes[q] = ColumnWindow<vectors, Scalar>.zero
    }
    for p in 0..<left.rows {
      let x = window.load(left.values + p * left.columns)
      var dx = ColumnWindow<vectors, Scalar>.zero
      for pair in Int(starts[p])..<Int(starts[p + 1]) {
        let g = Scalar.Lanes(repeating: gradients[pair])
        let q = Int(partners[pair])
        let y = values + q
        var dy = changes[q]
        for v in 0..<vectors {
          dx[v].addProduct(g, y.pointee[v])
          dy[v].addProduct(g, x[v])
        }
        changes[q] = dy
      }
      window.store(dx, left.gradients! + p * left.columns)
    }
    for q in 0..<right.rows { window.store(changes[q], right.gradients! + q * right.columns) }
  }
}
