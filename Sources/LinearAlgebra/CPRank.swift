// A numerical estimate of tensor rank: how few outer products fit (norms sheet 6).
public import Kernels

/// An estimate of a tensor's CP rank, and how it was come by.
public struct CPRankEstimate: Equatable, Sendable {
  /// One fit.
  public struct Trial: Equatable, Sendable {
    /// The number of outer products tried.
    public let components: Int
    /// The sweeps made.
    public let sweeps: Int
    /// What the fit came to.
    public let outcome: CPFit.Outcome
  }

  /// The fits in the order they were made; none for a tensor that counts as zero.
  public let trials: [Trial]
  /// The smallest number of components that fitted, where monotony is taken for granted; `nil` where a
  /// fit failed, which ends the search.
  public let rank: Int?
}

extension Tensor {
  /// Estimates the CP rank: the smallest number of components with which alternating least squares
  /// reaches a mean squared error below `tolerance`, by binary search with one start each.
  ///
  /// Tensors without an entry above 1e−8 have rank 0. The upper end is the product of all mode sizes but
  /// the largest, which is enough for any tensor and is taken where nothing smaller fits. The estimate is
  /// of energy, not of algebra: the tolerance 1e−6 leaves a tensor of norm 1 a relative error of 2.3 % with
  /// 512 entries, 10 % with 10⁴. Where no rank fits clearly it varies by one or so with the stream.
  ///
  /// - Parameter stream: its children "1 components", "2 components", … start the fits.
  public func cpRank(
    tolerance: Double = 1e-6, sweepLimit: Int = 1000, stream: RandomStream
  ) -> CPRankEstimate {
    precondition(shape.count >= 2, "needs an order of at least 2")
    // Not "all are small": a NaN has to reach a fit, where it fails.
    guard elements.contains(where: { !($0.magnitude <= 1e-8) }) else {
      return CPRankEstimate(trials: [], rank: 0)
    }
    let largest = shape.reduce(1) { max($0, $1) }
    var best = elements.count / largest
    var untried = 1..<best + 1
    var trials: [CPRankEstimate.Trial] = []
    // region: rank search
    while !untried.isEmpty {
      let components = (untried.lowerBound + untried.upperBound - 1) / 2
      let fit = alternatingLeastSquares(
        components: components, tolerance: tolerance, sweepLimit: sweepLimit,
        stream: stream.child("\(components) components"))
      trials.append(.init(components: components, sweeps: fit.sweeps, outcome: fit.outcome))
      switch fit.outcome {
      case .reached:
        best = components
        untried = untried.lowerBound..<components
      case .notReached: untried = components + 1..<untried.upperBound
      case .failed: return CPRankEstimate(trials: trials, rank: nil)
      }
    }
    // endregion
    return CPRankEstimate(trials: trials, rank: best)
  }
}
