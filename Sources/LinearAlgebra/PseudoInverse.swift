// The Moore–Penrose inverse.

extension Matrix {
  /// The Moore–Penrose inverse, columns×rows. Singular values up to `cutoff`·σ₁ count as zero.
  public func pseudoInverse(cutoff: Double) -> Matrix {
    precondition(cutoff >= 0, "a cut-off is negative")
    let svd = svd()
    let smallest = cutoff * (svd.values.first ?? 0)
    var scaled = svd.v
    for (j, value) in svd.values.enumerated() {
      for i in 0..<scaled.rows { scaled[i, j] = value > smallest ? scaled[i, j] / value : 0 }
    }
    return scaled.product(svd.u.transposed)
  }
}
