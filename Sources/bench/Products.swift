// The products that training steps make of their factors, forward and backward.

import Kernels

/// One shape of ``matmul``, to be timed.
struct MeasuredProduct {
  var name: String
  var shape: ProductShape

  static let all =
    // Matrix factorization.
    plain(64, 64, 64, named: "64³") + transposedA(64, 64, 64, named: "64³")
    + transposedB(64, 64, 64, named: "64³")
    // A mode tree's root over two matricizations of 100×1000, and the gradients of both.
    + transposedB(100, 1000, 100) + plain(100, 100, 1000) + transposedA(100, 100, 1000)
    // Layers of a network on 64 examples: forward, gradient of the input, gradient of the weights.
    + plain(64, 512, 512) + transposedB(64, 512, 512) + transposedA(512, 64, 512)
    + plain(64, 128, 128) + transposedB(64, 128, 128) + transposedA(128, 64, 128)
    // Small ends of long sums.
    + plain(64, 512, 64) + transposedA(64, 512, 64) + transposedB(64, 512, 64)
    + plain(16, 256, 256) + transposedB(16, 256, 256) + transposedA(16, 256, 256)
    + plain(256, 256, 16) + transposedB(256, 256, 16) + transposedA(256, 256, 16)
    + plain(10, 100, 100) + transposedB(10, 100, 100) + transposedA(10, 100, 100)

  private static func plain(
    _ rows: Int, _ inner: Int, _ columns: Int, named name: String? = nil
  ) -> [MeasuredProduct] {
    [
      MeasuredProduct(
        name: name ?? "\(rows)×\(inner)×\(columns)",
        shape: ProductShape(rows: rows, inner: inner, columns: columns))
    ]
  }

  private static func transposedA(
    _ rows: Int, _ inner: Int, _ columns: Int, named name: String? = nil
  ) -> [MeasuredProduct] {
    plain(rows, inner, columns, named: name).map {
      var product = $0
      product.name += " AᵀB"
      product.shape.transposeA = true
      return product
    }
  }

  private static func transposedB(
    _ rows: Int, _ inner: Int, _ columns: Int, named name: String? = nil
  ) -> [MeasuredProduct] {
    plain(rows, inner, columns, named: name).map {
      var product = $0
      product.name += " ABᵀ"
      product.shape.transposeB = true
      return product
    }
  }

  /// GFLOP/s of this shape, packing included.
  func gigaflops<Scalar: KernelScalar>(of scalar: Scalar.Type) -> Double {
    let (m, k, n) = (shape.rows, shape.inner, shape.columns)
    let workspace = ProductWorkspace()
    // So many between two looks at the clock, which takes as long as a small product.
    let calls = max(1, 4_000_000 / (m * k * n))
    let a = [Scalar](repeating: 0.5, count: m * k)
    let b = [Scalar](repeating: 0.25, count: k * n)
    var c = [Scalar](repeating: 0, count: m * n)
    return c.withUnsafeMutableBufferPointer { c in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          let (a, b, c) = (a.baseAddress!, b.baseAddress!, c.baseAddress!)
          return bestRate(of: Double(2 * m * k * n * calls)) {
            for _ in 0..<calls {
              matmul(
                c, a, b, rows: m, inner: k, columns: n, transposeA: shape.transposeA,
                transposeB: shape.transposeB, workspace: workspace)
            }
          } * 1e-9
        }
      }
    }
  }
}
