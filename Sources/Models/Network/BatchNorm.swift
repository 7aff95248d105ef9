// Batch norm in training and evaluation: its output, tangent, gradient, and the gradient of its tangent, each
// as sums over the batch and one combination of panels (locality sheet 5.5).

import Kernels

/// Added to variances.
private let epsilon = 1e-5

/// Share of a batch in the running statistics.
private let share = 0.1

/// What is known, by channel, of one batch norm on one batch. A mean is over images and pixels.
struct NormTerms {
  /// Mean of x.
  let mean: UnsafeMutablePointer<Double>
  /// r = 1/√(variance + ε); the normalised input is x̂ = r·(x − mean).
  let inverse: UnsafeMutablePointer<Double>
  /// Mean of ȳ, where ȳ is the adjoint of the output of S.
  let adjoint: UnsafeMutablePointer<Double>
  /// Mean of ȳ·x̂.
  let adjointSlope: UnsafeMutablePointer<Double>
  /// Mean of ẋ, the tangent of the input.
  let tangent: UnsafeMutablePointer<Double>
  /// k, the mean of x̂·ẋ.
  let tangentSlope: UnsafeMutablePointer<Double>
  /// Mean of ȳ times the tangent of x̂.
  let product: UnsafeMutablePointer<Double>

  /// Numbers by channel.
  static let count = 7

  init(_ start: UnsafeMutablePointer<Double>, channels: Int) {
    let parts = (0..<Self.count).map { start + $0 * channels }
    (mean, inverse, adjoint, adjointSlope) = (parts[0], parts[1], parts[2], parts[3])
    (tangent, tangentSlope, product) = (parts[4], parts[5], parts[6])
  }
}

/// The batch norm of one unit on one batch: y = γ·x̂ + β by channel.
struct BatchNorm<Scalar: KernelScalar> {
  let rows: Int
  let channels: Int
  let terms: NormTerms
  /// γ.
  let scale: UnsafePointer<Scalar>
  /// β.
  let shift: UnsafePointer<Scalar>

  // --- Value: y = γr·x + (β − γr·mean) ------------------------------------------------------------

  /// Statistics of the batch from Σx and Σx².
  func setStatistics(_ sums: UnsafePointer<Double>) {
    for c in 0..<channels {
      let mean = sums[c] / Double(rows)
      terms.mean[c] = mean
      let variance = max(0, sums[channels + c] / Double(rows) - mean * mean)
      terms.inverse[c] = 1 / (variance + epsilon).squareRoot()
    }
  }

  /// Statistics of the batches so far.
  func setStatistics(
    runningMean: UnsafePointer<Scalar>, runningVariance: UnsafePointer<Scalar>
  ) {
    for c in 0..<channels {
      terms.mean[c] = runningMean[c].double
      terms.inverse[c] = 1 / (runningVariance[c].double + epsilon).squareRoot()
    }
  }

  /// Moves the running statistics a tenth of the way to the batch's mean and unbiased variance.
  func moveRunning(
    _ runningMean: UnsafeMutablePointer<Scalar>, _ runningVariance: UnsafeMutablePointer<Scalar>,
    _ sums: UnsafePointer<Double>
  ) {
    let n = Double(rows)
    for c in 0..<channels {
      let mean = terms.mean[c]
      let variance = max(0, sums[channels + c] / n - mean * mean) * (n / max(1, n - 1))
      runningMean[c] = Scalar((1 - share) * runningMean[c].double + share * mean)
      runningVariance[c] = Scalar((1 - share) * runningVariance[c].double + share * variance)
    }
  }

  /// Sets y as a combination of x (1), and adds the output of another norm, of x (2) as well.
  func setOutput(_ combination: ChannelCombination<Scalar>, shortcut: BatchNorm? = nil) {
    combination.set(1) { factor($0) }
    guard let shortcut else { return combination.set(0) { constant($0) } }
    combination.set(2) { shortcut.factor($0) }
    combination.set(0) { constant($0) + shortcut.constant($0) }
  }

  /// β − γr·mean.
  @inline(__always)
  private func constant(_ c: Int) -> Double { shift[c].double - factor(c) * terms.mean[c] }

  /// γr.
  @inline(__always)
  func factor(_ c: Int) -> Double { scale[c].double * terms.inverse[c] }

  // --- Gradient of S: x̄ = γr·(ȳ − mean ȳ − x̂·mean(ȳx̂)) --------------------------------------------

  /// The means over ȳ from Σȳ and Σȳx.
  func setAdjoint(_ sum: UnsafePointer<Double>, _ sumTimesInput: UnsafePointer<Double>) {
    for c in 0..<channels {
      let (mean, slope) = means(sum[c], sumTimesInput[c], c)
      (terms.adjoint[c], terms.adjointSlope[c]) = (mean, slope)
    }
  }

  /// Means of f and of f·x̂ from Σf and Σfx.
  @inline(__always)
  private func means(_ sum: Double, _ sumTimesInput: Double, _ c: Int) -> (Double, Double) {
    (
      sum / Double(rows),
      (sumTimesInput - terms.mean[c] * sum) * terms.inverse[c] / Double(rows)
    )
  }

  /// The gradients of γ and β.
  func setGradient(scale: UnsafeMutablePointer<Scalar>, shift: UnsafeMutablePointer<Scalar>) {
    for c in 0..<channels {
      scale[c] = Scalar(Double(rows) * terms.adjointSlope[c])
      shift[c] = Scalar(Double(rows) * terms.adjoint[c])
    }
  }

  /// Sets x̄ as a combination of ȳ (1) and x (2).
  func setInputAdjoint(_ combination: ChannelCombination<Scalar>) {
    let (r, mean) = (terms.inverse, terms.mean)
    combination.set(1) { factor($0) }
    combination.set(2) { c in -factor(c) * r[c] * terms.adjointSlope[c] }
    combination.set(0) { c in
      factor(c) * (r[c] * terms.adjointSlope[c] * mean[c] - terms.adjoint[c])
    }
  }

  // --- Tangent: ẏ = γr·(ẋ − mean ẋ − x̂·k) ----------------------------------------------------------

  /// The means over ẋ from Σẋ, Σẋx and Σẋȳ.
  func setTangent(_ sums: UnsafePointer<Double>) {
    for c in 0..<channels {
      let (mean, slope) = means(sums[c], sums[channels + c], c)
      (terms.tangent[c], terms.tangentSlope[c]) = (mean, slope)
      terms.product[c] =
        terms.inverse[c]
        * (sums[2 * channels + c] / Double(rows) - mean * terms.adjoint[c]
          - slope * terms.adjointSlope[c])
    }
  }

  /// Sets ẏ as a combination of ẋ (1) and x (2), and adds that of another norm, of ẋ (3) and x (4).
  func setTangentOutput(_ combination: ChannelCombination<Scalar>, shortcut: BatchNorm? = nil) {
    combination.set(1) { factor($0) }
    combination.set(2) { tangentFactor($0) }
    guard let shortcut else { return combination.set(0) { tangentConstant($0) } }
    combination.set(3) { shortcut.factor($0) }
    combination.set(4) { shortcut.tangentFactor($0) }
    combination.set(0) { tangentConstant($0) + shortcut.tangentConstant($0) }
  }

  @inline(__always)
  private func tangentFactor(_ c: Int) -> Double {
    -factor(c) * terms.inverse[c] * terms.tangentSlope[c]
  }

  @inline(__always)
  private func tangentConstant(_ c: Int) -> Double {
    factor(c)
      * (terms.inverse[c] * terms.tangentSlope[c] * terms.mean[c] - terms.tangent[c])
  }

  // --- Gradient over values and tangents ----------------------------------------------------------

  /// Adds to the gradients of γ and β, from Σā and Σāx where ā is the adjoint of the output.
  func addGradient(
    scale dScale: UnsafeMutablePointer<Scalar>, shift dShift: UnsafeMutablePointer<Scalar>,
    _ sum: UnsafePointer<Double>, _ sumTimesInput: UnsafePointer<Double>, isFirst: Bool
  ) {
    for c in 0..<channels {
      let (_, slope) = means(sum[c], sumTimesInput[c], c)
      let slopes = Double(rows) * (slope + terms.product[c])
      dScale[c] = Scalar(isFirst ? slopes : dScale[c].double + slopes)
      dShift[c] = Scalar(isFirst ? sum[c] : dShift[c].double + sum[c])
    }
  }

  /// Sets x̄ as a combination of ā (1), ȳ (2), ẋ (3) and x (4), from Σā and Σāx.
  ///
  /// ā is the adjoint of the output, and ȳ that of its tangent, which is the adjoint of S. With a = γā and
  /// b = γȳ, and A = a − r(k·b + mean(b·x̂)·ẋ): x̄ = r(A − mean A − x̂·(mean(A·x̂) + mean(b·x̂ dot))).
  func setInputAdjoint(
    _ combination: ChannelCombination<Scalar>, _ sum: UnsafePointer<Double>,
    _ sumTimesInput: UnsafePointer<Double>
  ) {
    let (r, k, q) = (terms.inverse, terms.tangentSlope, terms.adjointSlope)
    /// (mean A)/γ, and what x̂ is multiplied with, over γ.
    func constants(_ c: Int) -> (mean: Double, slope: Double) {
      let (mean, slope) = means(sum[c], sumTimesInput[c], c)
      return (
        mean - r[c] * (k[c] * terms.adjoint[c] + q[c] * terms.tangent[c]),
        slope - 2 * r[c] * k[c] * q[c] + terms.product[c]
      )
    }
    combination.set(1) { factor($0) }
    combination.set(2) { c in -factor(c) * r[c] * k[c] }
    combination.set(3) { c in -factor(c) * r[c] * q[c] }
    combination.set(4) { c in -factor(c) * r[c] * constants(c).slope }
    combination.set(0) { c in
      let (mean, slope) = constants(c)
      return factor(c) * (r[c] * slope * terms.mean[c] - mean)
    }
  }
}
