// The state that a record describes, and what is derived from it, each derived at most once.

import LinearAlgebra
import Records
import Theory

/// The completion problem as observables see it.
struct ObservedProblem {
  let extents: FactorExtents
  let target: Matrix
  /// The target's singular values, decreasing: what a completion of low rank should arrive at.
  let targetSingularValues: [Double]
  /// Row-major positions of the entries that the loss does not see, ascending.
  let hidden: [Int]

  /// The only unobserved entry of a 2×2 matrix and what stands around it; `nil` for other problems.
  let corner: Corner?

  init(shape: [Int], depth: Int, target: [Double], observed: [Int]) {
    extents = FactorExtents(rows: shape[0], columns: shape[1], depth: depth)
    self.target = Matrix(rows: shape[0], columns: shape[1], target)
    targetSingularValues = self.target.singularValues()
    let seen = Set(observed)
    hidden = target.indices.filter { !seen.contains($0) }
    corner = shape == [2, 2] && hidden.count == 1 ? Corner(hidden[0], target) : nil
  }

  /// A 2×2 problem in the coordinates of its unobserved entry.
  struct Corner {
    /// Row-major positions of: the unobserved entry; the observed one in its row; the one in its
    /// column; the one opposite.
    let positions: (Int, Int, Int, Int)
    let bounds: PerturbedBounds?
    /// What the determinant is multiplied with, so that its sign must stay positive.
    let orientation: Double

    init(_ position: Int, _ target: [Double]) {
      positions = (position, position ^ 1, position ^ 2, position ^ 3)
      let (z, zPrime) = (target[positions.1], target[positions.2])
      let isUsable = z != 0 && zPrime != 0
      let epsilon = target[positions.3]
      bounds = isUsable ? PerturbedBounds(z: z, zPrime: zPrime, epsilon: epsilon) : nil
      let onDiagonal = position == 0 || position == 3
      orientation = (onDiagonal ? 1 : -1) * (z * zPrime > 0 ? 1 : -1)
    }

    /// Whether these are the observations of Theorem 1, up to the order of rows and columns.
    var isBase: Bool { bounds == PerturbedBounds(z: 1, zPrime: 1, epsilon: 0) }
  }
}

/// The model at one record.
final class Snapshot {
  let problem: ObservedProblem
  /// Updates made so far, this record's included.
  var iteration = 0
  /// The loss before this record's update.
  var loss = 0.0
  /// The loss at the record before, if there is one.
  var previousLoss: Double?
  /// The size of this record's step.
  var stepSize = 0.0
  /// The sum of all step sizes so far.
  var flowTime = 0.0
  /// The product after the update.
  var product: Matrix
  /// The product before the update, where an observable asks for it.
  var start: Matrix?
  /// The gradient with respect to the product before the update, where an observable asks for it.
  var gradient: Matrix?
  /// The factors after the update, where an observable asks for them.
  var factors: [Matrix] = []

  private var pair: (Double, Double)?
  private var rank: Double?
  private var signedVolume: Double?
  private var values: [Double]?
  private var startDecomposition: SingularValueDecomposition?
  private var decomposition: SingularValueDecomposition?

  init(_ problem: ObservedProblem) {
    self.problem = problem
    product = .zero(rows: problem.extents.rows, columns: problem.extents.columns)
  }

  /// Forgets what was derived from an earlier state.
  ///
  /// - Parameter last: the record before; where it was one iteration ago, its decomposition is that
  ///   of the product before this update.
  func begin(after last: Snapshot?) {
    pair = nil
    rank = nil
    signedVolume = nil
    values = nil
    decomposition = nil
    startDecomposition = last.flatMap { $0.iteration + 1 == iteration ? $0.decomposition : nil }
    previousLoss = last?.loss
  }

  var isTwoByTwo: Bool { product.rows == 2 && product.columns == 2 }

  /// σ₁ and σ₂ of a 2×2 product.
  var singularPair: (Double, Double) {
    if let pair { return pair }
    let w = product.elements
    let pair = singularValues2x2(w[0], w[1], w[2], w[3])
    self.pair = pair
    return pair
  }

  var determinant: Double {
    if let signedVolume { return signedVolume }
    let determinant = isTwoByTwo ? determinant2x2 : product.determinant
    signedVolume = determinant
    return determinant
  }

  /// ad − bc with the rounding error of bc added back (Kahan): small determinants keep their sign.
  private var determinant2x2: Double {
    let w = product.elements
    let back = w[1] * w[2]
    let rest = back.addingProduct(-w[1], w[2])
    return (-back).addingProduct(w[0], w[3]) + rest
  }

  var effectiveRank: Double {
    if let rank { return rank }
    let rank = Spectrum.effectiveRank(singularValues)
    self.rank = rank
    return rank
  }

  /// All singular values, decreasing.
  var singularValues: [Double] {
    if let values { return values }
    let values: [Double]
    if isTwoByTwo {
      values = [singularPair.0, singularPair.1]
    } else if let decomposition {
      values = decomposition.values
    } else {
      values = product.singularValues()
    }
    self.values = values
    return values
  }

  /// The decomposition of the product after the update.
  var endSVD: SingularValueDecomposition {
    if let decomposition { return decomposition }
    let svd = product.svd()
    decomposition = svd
    return svd
  }

  /// The decomposition of the product before the update.
  var startSVD: SingularValueDecomposition {
    if let startDecomposition { return startDecomposition }
    guard let start else { preconditionFailure("this record did not keep its starting product") }
    let svd = start.svd()
    startDecomposition = svd
    return svd
  }
}
