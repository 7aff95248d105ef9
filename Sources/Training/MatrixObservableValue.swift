// The value of each observable of a matrix factorization at a record.

import Kernels
import LinearAlgebra
import Theory

extension MatrixSnapshot {
  func value(of quantity: MatrixObservable) -> Double? {
    switch quantity {
    case .entry(let position): product.elements[position]
    case .determinant: determinant
    case .singularValue(let k): singularValue(k)
    case .targetSingularValue(let k): problem.targetSingularValues[k]
    case .norm(let norm): self.norm(norm)
    case .effectiveRank: effectiveRank
    case .relativeError: relativeError
    case .curveRatio(let position): curveRatio(position)
    case .lossRise: moment.lossRise
    case .meanOfSquares: moment.meanOfSquares
    case .normBoundSlack, .effectiveRankBoundSlack, .distanceBoundSlack, .sharpDistanceBoundSlack:
      isBoundedByTheory ? quantity.slack(at: self) : nil
    case .perturbedEntrySlack, .perturbedDistanceSlack, .perturbedNormSlack:
      quantity.perturbedSlack(at: self)
    case .balancednessDefect: balancednessDefect
    case .flowResidual: flowResidual
    case .flowResidualSingular(let k): flowResidual(singularValue: k)
    case .flowTime: flowTime
    case .stepSize: stepSize
    case .growthSize(let k): startSVD.values[k]
    case .growthDrive(let k): drive(k)
    case .growthSpeed(let k): speed(k)
    }
  }
}

extension MatrixObservable {
  /// How far Theorem 1's bound is kept; negative where it is violated.
  fileprivate func slack(at record: MatrixSnapshot) -> Double? {
    switch self {
    case .normBoundSlack(let norm):
      record.norm(norm) - TheoremOneBounds.norm(norm, loss: record.loss)
    case .effectiveRankBoundSlack:
      TheoremOneBounds.effectiveRank(loss: record.loss) - record.effectiveRank
    case .distanceBoundSlack:
      TheoremOneBounds.distance(loss: record.loss) - record.singularValue(1)
    case .sharpDistanceBoundSlack:
      TheoremOneBounds.sharpDistance(loss: record.loss) - record.singularValue(1)
    default: nil
    }
  }

  /// How far the bounds for arbitrary observed values are kept.
  fileprivate func perturbedSlack(at record: MatrixSnapshot) -> Double? {
    guard let corner = record.problem.corner, let bounds = corner.bounds else { return nil }
    let w = record.product.elements
    let entry = abs(w[corner.positions.0])
    switch self {
    case .perturbedEntrySlack:
      guard record.isOriented else { return nil }
      return bounds.entry(loss: record.loss).map { entry - $0 }
    case .perturbedDistanceSlack:
      // The bound is derived where |W12| and |W21| cannot vanish.
      guard record.isOriented, bounds.entry(loss: record.loss) != nil else { return nil }
      return bounds.distance(loss: record.loss) - record.singularValue(1)
    default:
      let others =
        abs(w[corner.positions.1]) + abs(w[corner.positions.2]) + abs(w[corner.positions.3])
      return MatrixNorm.allCases.map {
        record.norm($0) - PerturbedBounds.norm($0, entry: entry, others: others)
      }.reduce(.infinity) { $1 < $0 ? $1 : $0 }
    }
  }
}

extension MatrixSnapshot {
  fileprivate func singularValue(_ k: Int) -> Double {
    guard isTwoByTwo else { return singularValues[k] }
    return k == 0 ? singularPair.0 : singularPair.1
  }

  fileprivate func norm(_ norm: MatrixNorm) -> Double {
    guard isTwoByTwo else { return norm.value(singularValues) }
    return norm.value(singularPair.0, singularPair.1)
  }

  /// ‖W − W*‖_F / ‖W*‖_F over all entries, observed or not.
  fileprivate var relativeError: Double {
    let difference = zip(product.elements, problem.target.elements).map { $0 - $1 }
    return (squares(difference) / squares(problem.target.elements)).squareRoot()
  }

  /// |W_ij| over the universal curve at the loss; defined for losses in (0, 1/4].
  fileprivate func curveRatio(_ position: Int) -> Double? {
    guard loss > 0, loss <= UniversalCurve.largestLoss else { return nil }
    return abs(product.elements[position]) / UniversalCurve.entry(loss: loss)
  }

  /// Whether the determinant still has the sign that the bounds need.
  fileprivate var isOriented: Bool {
    guard let corner = problem.corner else { return false }
    return corner.orientation * determinant > 0
  }

  fileprivate var isBoundedByTheory: Bool { loss > 0 && isOriented }

  /// The largest Frobenius norm of F_lᵀF_l − F_{l+1}F_{l+1}ᵀ.
  fileprivate var balancednessDefect: Double {
    var largest = 0.0
    for (left, right) in zip(factors, factors.dropFirst()) {
      let inner = left.transposed.product(left).elements
      let outer = right.product(right.transposed).elements
      let defect = squares(zip(inner, outer).map { $0 - $1 }).squareRoot()
      if defect > largest { largest = defect }
    }
    return largest
  }

  /// ‖(W⁺ − W)/η − V‖_F / ‖V‖_F with the velocity V of Lemma 4; undefined where V is zero.
  fileprivate var flowResidual: Double? {
    guard let start, let gradient else { return nil }
    let velocity = GradientFlow.velocity(
      of: startSVD, gradient: gradient, depth: problem.extents.depth
    ).elements
    let size = squares(velocity)
    guard size > 0 else { return nil }
    let difference = velocity.indices.map { index in
      (product.elements[index] - start.elements[index]) / stepSize - velocity[index]
    }
    return (squares(difference) / size).squareRoot()
  }

  /// |(σ⁺ − σ)/η − V| / (L·σ^{2−2/L}·‖G‖_F) with the velocity V of Lemma 5.
  ///
  /// The scale is the largest speed that a gradient of this size can give: where a singular value
  /// turns around, V itself is zero for a moment.
  fileprivate func flowResidual(singularValue k: Int) -> Double? {
    guard let gradient else { return nil }
    let (size, depth) = (startSVD.values[k], problem.extents.depth)
    let scale = GradientFlow.growth(
      size: size, order: depth, drive: squares(gradient.elements).squareRoot())
    guard scale > 0 else { return nil }
    let velocity = GradientFlow.growth(size: size, order: depth, drive: drive(k))
    return abs(speed(k) - velocity) / scale
  }

  /// (σ⁺ − σ)/η.
  fileprivate func speed(_ k: Int) -> Double {
    (endSVD.values[k] - startSVD.values[k]) / stepSize
  }

  /// −uᵀGv before the update.
  fileprivate func drive(_ k: Int) -> Double {
    guard let gradient else { preconditionFailure("this record did not keep its gradient") }
    return GradientFlow.drive(of: k, in: startSVD, gradient: gradient)
  }

  private func squares(_ values: [Double]) -> Double {
    values.withUnsafeBufferPointer { sumOfSquares($0) }
  }
}
