// Elementwise products of rows, forward and backward: the row-wise Khatri-Rao product of two panels.

import Kernels

/// Row i·b.rows + j of c is row i of a times row j of b. Between panels of a single row it is their
/// elementwise product.
struct RowProduct<Scalar: KernelScalar>: ColumnLoop {
  let a: Panel<Scalar>
  let b: Panel<Scalar>
  let c: Panel<Scalar>

  @inline(__always)
  func run<let vectors: Int>(_ window: ColumnWindow<vectors, Scalar>) {
    let stride = c.columns
    for i in 0..<a.rows {
      let x = window.load(a.values + i * stride)
      for j in 0..<b.rows {
        let y = window.load(b.values + j * stride)
        var z = ColumnWindow<vectors, Scalar>.zero
        for v in 0..<vectors { z[v] = x[v] * y[v] }
        window.store(z, c.values + (i * b.rows + j) * stride)
      }
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
      for j in 0..<b.rows {
        let y = window.load(b.values + j * stride)
        let dz = window.load(dc + (i * b.rows + j) * stride)
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
