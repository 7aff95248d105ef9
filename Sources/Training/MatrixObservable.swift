// Observables of matrix factorizations by name: which there are, what each needs, and what is wrong with
// a name that is none.

import LinearAlgebra
import Records
import Theory

/// A quantity that a record can hold; indices count from 0 here, from 1 in names.
enum MatrixObservable: RunQuantity {
  case entry(position: Int)
  case determinant
  case singularValue(Int)
  case targetSingularValue(Int)
  case norm(MatrixNorm)
  case effectiveRank
  case relativeError
  case curveRatio(position: Int)
  case lossRise
  case normBoundSlack(MatrixNorm)
  case effectiveRankBoundSlack
  case distanceBoundSlack
  case sharpDistanceBoundSlack
  case perturbedEntrySlack
  case perturbedDistanceSlack
  case perturbedNormSlack
  case balancednessDefect
  case flowResidual
  case flowResidualSingular(Int)
  case flowTime
  case stepSize
  case meanOfSquares
  case growthSize(Int)
  case growthDrive(Int)
  case growthSpeed(Int)

  /// What users may write.
  static let names = [
    "entry[i,j]", "determinant", "singularValue[k]", "targetSingularValue[k]",
    "frobeniusNorm", "spectralNorm", "nuclearNorm",
    "schattenHalf", "effectiveRank", "relativeError", "curveRatio[i,j]", "lossRise",
    "normBoundSlackFrobenius", "normBoundSlackSpectral", "normBoundSlackNuclear",
    "normBoundSlackSchattenHalf", "effectiveRankBoundSlack", "distanceBoundSlack",
    "sharpDistanceBoundSlack", "perturbedEntrySlack", "perturbedDistanceSlack",
    "perturbedNormSlack", "balancednessDefect", "flowResidual", "flowResidualSingular[k]",
    "flowTime", "stepSize", "meanOfSquares", "growthSize[k]", "growthGamma[k]", "growthSpeed[k]",
  ]

  /// The quantity of a name on a problem.
  ///
  /// - Throws: `Failure` at `field`, listing the known names, or saying what the problem lacks.
  init(_ observable: Observable, on problem: MatrixProblem, field: String) throws(Failure) {
    let name = ObservableName(observable)
    guard let name, let quantity = Self.quantity(name, problem.extents) else {
      throw Failure(
        "spec", field: field,
        "'\(observable.rawValue)' is no observable of a \(problem.extents.rows) × "
          + "\(problem.extents.columns) matrix factorization; known (indices from 1): "
          + Self.names.joined(separator: ", "))
    }
    if let lack = quantity.lack(on: problem) {
      throw Failure("spec", field: field, "'\(observable.rawValue)' \(lack)")
    }
    self = quantity
  }

  private static func quantity(
    _ name: ObservableName, _ extents: FactorExtents
  ) -> MatrixObservable? {
    guard name.modes.isEmpty else { return nil }
    switch name.indices.count {
    case 0: return scalar(name.base)
    case 1:
      guard name.indices[0] < extents.hidden else { return nil }
      return indexed(name.base, name.indices[0])
    case 2:
      guard name.indices[0] < extents.rows, name.indices[1] < extents.columns else { return nil }
      let position = name.indices[0] * extents.columns + name.indices[1]
      switch name.base {
      case "entry": return .entry(position: position)
      case "curveRatio": return .curveRatio(position: position)
      default: return nil
      }
    default: return nil
    }
  }

  private static func indexed(_ base: String, _ k: Int) -> MatrixObservable? {
    switch base {
    case "singularValue": .singularValue(k)
    case "targetSingularValue": .targetSingularValue(k)
    case "flowResidualSingular": .flowResidualSingular(k)
    case "growthSize": .growthSize(k)
    case "growthGamma": .growthDrive(k)
    case "growthSpeed": .growthSpeed(k)
    default: nil
    }
  }

  private static func scalar(_ base: String) -> MatrixObservable? {
    switch base {
    case "determinant": .determinant
    case "frobeniusNorm": .norm(.frobenius)
    case "spectralNorm": .norm(.spectral)
    case "nuclearNorm": .norm(.nuclear)
    case "schattenHalf": .norm(.schattenHalf)
    case "effectiveRank": .effectiveRank
    case "relativeError": .relativeError
    case "lossRise": .lossRise
    case "normBoundSlackFrobenius": .normBoundSlack(.frobenius)
    case "normBoundSlackSpectral": .normBoundSlack(.spectral)
    case "normBoundSlackNuclear": .normBoundSlack(.nuclear)
    case "normBoundSlackSchattenHalf": .normBoundSlack(.schattenHalf)
    case "effectiveRankBoundSlack": .effectiveRankBoundSlack
    case "distanceBoundSlack": .distanceBoundSlack
    case "sharpDistanceBoundSlack": .sharpDistanceBoundSlack
    case "perturbedEntrySlack": .perturbedEntrySlack
    case "perturbedDistanceSlack": .perturbedDistanceSlack
    case "perturbedNormSlack": .perturbedNormSlack
    case "balancednessDefect": .balancednessDefect
    case "flowResidual": .flowResidual
    case "flowTime": .flowTime
    case "stepSize": .stepSize
    case "meanOfSquares": .meanOfSquares
    default: nil
    }
  }

  /// What the problem would have to have, in words; `nil` where nothing is lacking.
  private func lack(on problem: MatrixProblem) -> String? {
    let extents = problem.extents
    switch self {
    case .determinant, .flowResidual, .flowResidualSingular, .growthSize, .growthDrive,
      .growthSpeed:
      return extents.rows == extents.columns ? nil : "needs a square target"
    case .curveRatio(let position):
      return problem.hidden.contains(position) ? nil : "needs an unobserved entry"
    case .normBoundSlack, .effectiveRankBoundSlack, .distanceBoundSlack, .sharpDistanceBoundSlack:
      return problem.corner?.isBase == true
        ? nil
        : "needs the observations of Theorem 1: one unobserved entry of a 2 × 2 matrix, ones "
          + "beside it, zero opposite"
    case .perturbedEntrySlack, .perturbedDistanceSlack, .perturbedNormSlack:
      return problem.corner?.bounds != nil
        ? nil : "needs one unobserved entry of a 2 × 2 matrix, without zeros beside it"
    case .relativeError:
      return problem.target.elements.allSatisfy { $0 == 0 }
        ? "needs a target that is not zero" : nil
    default: return nil
    }
  }

  var isAlwaysDefined: Bool {
    switch self {
    case .curveRatio, .lossRise, .normBoundSlack, .effectiveRankBoundSlack, .distanceBoundSlack,
      .sharpDistanceBoundSlack, .perturbedEntrySlack, .perturbedDistanceSlack, .flowResidual,
      .flowResidualSingular:
      false
    default: true
    }
  }

  var isCostly: Bool { false }

  var needs: RecordNeeds {
    switch self {
    case .flowResidual, .flowResidualSingular, .growthSize, .growthDrive, .growthSpeed: .start
    case .balancednessDefect: .weights
    case .meanOfSquares: .meanOfSquares
    default: []
    }
  }
}
