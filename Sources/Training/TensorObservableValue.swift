// The value of each observable of a tensor factorization at a record.

import Kernels
import LinearAlgebra
import Theory

extension TensorSnapshot {
  func value(of quantity: TensorObservable) -> Double? {
    switch quantity {
    case .constant(let value): value
    case .entry(let position): tensor.elements[position]
    case .frobeniusNorm:
      tensor.elements.withUnsafeBufferPointer { sumOfSquares($0).squareRoot() }
    case .relativeError: problem.relativeError(of: tensor.elements)
    case .singularValue(let modes, let k): singularValues(modes)[k]
    case .effectiveRank(let modes): Spectrum.effectiveRank(singularValues(modes))
    case .componentNorm(let node, let k): end(of: node).sorted[k]
    case .trackedComponentNorm(let node, let r): end(of: node).norms[r]
    case .componentsAbove(let node, let percent): end(of: node).count(above: percent)
    case .growth(let node, let k, let part): growth(of: node, k, part)
    case .eulerSpread(let node): eulerSpread(of: node)
    case .balance(let node, let part): balance(of: node, part)
    case .meanOfSquares: moment.meanOfSquares
    case .lossRise: moment.lossRise
    case .flowTime: flowTime
    case .stepSize: stepSize
    case .cpRank(let ranked): problem.rank(of: ranked, model: tensor).map(Double.init)
    }
  }

  private func growth(of node: Int, _ k: Int, _ part: TensorObservable.Growth) -> Double? {
    let start = start(of: node)
    let r = start.order[k]
    var speed: Double { (end(of: node).norms[r] - start.norms[r]) / stepSize }
    switch part {
    case .index: return Double(r + 1)
    case .size: return start.norms[r]
    case .gamma: return start.gammas[r]
    case .speed: return speed
    case .flow: return start.flows[r]
    case .ratio:
      let ratio = speed / start.flows[r]
      return ratio.isFinite ? ratio : nil
    }
  }

  /// Over the components of norm above 0.1 (hierarchical sheet 7, TH1).
  private func eulerSpread(of node: Int) -> Double? {
    let start = start(of: node)
    let spreads = zip(start.norms, start.spreads).compactMap { $0 > 0.1 ? $1 : nil }
    return spreads.first.map { spreads.reduce($0, max) }
  }

  private func balance(of node: Int, _ part: TensorObservable.Balance) -> Double {
    let components = end(of: node).components
    let squares = components.squaredNorms
    switch part {
    case .unbalancedness: return components.unbalancedness
    case .largestSquaredNorm: return squares.elements.reduce(0, max)
    case .conservationDrift:
      let initial = problem.initial[node - problem.layout.tree.order].squaredNorms
      return (0..<squares.rows).reduce(0) { largest, r in
        let changes = (0..<squares.columns).map { squares[r, $0] - initial[r, $0] }
        return max(largest, changes.reduce(changes[0], max) - changes.reduce(changes[0], min))
      }
    }
  }
}

extension EndOfNode {
  /// How many norms exceed so many hundredths of the largest.
  fileprivate func count(above percent: Int) -> Double {
    let least = sorted[0] * Double(percent) / 100
    return Double(sorted.prefix { $0 > least }.count)
  }
}
