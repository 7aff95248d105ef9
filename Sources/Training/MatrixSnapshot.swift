// The state of a matrix factorization that a record describes, and what is derived from it, each
// derived at most once.

import Datasets
import Kernels
import LinearAlgebra
import Models
import Records
import Theory

/// The problem of a matrix factorization as observables see it.
struct MatrixProblem {
  let extents: FactorExtents
  let target: Matrix
  /// The target's singular values, decreasing: what a completion of low rank should arrive at.
  let targetSingularValues: [Double]
  /// Row-major positions of the entries that a completion does not see, ascending.
  let hidden: [Int]

  /// The only unobserved entry of a 2×2 matrix and what stands around it; `nil` for other problems.
  let corner: Corner?

  init(_ data: TaskData, depth: Int) {
    extents = FactorExtents(rows: data.shape[0], columns: data.shape[1], depth: depth)
    target = Matrix(rows: data.shape[0], columns: data.shape[1], data.target)
    targetSingularValues = target.singularValues()
    if case .entries(let observed) = data.measurements {
      let seen = Set(observed)
      hidden = data.target.indices.filter { !seen.contains($0) }
    } else {
      hidden = []
    }
    corner = data.shape == [2, 2] && hidden.count == 1 ? Corner(hidden[0], data.target) : nil
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

/// A matrix factorization at one record.
final class MatrixSnapshot: RunSnapshot {
  let problem: MatrixProblem
  var moment = Moment()
  /// The product after the update.
  private(set) var product: Matrix
  /// The product before the update, where an observable asks for it.
  private(set) var start: Matrix?
  /// The gradient with respect to the product before the update, where an observable asks for it.
  private(set) var gradient: Matrix?
  /// The factors after the update, where an observable asks for them.
  private(set) var factors: [Matrix] = []

  private var pair: (Double, Double)?
  private var rank: Double?
  private var signedVolume: Double?
  private var values: [Double]?
  private var startDecomposition: SingularValueDecomposition?
  private var decomposition: SingularValueDecomposition?

  init(_ problem: MatrixProblem) {
    self.problem = problem
    product = .zero(rows: problem.extents.rows, columns: problem.extents.columns)
  }

  func keepStart<Model: Factorization>(of model: Model, _ objective: Objective<Model.Scalar>) {
    let (rows, columns) = (problem.extents.rows, problem.extents.columns)
    let outputs = model.withOutputs { Array($0) }
    start = Matrix(rows: rows, columns: columns, outputs.map(\.double))
    gradient = Matrix(
      rows: rows, columns: columns, objective.gradient(of: outputs).map(\.double))
  }

  func keepEnd<Model: Factorization>(
    of model: inout Model, for needs: RecordNeeds, after last: MatrixSnapshot?
  ) {
    model.multiply()
    model.withOutputs { outputs in
      for i in outputs.indices { product.elements[i] = outputs[i].double }
    }
    factors =
      needs.contains(.weights) ? FactorShape.cut(model.weights, problem.extents.factors) : []
    pair = nil
    rank = nil
    signedVolume = nil
    values = nil
    decomposition = nil
    startDecomposition = last.flatMap { $0.iteration + 1 == iteration ? $0.decomposition : nil }
  }

  var isFinite: Bool { product.elements.allSatisfy(\.isFinite) }

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
