// CP and hierarchical tensor factorizations, fitted to entries, dense or rank-one measurements.

public import Kernels
public import LinearAlgebra

/// A tensor factorization over a mode tree (hierarchical 2022, section 2.3); over the flat tree
/// without a top vector it is CP (tensor 2021, section 2).
///
/// A step: the panels of the nodes from the leaves to the root's two sides; the outputs; the gradients
/// of the sides, then those of panels and weights in reverse order. Where less than a third of the
/// entries is observed, or the measurements are of rank one, only the observed outputs are computed, each
/// summed in *lanes + halves*; else all of them, as the product of the sides. Products are chains, and
/// so are the gradients of products of rows, in ascending row.
public final class TensorFactorization<Scalar: KernelScalar>: Factorization {
  /// How outputs come from the two sides of the root.
  private enum Root {
    /// The product of the sides, and the gradient with respect to it.
    case whole(UnsafeMutablePointer<Scalar>)
    /// Pairs for the observed entries, and where in the tensor each of them is.
    case pairs(ObservedPairs<Scalar>, positions: [Int])
    /// A pair for each rank-one measurement.
    case rankOne(ObservedPairs<Scalar>)
  }

  private let objective: Objective<Scalar>
  private let circuit: FactorCircuit<Scalar>
  private let root: Root
  /// For each entry in the order of the sides' rows, its row-major position.
  private let order: [Int]
  /// The entries in the order of the sides' rows; for rank-one measurements none.
  private let tensor: UnsafeMutableBufferPointer<Scalar>
  private let factors: TrainedWeights<Scalar>
  private let memory = PanelMemory<Scalar>()
  private let workspace = ProductWorkspace()
  private let workers: Workers
  /// Whether the last outputs are those of ``multiply()``.
  private var isComplete = true

  /// A factorization of a layout whose root has two children or a top vector.
  ///
  /// - Parameters:
  ///   - layout: the tree, sizes and widths.
  ///   - objective: the completion or sensing of a tensor of these sizes.
  ///   - weights: arranged by the layout.
  ///   - workers: who share a step; its bits do not depend on how many they are.
  public init(
    _ layout: FactorLayout, objective: Objective<Scalar>, weights: [Scalar],
    workers: Workers = .alone
  ) {
    precondition(weights.count == layout.count, "expected \(layout.count) weights")
    factors = TrainedWeights(weights, workers)
    self.workers = workers
    circuit = FactorCircuit(
      layout, weights: factors.values.baseAddress!, gradients: factors.gradients.baseAddress!,
      inputs: Self.inputs(of: objective, layout, memory), memory)
    let (left, right) = (circuit.left, circuit.right)
    if case .rankOne = objective.measurements {
      (order, tensor, self.objective) = ([], .init(start: nil, count: 0), objective)
      let partners = (0..<left.rows).map { [right.rows == 1 ? 0 : $0] }
      root = .rankOne(ObservedPairs(left, right, partners: partners, memory, workers))
    } else {
      let order = Self.order(of: circuit.modes, sizes: layout.sizes)
      self.order = order
      tensor = UnsafeMutableBufferPointer(start: memory.zeros(order.count), count: order.count)
      if objective.needsAllEntries {
        self.objective = objective.reordered(order)
        root = .whole(memory.zeros(order.count))
      } else {
        let partners = Self.partners(in: objective, order, (left.rows, right.rows))
        let positions = partners.enumerated().flatMap { p, row in
          row.map { order[p * right.rows + $0] }
        }
        self.objective = objective.reordered(positions)
        root = .pairs(
          ObservedPairs(left, right, partners: partners, memory, workers), positions: positions)
      }
    }
    multiply()
  }

  /// The weights, arranged by the layout.
  public var weights: [Scalar] { Array(factors.values) }

  /// The gradients of the last ``backpropagate()``, arranged like the weights.
  public var gradients: [Scalar] { Array(factors.gradients) }

  /// Their sum of squares in Double, *lanes8 + tree* over all of them.
  public var gradientSquareSum: Double {
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    get { factors.gradientSquareSum() }
  }

  /// Computes the whole end tensor, or the predictions of rank-one measurements.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func multiply() {
    circuit.forward(workspace, workers)
    if case .rankOne(let pairs) = root { pairs.predict() } else { multiplySides() }
    isComplete = true
  }

  /// Computes the observed outputs and the gradients of the loss.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func backpropagate() {
    circuit.forward(workspace, workers)
    switch root {
    case .pairs(let pairs, _), .rankOne(let pairs):
      pairs.predict()
      objective.fillGradient(
        pairs.gradients.baseAddress!, of: UnsafeBufferPointer(pairs.predictions), workspace,
        workers)
      pairs.backpropagate()
    case .whole(let gradient):
      multiplySides()
      objective.fillGradient(gradient, of: UnsafeBufferPointer(tensor), workspace, workers)
      divideGradient(gradient)
    }
    circuit.backward(workspace, workers)
    isComplete = false
  }

  /// Moves every weight by −`stepSize` times its gradient.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func descend(_ stepSize: Scalar) { factors.descend(stepSize) }

  /// Calls `body` with the last outputs: the end tensor's entries, row-major, or the predictions of
  /// rank-one measurements. After ``backpropagate()`` entries that are not observed are 0.
  public func withOutputs<Result>(_ body: (UnsafeBufferPointer<Scalar>) -> Result) -> Result {
    if case .rankOne(let pairs) = root { return body(UnsafeBufferPointer(pairs.predictions)) }
    return entries.withUnsafeBufferPointer(body)
  }

  /// The end tensor's entries, row-major; 0 where none was computed.
  private var entries: [Scalar] {
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    get {
      var entries = [Scalar](repeating: 0, count: order.count)
      if case .pairs(let pairs, let positions) = root, !isComplete {
        for i in positions.indices { entries[positions[i]] = pairs.predictions[i] }
      } else {
        for i in order.indices { entries[order[i]] = tensor[i] }
      }
      return entries
    }
  }

  /// The tensor: the left side's rows times the right side's, each entry a chain over the columns.
  private func multiplySides() {
    let (left, right) = (circuit.left, circuit.right)
    matmul(
      tensor.baseAddress!, left.values, right.values, rows: left.rows, inner: left.columns,
      columns: right.rows, transposeB: true, workspace: workspace, workers: workers)
  }

  /// The gradients of both sides from that of the tensor.
  private func divideGradient(_ gradient: UnsafeMutablePointer<Scalar>) {
    let (left, right) = (circuit.left, circuit.right)
    matmul(
      left.gradients!, gradient, right.values, rows: left.rows, inner: right.rows,
      columns: right.columns, workspace: workspace, workers: workers)
    matmul(
      right.gradients!, gradient, left.values, rows: right.rows, inner: left.rows,
      columns: left.columns, transposeA: true, workspace: workspace, workers: workers)
  }

  /// For each row of the left side the rows of the right whose products are observed.
  private static func partners(
    in objective: Objective<Scalar>, _ order: [Int], _ rows: (left: Int, right: Int)
  ) -> [[Int]] {
    precondition(objective.targets.count == order.count, "a target of another size")
    return (0..<rows.left).map { p in
      (0..<rows.right).filter { objective.slopes[order[p * rows.right + $0]] != 0 }
    }
  }

  private static func inputs(
    of objective: Objective<Scalar>, _ layout: FactorLayout, _ memory: PanelMemory<Scalar>
  ) -> [Panel<Scalar>]? {
    guard case .rankOne(let inputs) = objective.measurements else { return nil }
    precondition(
      inputs.count == layout.sizes.count
        && zip(inputs, layout.sizes).allSatisfy { $0.count == $1 * objective.targets.count },
      "measurements of another size")
    return zip(inputs, layout.sizes).map { memory.data($0, columns: $1) }
  }

  /// The row-major position of each entry where the modes run in this order, the last fastest.
  private static func order(of modes: [Int], sizes: [Int]) -> [Int] {
    modes.reduce([0]) { positions, mode in
      let stride = sizes.dropFirst(mode + 1).reduce(1, *)
      return positions.flatMap { position in (0..<sizes[mode]).map { position + $0 * stride } }
    }
  }
}
