// The names of a tensor factorization's observables, as specs write them, and what is wrong with a name
// that is none.

import LinearAlgebra
import Records

extension TensorObservable {
  /// What users may write of any tensor factorization.
  private static let names = [
    "entry[i,j,...]", "frobeniusNorm", "relativeError", "matricizationSingularValue[{modes},k]",
    "matricizationEffectiveRank[{modes}]", "meanOfSquares", "lossRise", "flowTime", "stepSize",
    "targetComponentNorm[k]", "targetMatricizationSingularValue[{modes},k]",
    "targetMatricizationEffectiveRank[{modes}]", "linearError", "cpRank", "targetCPRank",
    "linearCPRank",
  ]

  /// Norms of components, by what they are called in CP and in hierarchical factorizations.
  private static let componentNames = [
    "componentNorm", "trackedComponentNorm", "componentsAbovePercent",
  ]
  private static let localComponentNames = [
    "localComponentNorm", "trackedLocalComponentNorm", "localComponentsAbovePercent",
  ]

  /// What users may write of the components: of CP as it is, of a hierarchical factorization with the
  /// modes of an interior node in braces.
  private static func names(isCP: Bool) -> [String] {
    let indexed = (isCP ? componentNames : localComponentNames) + Growth.allCases.map(\.rawValue)
    let whole = ["eulerSpread"] + Balance.allCases.map(\.rawValue)
    return indexed.map { $0 + (isCP ? "[k]" : "[{modes},k]") }
      + whole.map { $0 + (isCP ? "" : "[{modes}]") }
  }

  /// The quantity of a name on a problem.
  ///
  /// - Throws: `Failure` at `field`, listing the known names, or saying what the problem lacks.
  init(_ observable: Observable, on problem: TensorProblem, field: String) throws(Failure) {
    let name = ObservableName(observable)
    guard let name, let quantity = Self.quantity(name, problem) else {
      let known = Self.names + Self.names(isCP: problem.isCP)
      throw Failure(
        "spec", field: field,
        "'\(observable.rawValue)' is no observable of this tensor factorization; known (modes and "
          + "indices from 1): " + known.joined(separator: ", "))
    }
    if let lack = Self.lack(name.base, on: problem) {
      throw Failure("spec", field: field, "'\(observable.rawValue)' \(lack)")
    }
    self = quantity
  }

  private static func quantity(
    _ name: ObservableName, _ problem: TensorProblem
  ) -> TensorObservable? {
    matricized(name, problem) ?? ofComponents(name, problem) ?? scalar(name, problem)
  }

  private static func scalar(
    _ name: ObservableName, _ problem: TensorProblem
  ) -> TensorObservable? {
    guard name.modes.isEmpty else { return nil }
    let shape = problem.layout.sizes
    switch (name.base, name.indices.count) {
    case ("entry", shape.count):
      guard zip(name.indices, shape).allSatisfy({ $0 < $1 }) else { return nil }
      return .entry(position: zip(name.indices, shape).reduce(0) { $0 * $1.1 + $1.0 })
    case ("targetComponentNorm", 1):
      let norms = problem.targetComponentNorms
      return norms.indices.contains(name.indices[0]) ? .constant(norms[name.indices[0]]) : nil
    case ("frobeniusNorm", 0): return .frobeniusNorm
    case ("relativeError", 0): return .relativeError
    case ("meanOfSquares", 0): return .meanOfSquares
    case ("lossRise", 0): return .lossRise
    case ("flowTime", 0): return .flowTime
    case ("stepSize", 0): return .stepSize
    case ("linearError", 0): return .constant(problem.linearError)
    case ("cpRank", 0): return .cpRank(.model)
    case ("targetCPRank", 0): return .cpRank(.target)
    case ("linearCPRank", 0): return .cpRank(.linear)
    default: return nil
    }
  }

  /// Quantities of one node's local components. The components of CP are those of the root; of several
  /// nodes with the same modes the lowest is meant.
  private static func ofComponents(
    _ name: ObservableName, _ problem: TensorProblem
  ) -> TensorObservable? {
    let (layout, tree) = (problem.layout, problem.layout.tree)
    guard name.modes.isEmpty == problem.isCP else { return nil }
    let found = tree.interior.first { problem.isCP || tree.nodes[$0].modes == name.modes }
    guard let node = found else { return nil }
    guard let k = name.indices.first else {
      if name.base == "eulerSpread" { return .eulerSpread(node: node) }
      return Balance(rawValue: name.base).map { .balance(node: node, $0) }
    }
    guard name.indices.count == 1 else { return nil }
    let names = problem.isCP ? componentNames : localComponentNames
    if name.base == names[2] { return k < 100 ? .componentsAbove(node: node, percent: k + 1) : nil }
    guard k < layout.width(of: node) else { return nil }
    switch name.base {
    case names[0]: return .componentNorm(node: node, k)
    case names[1]: return .trackedComponentNorm(node: node, k)
    default: return Growth(rawValue: name.base).map { .growth(node: node, k, $0) }
    }
  }

  private static func matricized(
    _ name: ObservableName, _ problem: TensorProblem
  ) -> TensorObservable? {
    let (shape, modes) = (problem.layout.sizes, name.modes)
    guard (1..<shape.count).contains(modes.count), modes.allSatisfy(shape.indices.contains) else {
      return nil
    }
    let rows = modes.reduce(1) { $0 * shape[$1] }
    let count = min(rows, shape.reduce(1, *) / rows)
    switch (name.base, name.indices.count) {
    case ("matricizationEffectiveRank", 0): return .effectiveRank(modes: modes)
    case ("targetMatricizationEffectiveRank", 0):
      return .constant(Spectrum.effectiveRank(problem.targetSingularValues(modes)))
    case ("matricizationSingularValue", 1):
      return name.indices[0] < count ? .singularValue(modes: modes, name.indices[0]) : nil
    case ("targetMatricizationSingularValue", 1):
      guard name.indices[0] < count else { return nil }
      return .constant(problem.targetSingularValues(modes)[name.indices[0]])
    default: return nil
    }
  }

  /// What the problem would have to have, in words; `nil` where nothing is lacking.
  private static func lack(_ base: String, on problem: TensorProblem) -> String? {
    if base.hasPrefix("linear") && problem.observed == nil { return "needs observed entries" }
    if ["linearError", "relativeError"].contains(base) && problem.targetNorm == 0 {
      return "needs a target that is not zero"
    }
    return nil
  }
}
