// One-sided Jacobi (Hestenes): plane rotations from the right until all columns are orthogonal.
import Kernels

/// The columns of a tall matrix, each padded with zeros to whole vectors of 8, and the product of
/// the rotations applied to them.
struct JacobiColumns {
  let columns: Int
  /// Vectors per column of the matrix, and per column of the rotations (0 when they are not kept).
  let vectors: Int
  let rotationVectors: Int
  /// columns × (vectors + rotationVectors): column j of A, then column j of V.
  var storage: [SIMD8<Double>]
  /// The factor, a power of two, that the matrix was divided by to keep squares in range.
  let scale: Double
  /// The length of each column, set by ``orthogonalize()``.
  private(set) var lengths: [Double] = []

  /// Sweeps after which rotation stops; 64×64 matrices need about 8.
  private static let sweepLimit = 60
  /// Two columns are orthogonal when |x·y| ≤ threshold·|x||y|: a few units of rounding.
  private static let threshold = 0x1p-50

  private var stride: Int { vectors + rotationVectors }

  init(_ a: Matrix, keepsRotations: Bool) {
    columns = a.columns
    vectors = (a.rows + 7) / 8
    rotationVectors = keepsRotations ? (a.columns + 7) / 8 : 0
    let largest = a.elements.reduce(0) { $1.magnitude > $0 ? $1.magnitude : $0 }
    precondition(largest < .infinity, "a singular value decomposition needs finite entries")
    scale = largest.isNormal ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    storage = Array(repeating: SIMD8(), count: columns * (vectors + rotationVectors))
    for j in 0..<columns {
      for i in 0..<a.rows { storage[j * stride + i / 8][i % 8] = a[i, j] / scale }
      if keepsRotations { storage[j * stride + vectors + j / 8][j % 8] = 1 }
    }
  }

  /// Rotates pairs (p, q), p < q, in row order, sweep after sweep, until a sweep rotates none.
  mutating func orthogonalize() {
    let (columns, vectors, stride) = (columns, vectors, stride)
    var squares = [Double](repeating: 0, count: columns)
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for _ in 0..<Self.sweepLimit {
        for j in 0..<columns {
          squares[j] = Self.dot(base + j * stride, base + j * stride, vectors)
        }
        var isDone = true
        for p in 0..<max(0, columns - 1) {
          for q in (p + 1)..<columns {
            let (x, y) = (base + p * stride, base + q * stride)
            let product = Self.dot(x, y, vectors)
            let bound = Self.threshold * (squares[p] * squares[q]).squareRoot()
            guard product.magnitude > bound else { continue }
            isDone = false
            let shift = Self.rotate(x, y, stride, product, squares[q] - squares[p])
            squares[p] -= shift
            squares[q] += shift
          }
        }
        if isDone { break }
      }
      for j in 0..<columns {
        squares[j] = Self.dot(base + j * stride, base + j * stride, vectors)
      }
    }
    lengths = squares.map { $0.squareRoot() * scale }
  }

  /// x·y in 8 lanes, each a chain; lanes added by halves.
  @inline(__always)
  private static func dot(
    _ x: UnsafePointer<SIMD8<Double>>, _ y: UnsafePointer<SIMD8<Double>>, _ count: Int
  ) -> Double {
    var sums = SIMD8<Double>()
    for i in 0..<count { sums.addProduct(x[i], y[i]) }
    let four = sums.lowHalf + sums.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }

  /// Rotates x and y by the smaller angle that makes them orthogonal (Rutishauser's formulas), and
  /// returns what this takes from |x|² and adds to |y|². `difference` is |y|² − |x|².
  @inline(__always)
  private static func rotate(
    _ x: UnsafeMutablePointer<SIMD8<Double>>, _ y: UnsafeMutablePointer<SIMD8<Double>>,
    _ count: Int, _ product: Double, _ difference: Double
  ) -> Double {
    let zeta = difference / (2 * product)
    let tangent = (zeta < 0 ? -1 : 1) / (zeta.magnitude + (1 + zeta * zeta).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let (c, s) = (SIMD8(repeating: cosine), SIMD8(repeating: cosine * tangent))
    for i in 0..<count {
      let (u, v) = (x[i], y[i])
      x[i] = (c * u).addingProduct(-s, v)
      y[i] = (c * v).addingProduct(s, u)
    }
    return tangent * product
  }

  /// Column indices by decreasing length, ties by index.
  func order() -> [Int] {
    (0..<columns).sorted {
      lengths[$0] == lengths[$1] ? $0 < $1 : lengths[$0] > lengths[$1]
    }
  }

  /// U, values and V of the orthogonalized columns; U is completed where values vanish.
  func decomposition(rows: Int) -> SingularValueDecomposition {
    let order = order()
    var u = Matrix(rows: rows, columns: columns) { i, j in
      let length = lengths[order[j]] / scale
      return length > 0 ? storage[order[j] * stride + i / 8][i % 8] / length : 0
    }
    u.completeOrthonormalColumns(from: order.prefix { lengths[$0] > 0 }.count)
    let v = Matrix(rows: columns, columns: columns) { i, j in
      storage[order[j] * stride + vectors + i / 8][i % 8]
    }
    return SingularValueDecomposition(u: u, values: order.map { lengths[$0] }, v: v)
  }
}

extension Matrix {
  /// Replaces the columns from `start` on by unit vectors orthogonal to all before them: for each,
  /// the unit vector that is farthest from the span so far, orthogonalized twice.
  fileprivate mutating func completeOrthonormalColumns(from start: Int) {
    for column in start..<columns {
      let covered = (0..<rows).map { i in
        (0..<column).reduce(0.0) { $0 + self[i, $1] * self[i, $1] }
      }
      var axis = 0
      for i in 0..<rows where covered[i] < covered[axis] { axis = i }
      self[axis, column] = 1
      for _ in 0..<2 {
        for j in 0..<column {
          let overlap = (0..<rows).reduce(0.0) { $0 + self[$1, j] * self[$1, column] }
          for i in 0..<rows { self[i, column] -= overlap * self[i, j] }
        }
      }
      let length = (0..<rows).reduce(0.0) { $0 + self[$1, column] * self[$1, column] }.squareRoot()
      for i in 0..<rows { self[i, column] /= length }
    }
  }
}
