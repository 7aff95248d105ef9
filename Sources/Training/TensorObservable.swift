// Observables of tensor factorizations: which there are and what each needs. Their names are in
// TensorObservableName.swift, their values in TensorObservableValue.swift.

/// A quantity that a record can hold; modes, nodes and indices count from 0 here, from 1 in names.
enum TensorObservable: RunQuantity {
  /// A quantity of the data, known before training.
  case constant(Double)
  case entry(position: Int)
  case frobeniusNorm
  /// ‖W − W*‖_F / ‖W*‖_F over all entries, observed or not.
  case relativeError
  case singularValue(modes: [Int], Int)
  case effectiveRank(modes: [Int])
  /// The norm of the k-th largest local component of a node.
  case componentNorm(node: Int, Int)
  /// The norm of one local component, the same at every record.
  case trackedComponentNorm(node: Int, Int)
  /// How many norms exceed a share of the largest.
  case componentsAbove(node: Int, percent: Int)
  /// An update of the component that was the k-th largest before it.
  case growth(node: Int, Int, Growth)
  /// The largest spread of K inner products ⟨w, ∂φ/∂w⟩ over a node's components.
  case eulerSpread(node: Int)
  case balance(node: Int, Balance)
  case meanOfSquares
  case lossRise
  case flowTime
  case stepSize
  case cpRank(Ranked)

  /// What a record knows of one update of one local component; σ is its norm before the update.
  enum Growth: String, CaseIterable {
    /// Which component it is.
    case index = "growthIndex"
    /// σ.
    case size = "growthSize"
    /// γ = ⟨−∇L, the component with its vectors scaled to unit length⟩ before the update.
    case gamma = "growthGamma"
    /// (σ⁺ − σ)/η, σ⁺ the norm of the same component after the update.
    case speed = "growthSpeed"
    /// γ·σ²·Σ 1/‖w‖² over its vectors: the speed under gradient flow, whatever their balance.
    case flow = "growthFlow"
    /// Speed over flow; undefined where the flow is 0.
    case ratio = "growthRatio"
  }

  /// Differences ‖w‖² − ‖w'‖² of the vectors within a local component, over a node's components.
  enum Balance: String, CaseIterable {
    /// The largest.
    case unbalancedness
    /// The largest change of one since the start; gradient flow conserves them.
    case conservationDrift
    /// The largest ‖w‖², to compare them with.
    case largestSquaredNorm
  }

  /// What a CP rank is estimated of.
  enum Ranked {
    /// The end tensor.
    case model
    case target
    /// The linear baseline: the observed entries, zeros elsewhere (norms sheet 2.2).
    case linear
  }

  var isAlwaysDefined: Bool {
    switch self {
    case .lossRise, .eulerSpread, .growth(_, _, .ratio): false
    default: true
    }
  }

  var isCostly: Bool {
    if case .cpRank = self { true } else { false }
  }

  var needs: RecordNeeds {
    switch self {
    case .constant, .lossRise, .flowTime, .stepSize: []
    case .meanOfSquares: .meanOfSquares
    case .entry, .frobeniusNorm, .relativeError, .singularValue, .effectiveRank: .outputs
    case .growth(_, _, .speed), .growth(_, _, .ratio): [.start, .weights]
    case .growth, .eulerSpread: .start
    case .componentNorm, .trackedComponentNorm, .componentsAbove, .balance, .cpRank: .weights
    }
  }
}
