// Norms, ranks and distances that depend on the singular values alone. Singular values are
// decreasing lists of non-negative numbers, as `Matrix.singularValues()` returns them.
import Kernels

/// Quantities of a list of singular values.
public enum Spectrum {
  /// Σσᵢ, the nuclear norm.
  public static func nuclearNorm(_ values: [Double]) -> Double { sum(values) }

  /// (Σσᵢ²)^½, the Frobenius norm.
  public static func frobeniusNorm(_ values: [Double]) -> Double {
    sum(values.map { $0 * $0 }).squareRoot()
  }

  /// The largest singular value, 0 for an empty list.
  public static func spectralNorm(_ values: [Double]) -> Double { values.first ?? 0 }

  /// (Σσᵢᵖ)^(1/p) for p > 0; a quasi-norm for p < 1.
  public static func schattenNorm(_ values: [Double], p: Double) -> Double {
    precondition(p > 0, "a Schatten norm needs p > 0")
    let terms = values.map { Elementary.pow($0, p) }
    return Elementary.pow(sum(terms), 1 / p)
  }

  /// exp(−Σρᵢ ln ρᵢ) with ρᵢ = σᵢ/Σσ, the effective rank of Roy and Vetterli (2007); 0 for zero matrices.
  public static func effectiveRank(_ values: [Double]) -> Double {
    let total = sum(values)
    guard total > 0 else { return 0 }
    let shares = values.map { $0 / total }
    return Elementary.exp(-sum(shares.map { $0 > 0 ? $0 * Elementary.log($0) : 0 }))
  }

  /// (Σ_{i>r} σᵢ²)^½, the Frobenius distance to the matrices of rank at most r.
  public static func distanceToRank(_ r: Int, _ values: [Double]) -> Double {
    frobeniusNorm(Array(values.dropFirst(r)))
  }

  /// How many singular values exceed `tolerance`·σ₁.
  public static func numericalRank(_ values: [Double], tolerance: Double) -> Int {
    let cutoff = tolerance * spectralNorm(values)
    return values.prefix { $0 > cutoff }.count
  }

  private static func sum(_ terms: [Double]) -> Double {
    terms.withUnsafeBufferPointer { sumInLanes($0) }
  }
}
