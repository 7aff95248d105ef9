// The exact solutions [[w, 1], [1, 0]] of the base problem (norms sheet 7.1): what each notion of
// complexity says of them.

import LinearAlgebra

/// One exact solution, by its unobserved entry.
public struct SolutionMatrix: Hashable, Sendable {
  /// The unobserved entry W11.
  public var entry: Double

  /// The solution with this unobserved entry.
  public init(entry: Double) { self.entry = entry }

  /// σ₁ = (|w| + √(w² + 4))/2 and σ₂ = 1/σ₁; their product is the determinant's magnitude, 1.
  public var singularValues: [Double] {
    let first = (abs(entry) + (entry * entry + 4).squareRoot()) / 2
    return [first, 1 / first]
  }

  /// Its norm; smallest at w = 0 for every norm here (Proposition 1).
  public func norm(_ norm: MatrixNorm) -> Double { norm.value(singularValues) }

  /// Its effective rank: 2 at w = 0, tending to 1 as |w| grows (Proposition 2).
  public var effectiveRank: Double { Spectrum.effectiveRank(singularValues) }

  /// Its distance from the matrices of rank one, σ₂.
  public var distance: Double { singularValues[1] }
}
