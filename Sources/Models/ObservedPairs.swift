// The last step of a tensor factorization where some outputs are observed: each is the inner product
// of a row of one panel with a row of another. Where all are needed, a matrix product computes them.

import Kernels

/// Observed outputs as pairs of a row of `left` and a row of `right`, and their gradients.
final class ObservedPairs<Scalar: KernelScalar> {
  let left: Panel<Scalar>
  let right: Panel<Scalar>
  /// The output of each pair, in ascending order of the left row.
  let predictions: UnsafeMutableBufferPointer<Scalar>
  /// The gradient of the loss with respect to each.
  let gradients: UnsafeMutableBufferPointer<Scalar>
  /// Pairs `starts[p] ..< starts[p + 1]` are those of left row p.
  private let starts: [Int]
  /// The right row of each pair.
  private let partners: [Int]
  /// A vector of partial sums for each pair.
  private let sums: UnsafeMutablePointer<Scalar>

  /// - Parameter partners: for each row of `left`, the rows of `right` that it is paired with.
  init(
    _ left: Panel<Scalar>, _ right: Panel<Scalar>, partners: [[Int]], _ memory: PanelMemory<Scalar>
  ) {
    self.left = left
    self.right = right
    starts = partners.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    self.partners = partners.flatMap { $0 }
    let count = self.partners.count
    predictions = UnsafeMutableBufferPointer(start: memory.zeros(count), count: count)
    gradients = UnsafeMutableBufferPointer(start: memory.zeros(count), count: count)
    sums = memory.zeros(count * Scalar.Lanes.scalarCount)
  }

  /// Computes the predictions, in the order *lanes + halves*: a vector adds the products of whole
  /// vectors of columns, lane by lane, then those of the columns left over, in its last lanes; all
  /// fused, from +0. Its halves are then added until one element is left.
  func predict() {
    let lanes = Scalar.Lanes.scalarCount
    let columns = left.columns
    sums.update(repeating: 0, count: predictions.count * lanes)
    var column = 0
    while column + 4 * lanes <= columns {
      addProducts(ColumnWindow<4, Scalar>(column: column, width: lanes))
      column += 4 * lanes
    }
    while column + lanes <= columns {
      addProducts(ColumnWindow<1, Scalar>(column: column, width: lanes))
      column += lanes
    }
    if column < columns { addProducts(ofLast: columns - column) }
    for pair in predictions.indices { predictions[pair] = sumByHalves(sums + pair * lanes) }
  }

  /// Computes the gradients of both panels from those of the predictions: for each row a chain of
  /// fused multiply-adds over its pairs in ascending row of the other panel, from +0.
  func backpropagate() {
    starts.withUnsafeBufferPointer { starts in
      partners.withUnsafeBufferPointer { partners in
        ObservedPairsGradient(
          left: left, right: right, gradients: gradients.baseAddress!, starts: starts,
          partners: partners
        ).run(0..<left.columns)
      }
    }
  }

  @inline(__always)
  private func addProducts<let vectors: Int>(_ window: ColumnWindow<vectors, Scalar>) {
    let lanes = Scalar.Lanes.scalarCount
    let stride = left.columns
    for p in 0..<left.rows {
      let x = window.load(left.values + p * stride)
      for pair in starts[p]..<starts[p + 1] {
        let y = window.load(right.values + partners[pair] * stride)
        let sum = UnsafeMutableRawPointer(sums + pair * lanes)
        var total = sum.loadUnaligned(as: Scalar.Lanes.self)
        for v in 0..<vectors { total.addProduct(x[v], y[v]) }
        sum.storeBytes(of: total, as: Scalar.Lanes.self)
      }
    }
  }

  /// The products of the last columns, fewer than a vector.
  private func addProducts(ofLast count: Int) {
    let lanes = Scalar.Lanes.scalarCount
    for p in 0..<left.rows {
      let x = last(count, ofRow: p, left)
      for pair in starts[p]..<starts[p + 1] {
        let sum = UnsafeMutableRawPointer(sums + pair * lanes)
        var total = sum.loadUnaligned(as: Scalar.Lanes.self)
        total.addProduct(x, last(count, ofRow: partners[pair], right))
        sum.storeBytes(of: total, as: Scalar.Lanes.self)
      }
    }
  }

  /// The last `count` elements of a row in the last lanes, zeros before.
  @inline(__always)
  private func last(_ count: Int, ofRow row: Int, _ panel: Panel<Scalar>) -> Scalar.Lanes {
    let lanes = Scalar.Lanes.scalarCount
    let end = panel.values + (row + 1) * panel.columns
    var values = Scalar.Lanes()
    if panel.columns >= lanes {
      values = UnsafeRawPointer(end - lanes).loadUnaligned(as: Scalar.Lanes.self)
      for lane in 0..<lanes - count { values[lane] = 0 }
    } else {
      for lane in lanes - count..<lanes { values[lane] = end[lane - lanes] }
    }
    return values
  }

  @inline(__always)
  private func sumByHalves(_ x: UnsafePointer<Scalar>) -> Scalar {
    let source = UnsafeRawPointer(x)
    var eight = source.loadUnaligned(as: SIMD8<Scalar>.self)
    if Scalar.Lanes.scalarCount == 16 {
      eight += UnsafeRawPointer(x + 8).loadUnaligned(as: SIMD8<Scalar>.self)
    }
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}

/// The columns' loop of ``ObservedPairs/backpropagate()``.
private struct ObservedPairsGradient<Scalar: KernelScalar>: ColumnLoop {
  let left: Panel<Scalar>
  let right: Panel<Scalar>
  let gradients: UnsafePointer<Scalar>
  let starts: UnsafeBufferPointer<Int>
  let partners: UnsafeBufferPointer<Int>

  @inline(__always)
  func run<let vectors: Int>(_ window: ColumnWindow<vectors, Scalar>) {
    let stride = left.columns
    let (dLeft, dRight) = (left.gradients!, right.gradients!)
    for q in 0..<right.rows {
      window.store(ColumnWindow<vectors, Scalar>.zero, dRight + q * stride)
    }
    for p in 0..<left.rows {
      let x = window.load(left.values + p * stride)
      var dx = ColumnWindow<vectors, Scalar>.zero
      for pair in starts[p]..<starts[p + 1] {
        let g = Scalar.Lanes(repeating: gradients[pair])
        let y = window.load(right.values + partners[pair] * stride)
        let row = dRight + partners[pair] * stride
        var dy = window.load(row)
        for v in 0..<vectors {
          dx[v].addProduct(g, y[v])
          dy[v].addProduct(g, x[v])
        }
        window.store(dy, row)
      }
      window.store(dx, dLeft + p * stride)
    }
  }
}
