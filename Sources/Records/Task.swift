// What is fitted, and what fits it: a target, what the loss sees of it, and the factorization that is
// trained. Modes are counted from 1, as in the papers.

/// What is fitted: a target and what is observed of it.
public struct Task: Codable, Hashable, Sendable {
  /// The matrix or tensor to recover.
  public var target: Target
  /// What the loss sees of it.
  public var observations: Observations

  /// A completion or sensing task.
  public init(target: Target, observations: Observations) {
    self.target = target
    self.observations = observations
  }
}

/// The matrix or tensor to recover.
public enum Target: Codable, Hashable, Sendable {
  /// Entries written out in row-major order.
  case entries(shape: [Int], values: [Double])
  /// `U Vᵀ` with independent standard normal factors (`rows` × `rank`, `columns` × `rank`), scaled
  /// to Frobenius norm `norm`; drawn from the random stream named `stream`.
  case lowRankMatrix(rows: Int, columns: Int, rank: Int, norm: Double, stream: String)
  /// A sum of `components` outer products of vectors of independent standard normal entries, scaled to
  /// Frobenius norm `norm`.
  ///
  /// Draws are repeated until the smallest component's norm is at least `smallestComponent` times the
  /// tensor's; where that is absent the first draw is taken.
  case cp(
    shape: [Int], components: Int, norm: Double, stream: String, smallestComponent: Double? = nil)
  /// The end tensor of a hierarchical factorization with independent standard normal weights, scaled
  /// to Frobenius norm `norm`; `interior` and `widths` as those of ``Model/hierarchical(interior:widths:)``.
  ///
  /// Draws are repeated until one meets `accept`; where that is absent the first draw is taken.
  case hierarchical(
    shape: [Int], interior: [[Int]], widths: [Int], norm: Double, stream: String,
    accept: Acceptance? = nil)
  /// A real array in a `.npy` file of the user's own; the record keeps its digest.
  case file(path: String)

  /// A condition on a matricization of a drawn tensor.
  public struct Acceptance: Codable, Hashable, Sendable {
    /// The modes that index the matricization's rows.
    public var modes: [Int]
    /// Which singular value, counted from 1, the largest first.
    public var singularValue: Int
    /// The least it may be, the tensor having its norm.
    public var atLeast: Double

    /// The condition that a singular value of a matricization is at least so large.
    public init(singularValue: Int, ofModes modes: [Int], atLeast: Double) {
      self.modes = modes
      self.singularValue = singularValue
      self.atLeast = atLeast
    }
  }
}

/// What the loss sees of a target.
public enum Observations: Codable, Hashable, Sendable {
  /// Every entry but these; indices count from 0, one index per mode.
  case allExcept(entries: [[Int]])
  /// The first `count` entries of a random permutation drawn from the stream named `stream`.
  case random(count: Int, stream: String)
  /// An integer array of shape count × order in a `.npy` file of the user's own, one index tuple
  /// a row, counted from 0.
  case file(path: String)
  /// Inner products with `count` tensors of independent normal entries of mean 0 and variance one over
  /// the number of entries (tensor 2021).
  case gaussianSensing(count: Int, stream: String)
  /// Inner products with `count` outer products of independent normal vectors, of mean 0 and variance
  /// one over the mode's length (hierarchical 2022).
  case rankOneSensing(count: Int, stream: String)
}

/// What fits the target.
public enum Model: Codable, Hashable, Sendable {
  /// A product of `depth` matrices whose hidden widths are the smaller dimension of the target, so
  /// that the rank is not limited.
  case matrixFactorization(depth: Int)
  /// A sum of `components` outer products of vectors (CP).
  case cp(components: Int)
  /// A hierarchical tensor factorization over a mode tree.
  ///
  /// `interior` lists the modes below each interior node from the bottom up, the root, which has all
  /// modes, last; `widths` is the number of local components of each of them.
  case hierarchical(interior: [[Int]], widths: [Int])
}
