// From the weights of a tensor factorization to the two panels whose rows give its outputs, and back:
// an arithmetic circuit of matrix products and products of rows.

import Kernels
import LinearAlgebra

/// One operation of a circuit, which makes a panel from one or two others.
enum CircuitStep<Scalar: KernelScalar> {
  /// y = x·w. Backward: dw = xᵀ·dy, then dx = dy·wᵀ unless x is data.
  case multiply(x: Panel<Scalar>, w: Panel<Scalar>, y: Panel<Scalar>)
  /// Products of rows, forward and backward.
  case multiplyRows(RowProduct<Scalar>)

  /// Makes the values of the result.
  func forward(_ workspace: ProductWorkspace, _ workers: Workers) {
    switch self {
    case .multiply(let x, let w, let y):
      matmul(
        y.values, x.values, w.values, rows: x.rows, inner: x.columns, columns: w.columns,
        workspace: workspace, workers: workers)
    case .multiplyRows(let product): product.run(columns: product.c.columns, workers)
    }
  }

  /// Makes the gradients of the operands from that of the result.
  func backward(_ workspace: ProductWorkspace, _ workers: Workers) {
    switch self {
    case .multiply(let x, let w, let y):
      matmul(
        w.gradients!, x.values, y.gradients!, rows: x.columns, inner: x.rows, columns: w.columns,
        transposeA: true, workspace: workspace, workers: workers)
      guard let gradients = x.gradients else { return }
      matmul(
        gradients, y.gradients!, w.values, rows: x.rows, inner: w.columns, columns: x.columns,
        transposeB: true, workspace: workspace, workers: workers)
    case .multiplyRows(let product):
      RowProductGradient(product: product).run(columns: product.c.columns, workers)
    }
  }
}

/// The operations between the weights and the root of a tensor factorization.
///
/// At node v the panel of T^{v,·} has a column for each local component of the parent. Its rows are the
/// entries of T^{v,r}, the modes in the order in which the tree's leaves are met; or, for rank-one
/// measurements, the measurements. At the root the children's panels are multiplied to two sides,
/// so that an output is the inner product of a row of one side with a row of the other.
struct FactorCircuit<Scalar: KernelScalar> {
  let left: Panel<Scalar>
  let right: Panel<Scalar>
  /// The modes in the order of the rows of `left`, then of `right`, the last fastest.
  let modes: [Int]
  /// Operands before results.
  private let steps: [CircuitStep<Scalar>]

  /// - Parameters:
  ///   - weights: the weights, arranged by the layout, and memory for their gradients.
  ///   - inputs: for rank-one measurements the vectors of each mode: measurements × size.
  ///   - memory: owns the panels.
  init(
    _ layout: FactorLayout, weights: UnsafeMutablePointer<Scalar>,
    gradients: UnsafeMutablePointer<Scalar>, inputs: [Panel<Scalar>]?,
    _ memory: PanelMemory<Scalar>
  ) {
    let blocks = layout.blocks.map { block in
      Panel(
        rows: block.rows, columns: block.columns, values: weights + block.offset,
        gradients: gradients + block.offset)
    }
    var builder = CircuitBuilder(
      tree: layout.tree, blocks: blocks, inputs: inputs, memory: memory)
    let root = layout.tree.nodes[layout.tree.root]
    let children = root.children.map { builder.panel(of: $0) }
    let split = RootSplit(
      rows: children.map(\.rows), areMatched: inputs != nil, hasTopVector: layout.hasTopVector)
    left = builder.side(split.left, of: children)
    right = builder.side(split.right, of: children)
    modes = (split.left.children + split.right.children).flatMap {
      builder.leaves(of: root.children[$0])
    }
    steps = builder.steps
  }

  /// Makes both sides from the weights.
  func forward(_ workspace: ProductWorkspace, _ workers: Workers) {
    for step in steps { step.forward(workspace, workers) }
  }

  /// Makes the gradients of the weights from those of both sides.
  func backward(_ workspace: ProductWorkspace, _ workers: Workers) {
    for step in steps.reversed() { step.backward(workspace, workers) }
  }
}

/// Collects the steps of a circuit node by node, children first.
private struct CircuitBuilder<Scalar: KernelScalar> {
  let tree: ModeTree
  /// The weight matrix of each node, as the layout has them.
  let blocks: [Panel<Scalar>]
  let inputs: [Panel<Scalar>]?
  let memory: PanelMemory<Scalar>
  var steps: [CircuitStep<Scalar>] = []

  /// T^{v,·}, flattened, or its contractions with the inputs.
  mutating func panel(of v: Int) -> Panel<Scalar> {
    let children = tree.nodes[v].children
    if children.isEmpty {
      return inputs.map { product($0[v], blocks[v]) } ?? blocks[v]
    }
    return product(rowProduct(children.map { panel(of: $0) }), blocks[v])
  }

  /// One side of the root.
  mutating func side(_ side: RootSplit.Side, of children: [Panel<Scalar>]) -> Panel<Scalar> {
    rowProduct((side.hasTopVector ? [topVector] : []) + side.children.map { children[$0] })
  }

  /// The modes below a node in the order in which the rows of its panel run through them.
  func leaves(of v: Int) -> [Int] {
    let children = tree.nodes[v].children
    return children.isEmpty ? [v] : children.flatMap { leaves(of: $0) }
  }

  /// The root's weights as one row.
  private var topVector: Panel<Scalar> {
    let column = blocks[tree.root]
    return Panel(
      rows: 1, columns: column.rows, values: column.values, gradients: column.gradients)
  }

  private mutating func product(_ x: Panel<Scalar>, _ w: Panel<Scalar>) -> Panel<Scalar> {
    let y = memory.panel(rows: x.rows, columns: w.columns)
    steps.append(.multiply(x: x, w: w, y: y))
    return y
  }

  /// From left to right: every row with every row; but measurements with themselves, and with the one
  /// row of the top vector.
  private mutating func rowProduct(_ factors: [Panel<Scalar>]) -> Panel<Scalar> {
    factors.dropFirst().reduce(factors[0]) { a, b in
      let areMatched = inputs != nil && a.rows > 1
      let c = memory.panel(rows: areMatched ? b.rows : a.rows * b.rows, columns: b.columns)
      steps.append(
        .multiplyRows(
          areMatched
            ? RowProduct(a: a.flattened, b: b.flattened, c: c.flattened)
            : RowProduct(a: a, b: b, c: c)))
      return c
    }
  }
}
