// The problem of a tensor factorization as observables see it.

import Datasets
import Kernels
import LinearAlgebra
import Models
import Records
import Synchronization

/// What is fitted, and from where one replicate starts.
struct TensorProblem: Sendable {
  let layout: FactorLayout
  let target: Tensor
  let targetNorm: Double
  /// The norms of the target's components, decreasing; empty unless it was drawn as a sum of them.
  let targetComponentNorms: [Double]
  /// Row-major positions of the observed entries, ascending; `nil` where none are observed.
  let observed: [Int]?
  /// Whether the model's outputs are the entries of its end tensor.
  let hasOutputs: Bool
  /// For each interior node the local components that a replicate starts from.
  private(set) var initial: [LocalComponents] = []
  /// Where the random numbers for the CP rank of a replicate's end tensor come from.
  private var rankStream = RandomStream("")

  private let dataRanks: DataRanks

  /// - Parameter digest: the data's.
  init(_ data: TaskData, _ digest: Digest, layout: FactorLayout) {
    self.layout = layout
    target = Tensor(shape: data.shape, elements: data.target)
    targetNorm = target.elements.withUnsafeBufferPointer { sumOfSquares($0).squareRoot() }
    targetComponentNorms = data.componentNorms
    if case .entries(let positions) = data.measurements {
      observed = positions
    } else {
      observed = nil
    }
    if case .outerProducts = data.measurements { hasOutputs = false } else { hasOutputs = true }
    dataRanks = DataRanks(stream: RandomStream("cp rank/\(digest)"))
  }

  /// The problem as the replicate sees it that starts here and whose streams' names begin so.
  mutating func begin(at start: StartingWeights, stream: String) {
    let weights = start.factors.flatMap(\.elements)
    initial = layout.tree.interior.map { LocalComponents(at: $0, of: layout, weights: weights) }
    rankStream = RandomStream("\(stream)/cp rank")
  }

  /// Whether components are outer products of one vector for each mode and nothing else.
  var isCP: Bool { !layout.hasTopVector }

  /// The singular values of the target's matricization with these modes as rows, decreasing.
  func targetSingularValues(_ modes: [Int]) -> [Double] {
    target.matricization(rows: modes).singularValues()
  }

  /// The tensor that holds the target's observed entries, and zeros elsewhere.
  private var linear: Tensor {
    var elements = [Double](repeating: 0, count: target.elements.count)
    for position in observed ?? [] { elements[position] = target.elements[position] }
    return Tensor(shape: target.shape, elements: elements)
  }

  /// ‖W − W*‖_F / ‖W*‖_F of the linear baseline.
  var linearError: Double { relativeError(of: linear.elements) }

  /// ‖W − W*‖_F / ‖W*‖_F over all entries.
  func relativeError(of elements: [Double]) -> Double {
    let difference = zip(elements, target.elements).map { $0 - $1 }
    return difference.withUnsafeBufferPointer { sumOfSquares($0).squareRoot() } / targetNorm
  }

  /// The entries of the end tensor of these weights.
  func entries(of weights: [Double]) -> [Double] {
    let objective = Objective<Double>.entries(
      .meanOfSquares, target: target.elements, observed: Array(target.elements.indices))
    return TensorFactorization(layout, objective: objective, weights: weights)
      .withOutputs { Array($0) }
  }

  /// An estimate of a CP rank (norms sheet 6); `nil` where the estimator fails. Ranks of the data are
  /// estimated once, whoever asks, with random numbers that belong to the data.
  func rank(of ranked: TensorObservable.Ranked, model: @autoclosure () -> Tensor) -> Int? {
    switch ranked {
    case .model: model().cpRank(stream: rankStream).rank
    case .target: dataRanks.target { target.cpRank(stream: $0).rank }
    case .linear: dataRanks.linear { linear.cpRank(stream: $0).rank }
    }
  }
}

/// The ranks of the data, each estimated at most once for all replicates.
private final class DataRanks: Sendable {
  private let stream: RandomStream
  private let known = Mutex<(target: Int??, linear: Int??)>((nil, nil))

  init(stream: RandomStream) { self.stream = stream }

  func target(_ estimate: (RandomStream) -> Int?) -> Int? {
    known.withLock { known in
      if known.target == nil { known.target = .some(estimate(stream.child("target"))) }
      return known.target ?? nil
    }
  }

  func linear(_ estimate: (RandomStream) -> Int?) -> Int? {
    known.withLock { known in
      if known.linear == nil { known.linear = .some(estimate(stream.child("linear"))) }
      return known.linear ?? nil
    }
  }
}
