// The state of a tensor factorization that a record describes, and what is derived from it, each derived
// at most once, in Double.

import Kernels
import LinearAlgebra
import Models
import Theory

/// A tensor factorization at one record.
final class TensorSnapshot: RunSnapshot {
  let problem: TensorProblem
  var moment = Moment()
  /// The weights after the update, where an observable asks for them.
  private var weights: [Double] = []
  /// The weights before the update and their gradients, where an observable asks for them.
  private var startWeights: [Double] = []
  private var startGradients: [Double] = []
  /// The end tensor after the update, where an observable asks for it and the model has it.
  private var outputs: [Double]?

  private var endTensor: Tensor?
  private var spectra: [[Int]: [Double]] = [:]
  /// For each interior node what was asked of its local components, before and after the update.
  private var starts: [StartOfNode?]
  private var ends: [EndOfNode?]

  init(_ problem: TensorProblem) {
    self.problem = problem
    starts = Array(repeating: nil, count: problem.layout.tree.interior.count)
    ends = Array(repeating: nil, count: problem.layout.tree.interior.count)
  }

  func keepStart<Model: Factorization>(of model: Model, _ objective: Objective<Model.Scalar>) {
    startWeights = model.weights.map { $0.double }
    startGradients = model.gradients.map { $0.double }
  }

  func keepEnd<Model: Factorization>(
    of model: inout Model, for needs: RecordNeeds, after last: TensorSnapshot?
  ) {
    let needsEntries = needs.contains(.outputs)
    let needsWeights = needs.contains(.weights) || (needsEntries && !problem.hasOutputs)
    weights = needsWeights ? model.weights.map { $0.double } : []
    outputs = nil
    if needsEntries && problem.hasOutputs {
      model.multiply()
      outputs = model.withOutputs { $0.map { $0.double } }
    }
    endTensor = nil
    spectra.removeAll(keepingCapacity: true)
    for index in ends.indices { (starts[index], ends[index]) = (nil, nil) }
  }

  var isFinite: Bool {
    weights.allSatisfy { $0.isFinite } && (outputs ?? []).allSatisfy { $0.isFinite }
  }

  /// The end tensor after the update.
  var tensor: Tensor {
    if let endTensor { return endTensor }
    let elements = outputs ?? problem.entries(of: weights)
    let tensor = Tensor(shape: problem.layout.sizes, elements: elements)
    endTensor = tensor
    return tensor
  }

  /// The singular values of the matricization with these modes as rows, decreasing.
  func singularValues(_ modes: [Int]) -> [Double] {
    if let known = spectra[modes] { return known }
    let values = tensor.matricization(rows: modes).singularValues()
    spectra[modes] = values
    return values
  }

  /// The local components of an interior node before the update, and what drives them.
  func start(of node: Int) -> StartOfNode {
    let index = node - problem.layout.tree.order
    if let known = starts[index] { return known }
    let start = StartOfNode(
      at: node, of: problem.layout, weights: startWeights, gradients: startGradients)
    starts[index] = start
    return start
  }

  /// The local components of an interior node after the update.
  func end(of node: Int) -> EndOfNode {
    let index = node - problem.layout.tree.order
    if let known = ends[index] { return known }
    let end = EndOfNode(LocalComponents(at: node, of: problem.layout, weights: weights))
    ends[index] = end
    return end
  }
}

/// The local components of one node after an update.
struct EndOfNode {
  let components: LocalComponents
  /// The norm of each component.
  let norms: [Double]
  /// The same, decreasing.
  let sorted: [Double]

  init(_ components: LocalComponents) {
    self.components = components
    norms = components.norms
    sorted = norms.sorted(by: >)
  }
}

/// The local components of one node before an update.
struct StartOfNode {
  /// The norm of each component.
  let norms: [Double]
  /// The components' indices by decreasing norm, ties by index.
  let order: [Int]
  /// γ of each component.
  let gammas: [Double]
  /// γ·σ²·Σ 1/‖w‖² of each component, 0 where a vector is 0.
  let flows: [Double]
  /// For each component how far its inner products ⟨w, ∂φ/∂w⟩ lie apart, over the largest ‖w‖·‖∂φ/∂w‖.
  let spreads: [Double]

  init(at node: Int, of layout: FactorLayout, weights: [Double], gradients: [Double]) {
    let components = LocalComponents(at: node, of: layout, weights: weights)
    let slopes = LocalComponents(at: node, of: layout, weights: gradients)
    let products = LocalComponents.innerProducts(
      at: node, of: layout, weights: weights, gradients: gradients)
    let (norms, gammas) = (components.norms, components.gammas(products))
    self.norms = norms
    order = norms.indices.sorted {
      norms[$0] == norms[$1] ? $0 < $1 : norms[$0] > norms[$1]
    }
    self.gammas = gammas
    flows = ComponentGrowth(components, gammas: gammas).speeds
    spreads = norms.indices.map { r in
      let row = (0..<products.columns).map { products[r, $0] }
      let sizes = (0..<products.columns).map {
        (components.squaredNorms[r, $0] * slopes.squaredNorms[r, $0]).squareRoot()
      }
      let size = sizes.reduce(0) { $1 > $0 ? $1 : $0 }
      return size == 0 ? 0 : ((row.max() ?? 0) - (row.min() ?? 0)) / size
    }
  }
}
