// The step of a tensor factorization written out loop by loop, in the order that fixes its bits.

import Kernels
import LinearAlgebra
import Models

/// Which children of the root are on which side, in order, and which side has the top vector in front.
struct Sides {
  var left: [Int]
  var right: [Int]
  var topVector: Side?

  enum Side { case left, right }
}

/// Rows × columns of values.
private struct Rows<Scalar: KernelScalar> {
  var count: Int
  var columns: Int
  var values: [Scalar]

  subscript(i: Int, r: Int) -> Scalar {
    get { values[i * columns + r] }
    set { values[i * columns + r] = newValue }
  }

  static func zero(_ count: Int, _ columns: Int) -> Rows {
    Rows(count: count, columns: columns, values: [Scalar](repeating: 0, count: count * columns))
  }
}

/// Weights in training, step by step as the documentation of `TensorFactorization` defines it.
struct NaiveTensorStep<Scalar: KernelScalar> {
  let layout: FactorLayout
  let sides: Sides
  var weights: [Scalar]
  var gradients: [Scalar]

  init(_ layout: FactorLayout, sides: Sides, weights: [Scalar]) {
    (self.layout, self.sides, self.weights) = (layout, sides, weights)
    gradients = [Scalar](repeating: 0, count: weights.count)
  }

  /// Predicts the observed entries of a completion problem whose modes are in the sides' order, and
  /// computes the gradients.
  mutating func backpropagate(_ objective: Objective<Scalar>) -> [Scalar] {
    let tree = layout.tree
    let children = tree.nodes[tree.root].children
    let left = factors(sides.left.map { children[$0] }, isTop: sides.topVector == .left)
    let right = factors(sides.right.map { children[$0] }, isTop: sides.topVector == .right)
    let (x, y) = (folded(left).last!, folded(right).last!)
    var predictions = [Scalar](repeating: 0, count: objective.targets.count)
    var (dx, dy) = (Rows<Scalar>.zero(x.count, x.columns), Rows<Scalar>.zero(y.count, y.columns))
    let isWhole = 3 * objective.observedCount >= objective.targets.count
    for p in 0..<x.count {
      for q in 0..<y.count where isWhole || objective.slopes[p * y.count + q] != 0 {
        predictions[p * y.count + q] = isWhole ? chain(x, p, y, q) : innerProduct(x, p, y, q)
      }
    }
    let slopes = objective.gradient(of: predictions)
    for p in 0..<x.count {
      for q in 0..<y.count where objective.slopes[p * y.count + q] != 0 {
        for r in 0..<x.columns {
          dx[p, r] = dx[p, r].addingProduct(slopes[p * y.count + q], y[q, r])
          dy[q, r] = dy[q, r].addingProduct(slopes[p * y.count + q], x[p, r])
        }
      }
    }
    unfold(left, dx, sides.left.map { children[$0] }, isTop: sides.topVector == .left)
    unfold(right, dy, sides.right.map { children[$0] }, isTop: sides.topVector == .right)
    return predictions
  }

  private func chain(_ x: Rows<Scalar>, _ p: Int, _ y: Rows<Scalar>, _ q: Int) -> Scalar {
    (0..<x.columns).reduce(0) { $0.addingProduct(x[p, $1], y[q, $1]) }
  }

  /// Lane l adds the products in columns l, l + lanes, …; then halves.
  private func innerProduct(_ x: Rows<Scalar>, _ p: Int, _ y: Rows<Scalar>, _ q: Int) -> Scalar {
    var lanes = [Scalar](repeating: 0, count: Scalar.Lanes.scalarCount)
    for r in 0..<x.columns {
      lanes[r % lanes.count] = lanes[r % lanes.count].addingProduct(x[p, r], y[q, r])
    }
    while lanes.count > 1 {
      let half = lanes.count / 2
      lanes = (0..<half).map { lanes[$0] + lanes[$0 + half] }
    }
    return lanes[0]
  }

  private func block(_ v: Int) -> Rows<Scalar> {
    let block = layout.blocks[v]
    return Rows(count: block.rows, columns: block.columns, values: Array(weights[block.range]))
  }

  private func factors(_ nodes: [Int], isTop: Bool) -> [Rows<Scalar>] {
    var top: [Rows<Scalar>] = []
    if isTop {
      let column = block(layout.tree.root)
      top = [Rows(count: 1, columns: column.count, values: column.values)]
    }
    return top + nodes.map { panel($0) }
  }

  /// T^{v,·}: at an interior node the product of the children's rows times its matrix.
  private func panel(_ v: Int) -> Rows<Scalar> {
    let children = layout.tree.nodes[v].children
    if children.isEmpty { return block(v) }
    return multiplied(folded(children.map { panel($0) }).last!, block(v))
  }

  /// The products of the first factors, of the first two, and so on.
  private func folded(_ factors: [Rows<Scalar>]) -> [Rows<Scalar>] {
    var products = [factors[0]]
    for factor in factors.dropFirst() {
      let a = products[products.count - 1]
      var c = Rows<Scalar>.zero(a.count * factor.count, a.columns)
      for i in 0..<a.count {
        for j in 0..<factor.count {
          for r in 0..<a.columns { c[i * factor.count + j, r] = a[i, r] * factor[j, r] }
        }
      }
      products.append(c)
    }
    return products
  }

  /// From the gradient of a product of rows to those of its factors and of the weights below.
  private mutating func unfold(
    _ factors: [Rows<Scalar>], _ gradient: Rows<Scalar>, _ nodes: [Int], isTop: Bool
  ) {
    let products = folded(factors)
    var gradient = gradient
    for k in stride(from: factors.count - 1, to: 0, by: -1) {
      let (a, b) = (products[k - 1], factors[k])
      var (da, db) = (Rows<Scalar>.zero(a.count, a.columns), Rows<Scalar>.zero(b.count, b.columns))
      for i in 0..<a.count {
        for j in 0..<b.count {
          for r in 0..<a.columns {
            let dc = gradient[i * b.count + j, r]
            da[i, r] = da[i, r].addingProduct(dc, b[j, r])
            db[j, r] = db[j, r].addingProduct(dc, a[i, r])
          }
        }
      }
      descend(nodes[isTop ? k - 1 : k], db)
      gradient = da
    }
    if isTop {
      gradients.replaceSubrange(layout.blocks[layout.tree.root].range, with: gradient.values)
    } else {
      descend(nodes[0], gradient)
    }
  }

  /// From the gradient of T^{v,·} to those of the weights at and below v.
  private mutating func descend(_ v: Int, _ gradient: Rows<Scalar>) {
    let range = layout.blocks[v].range
    let children = layout.tree.nodes[v].children
    guard !children.isEmpty else {
      return gradients.replaceSubrange(range, with: gradient.values)
    }
    let factors = children.map { panel($0) }
    let product = folded(factors).last!
    let change = multiplied(product, gradient, transposeA: true)
    gradients.replaceSubrange(range, with: change.values)
    unfold(factors, multiplied(gradient, block(v), transposeB: true), children, isTop: false)
  }

  private func multiplied(
    _ a: Rows<Scalar>, _ b: Rows<Scalar>, transposeA: Bool = false, transposeB: Bool = false
  ) -> Rows<Scalar> {
    let rows = transposeA ? a.columns : a.count
    var c = Rows<Scalar>.zero(rows, transposeB ? b.count : b.columns)
    matmulNaive(
      &c.values, a.values, b.values, rows: rows, inner: transposeA ? a.count : a.columns,
      columns: c.columns, transposeA: transposeA, transposeB: transposeB)
    return c
  }
}
