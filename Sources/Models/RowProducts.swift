// Elementwise products of rows, forward and backward: Khatri-Rao products of panels, and products of
// rows that belong to the same measurement.

import Kernels

/// Which rows are multiplied.
enum RowPairing {
  /// Every row of a with every row of b: row i·b.rows + j of the result is row i times row j.
  case all
  /// Row s of a with row s of b.
  case matching
}

/// c = a∘b, row by row; see ``RowPairing``.
struct RowProduct<Scalar: KernelScalar>: ColumnLoop {
  let a: Panel<Scalar>
  let b: Panel<Scalar>
  let c: Panel<Scalar>
  let pairing: RowPairing

  @inline(__always)
  func run<let vectors: Int>(_ window: ColumnWindow<vectors, Scalar>) {
    let stride = c.columns
    for i in 0..<a.rows {
      let x = window.load(a.values + i * stride)
      let (partners, offset) = partners(of: i)
      for j in partners {
        let y = window.load(b.values + j * stride)
        var z = ColumnWindow<vectors, Scalar>.zero
        for v in 0..<vectors { z[v] = x[v] * y[v] }
        window.store(z, c.values + (offset + j) * stride)
      }
    }
  }

  /// The rows j of b that row i of a is multiplied with; the products are rows `offset` + j of c.
  @inline(__always)
  func partners(of i: Int) -> (Range<Int>, offset: Int) {
    switch pairing {
    case .all: (0..<b.rows, i * b.rows)
    case .matching: (i..<i + 1, 0)
    }
  }
}

/// The gradients of a and b from that of c: for each row a sum over the rows it was multiplied with, a
/// chain of fused multiply-adds in ascending row from +0.
struct RowProductGradient<Scalar: KernelScalar>: ColumnLoop {
  let product: RowProduct<Scalar>

  @inline(__always)
  func run<let vectors: Int>(_ window: ColumnWindow<vectors, Scalar>) {
    let (a, b, c, stride) = (product.a, product.b, product.c, product.c.columns)
    let (da, db, dc) = (a.gradients!, b.gradients!, c.gradients!)
    for j in 0..<b.rows { window.store(ColumnWindow<vectors, Scalar>.zero, db + j * stride) }
    for i in 0..<a.rows {
      let x = window.load(a.values + i * stride)
      var dx = ColumnWindow<vectors, Scalar>.zero
      let (partners, offset) = product.partners(of: i)
      for j in partners {
        let y = window.load(b.values + j * stride)
        let dz = window.load(dc + (offset + j) * stride)
        var dy = window.load(db + j * stride)
        for v in 0..<vectors {
          dx[v].addProduct(dz[v], y[v])
          dy[v].addProduct(dz[v], x[v])
        }
        window.store(dy, db + j * stride)
      }
      window.store(dx, da + i * stride)
    }
  }
}
