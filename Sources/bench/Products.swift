// The products that a training step makes of 64×64 factors, and a large one.

import Kernels

/// One shape of ``matmul``, to be timed.
struct MeasuredProduct {
  var name: String
  var shape: ProductShape

  static let all = [
    MeasuredProduct(name: "64³", shape: ProductShape(rows: 64, inner: 64, columns: 64)),
    MeasuredProduct(
      name: "64³ AᵀB", shape: ProductShape(rows: 64, inner: 64, columns: 64, transposeA: true)),
    MeasuredProduct(
      name: "64³ ABᵀ", shape: ProductShape(rows: 64, inner: 64, columns: 64, transposeB: true)),
    MeasuredProduct(name: "64×512×512", shape: ProductShape(rows: 64, inner: 512, columns: 512)),
  ]

  /// GFLOP/s of this shape, packing included.
  func gigaflops<Scalar: KernelScalar>(of scalar: Scalar.Type) -> Double {
    let (m, k, n) = (shape.rows, shape.inner, shape.columns)
    let workspace = ProductWorkspace()
    let a = [Scalar](repeating: 0.5, count: m * k)
    let b = [Scalar](repeating: 0.25, count: k * n)
    var c = [Scalar](repeating: 0, count: m * n)
    return c.withUnsafeMutableBufferPointer { c in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          let (a, b, c) = (a.baseAddress!, b.baseAddress!, c.baseAddress!)
          return bestRate(of: Double(2 * m * k * n)) {
            matmul(
              c, a, b, rows: m, inner: k, columns: n, transposeA: shape.transposeA,
              transposeB: shape.transposeB, workspace: workspace)
          } * 1e-9
        }
      }
    }
  }
}
