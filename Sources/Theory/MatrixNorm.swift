// The norms and quasi-norms that the theorems of norms 2020 are checked with.

import LinearAlgebra

/// A Schatten norm or quasi-norm.
public enum MatrixNorm: String, Hashable, Sendable, CaseIterable {
  /// (Σσ²)^½
  case frobenius
  /// The largest singular value.
  case spectral
  /// Σσ
  case nuclear
  /// (Σσ^½)², a quasi-norm.
  case schattenHalf

  /// Its value for a matrix with these singular values.
  public func value(_ singularValues: [Double]) -> Double {
    switch self {
    case .frobenius: Spectrum.frobeniusNorm(singularValues)
    case .spectral: Spectrum.spectralNorm(singularValues)
    case .nuclear: Spectrum.nuclearNorm(singularValues)
    case .schattenHalf: squared(Spectrum.nuclearNorm(singularValues.map { $0.squareRoot() }))
    }
  }

  /// Its value for a 2×2 matrix with these singular values.
  public func value(_ first: Double, _ second: Double) -> Double {
    switch self {
    case .frobenius: (first * first + second * second).squareRoot()
    case .spectral: first
    case .nuclear: first + second
    case .schattenHalf: squared(first.squareRoot() + second.squareRoot())
    }
  }

  /// The constant c of the weak triangle inequality ‖A + B‖ ≤ c(‖A‖ + ‖B‖): 1 for norms,
  /// 2^(1/p − 1) for Schatten-p quasi-norms.
  public var weakTriangle: Double { self == .schattenHalf ? 2 : 1 }

  private func squared(_ x: Double) -> Double { x * x }
}
