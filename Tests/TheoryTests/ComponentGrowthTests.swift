// Growth laws against plain gradient descent on small CP problems, in loops that can be read (tensor
// sheet 7, its table of checked runs).

import Kernels
import LinearAlgebra
import Testing
import Theory

/// Completion of a rank-two tensor of norm 1 by gradient descent on the mean of squared residuals.
private struct SmallCompletion {
  let layout: FactorLayout
  let target: Tensor
  let observed: [Int]
  var weights: [Double]
  private(set) var gradients: [Double] = []

  init(order: Int, size: Int, width: Int, observing share: Double, deviation: Double) {
    let sizes = [Int](repeating: size, count: order)
    let truth = FactorLayout.cp(sizes: sizes, width: 2)
    let stream = RandomStream("small completion \(order)")
    let entries = Tensor(
      layout: truth, weights: (0..<truth.count).map { stream.child("truth").normal($0) }
    ).elements
    let norm = entries.reduce(0) { $0 + $1 * $1 }.squareRoot()
    target = Tensor(shape: sizes, elements: entries.map { $0 / norm })
    layout = .cp(sizes: sizes, width: width)
    let count = Int(share * Double(entries.count))
    observed = Array(stream.child("observed").permutation(of: entries.count).prefix(count))
    weights = (0..<layout.count).map { deviation * stream.child("start").normal($0) }
  }

  var components: LocalComponents {
    LocalComponents(at: layout.tree.root, of: layout, weights: weights)
  }

  /// The growth at the weights of the last ``differentiate()``.
  var growth: ComponentGrowth {
    let products = LocalComponents.innerProducts(
      at: layout.tree.root, of: layout, weights: weights, gradients: gradients)
    return ComponentGrowth(components, gammas: components.gammas(products))
  }

  /// Scales every vector to one length.
  mutating func balance(to length: Double) {
    let squares = components.squaredNorms
    for (mode, block) in layout.blocks.enumerated() {
      for i in block.range {
        weights[i] *= length / squares[(i - block.offset) % block.columns, mode].squareRoot()
      }
    }
  }

  /// Computes the gradients of the loss; returns the loss.
  mutating func differentiate() -> Double {
    gradients = [Double](repeating: 0, count: layout.count)
    var loss = 0.0
    let (width, count) = (layout.widths[0], Double(observed.count))
    var starts = [Int](repeating: 0, count: layout.sizes.count)
    for position in observed {
      var rest = position
      for mode in layout.sizes.indices.reversed() {
        starts[mode] = layout.blocks[mode].offset + rest % layout.sizes[mode] * width
        rest /= layout.sizes[mode]
      }
      var residual = -target.elements[position]
      for r in 0..<width {
        var product = 1.0
        for start in starts { product *= weights[start + r] }
        residual += product
      }
      loss += residual * residual / count
      for r in 0..<width {
        for mode in starts.indices {
          var others = 2 / count * residual
          for other in starts.indices where other != mode { others *= weights[starts[other] + r] }
          gradients[starts[mode] + r] += others
        }
      }
    }
    return loss
  }

  mutating func descend(_ step: Double) {
    for i in weights.indices { weights[i] -= step * gradients[i] }
  }
}

/// Every step of a descent until 1 % of the first loss is left.
private struct GrowthHistory {
  let step: Double
  /// Growth before each step, and the norms after it.
  private(set) var steps: [(growth: ComponentGrowth, next: [Double])] = []
  let first: LocalComponents
  let last: LocalComponents

  init(_ start: SmallCompletion, step: Double) {
    var run = start
    self.step = step
    first = run.components
    let loss = run.differentiate()
    repeat {
      let growth = run.growth
      run.descend(step)
      steps.append((growth, run.components.norms))
    } while run.differentiate() > 0.01 * loss && steps.count < 100_000
    last = run.components
  }

  /// Of the component that ends largest, while it is above 1e−3 and below 0.3 of its end: the
  /// sizes, the speeds of descent over γ, and over what the two laws say.
  var rise: (size: [Double], rate: [Double], exact: [Double], balanced: [Double]) {
    let norms = last.norms
    let r = norms.indices.max { norms[$0] < norms[$1] }!
    let inside = steps.filter { (1e-3...0.3 * norms[r]).contains($0.growth.components.norms[r]) }
    let size = inside.map { $0.growth.components.norms[r] }
    let speed = zip(inside, size).map { ($0.next[r] - $1) / step }
    return (
      size, zip(speed, inside).map { $0 / $1.growth.gammas[r] },
      zip(speed, inside).map { $0 / $1.growth.speeds[r] },
      zip(speed, inside).map { $0 / $1.growth.balancedSpeeds[r] }
    )
  }

  /// The slope and the exponential of the intercept of log rate against log size.
  var powerLaw: (exponent: Double, coefficient: Double) {
    let (x, y) = (rise.size.map { Elementary.log($0) }, rise.rate.map { Elementary.log($0) })
    let count = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let slope = covariance / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    return (slope, Elementary.exp(meanY - slope * meanX))
  }

  func worst(_ ratios: [Double]) -> Double { ratios.reduce(0) { max($0, abs($1 - 1)) } }

  /// The rows of the sheet's table whose unbalancedness is small, and one that starts balanced.
  static let order3 = GrowthHistory(
    SmallCompletion(order: 3, size: 8, width: 30, observing: 0.4, deviation: 0.01), step: 5)
  static let order4 = GrowthHistory(
    SmallCompletion(order: 4, size: 6, width: 30, observing: 0.4, deviation: 0.1), step: 10)
  static let order5 = GrowthHistory(
    {
      var run = SmallCompletion(order: 5, size: 4, width: 20, observing: 0.5, deviation: 1)
      run.balance(to: 0.3)
      return run
    }(), step: 5)
}

@Suite struct ComponentGrowthTests {
  /// Two components of a tree's node with K = 3, one of K vectors of lengths 1, 2, 3.
  private func growth(gamma: Double) -> ComponentGrowth {
    let layout = FactorLayout(tree: .levels(order: 2, groupSize: 2), sizes: [2, 1], widths: [2])
    let components = LocalComponents(
      at: layout.tree.root, of: layout, weights: [1.0, 2, 0, 0, 2, 2, 3, 2])
    return ComponentGrowth(components, gammas: [gamma, gamma])
  }

  @Test func `speeds and bounds by hand`() {
    let growth = growth(gamma: 0.5)
    #expect(growth.components.norms == [6, 8])
    #expect(growth.components.unbalancedness == 8)
    // σ²γ(1 + 1/4 + 1/9) and Kσ^{4/3}γ.
    #expect(abs(growth.speeds[0] - 24.5) < 1e-13 && abs(growth.speeds[1] - 24) < 1e-13)
    #expect(abs(growth.balancedSpeeds[1] - 24) < 1e-13)
    #expect(abs(growth.balancedSpeeds[0] - 1.5 * 10.902723556992836) < 1e-13)
    let bounds = growth.bounds(unbalancedness: 12)
    #expect(abs(bounds[1].lowerBound - 6) < 1e-13 && abs(bounds[1].upperBound - 384) < 1e-12)
  }

  @Test func `a drive against a component swaps the bounds and turns the speed`() {
    let (up, down) = (growth(gamma: 0.5), growth(gamma: -0.5))
    #expect(zip(up.speeds, down.speeds).allSatisfy { $0 == -$1 })
    for (a, b) in zip(up.bounds(unbalancedness: 8), down.bounds(unbalancedness: 8)) {
      #expect(a.lowerBound == -b.upperBound && a.upperBound == -b.lowerBound)
    }
  }

  @Test func `a component that is zero stays`() {
    let layout = FactorLayout.cp(sizes: [1, 1], width: 1)
    let components = LocalComponents(at: layout.tree.root, of: layout, weights: [0.0, 2])
    let growth = ComponentGrowth(components, gammas: components.gammas(.zero(rows: 1, columns: 2)))
    #expect(growth.speeds == [0] && growth.balancedSpeeds == [0])
    #expect(growth.bounds(unbalancedness: 0) == [0...0])
  }

  @Test func `speeds lie within the bounds of their own unbalancedness, and meet them without`() {
    let layout = FactorLayout(
      tree: .levels(order: 4, groupSize: 2), sizes: [3, 4, 2, 3], widths: [5, 6, 7])
    let stream = RandomStream("sandwich")
    let weights = (0..<layout.count).map { stream.normal($0) }
    for node in layout.tree.interior {
      let components = LocalComponents(at: node, of: layout, weights: weights)
      let drives = (0..<layout.width(of: node)).map { stream.child("drives").normal($0) }
      let growth = ComponentGrowth(components, gammas: drives)
      let bounds = growth.bounds(unbalancedness: components.unbalancedness)
      for (speed, bound) in zip(growth.speeds, bounds) { #expect(bound.contains(speed)) }
      for (speed, bound) in zip(growth.balancedSpeeds, growth.bounds(unbalancedness: 0)) {
        #expect(abs(bound.lowerBound / speed - 1) < 1e-14)
        #expect(abs(bound.upperBound / speed - 1) < 1e-14)
      }
    }
  }

  /// A short step of descent at every node of a tree, gradients by central differences.
  @Test func `the exact speed is that of local components of a tree`() {
    let layout = FactorLayout(
      tree: .levels(order: 4, groupSize: 2), sizes: [2, 3, 2, 2], widths: [2, 3, 2])
    let stream = RandomStream("tree growth")
    let weights = (0..<layout.count).map { stream.child("weights").normal($0) }
    let target = (0..<24).map { stream.child("target").normal($0) }
    func loss(_ weights: [Double]) -> Double {
      zip(Tensor(layout: layout, weights: weights).elements, target)
        .reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 24
    }
    let gradients = weights.indices.map { i in
      var (ahead, behind) = (weights, weights)
      ahead[i] += 1e-5
      behind[i] -= 1e-5
      return (loss(ahead) - loss(behind)) / 2e-5
    }
    let step = 1e-6
    for node in layout.tree.interior {
      let components = LocalComponents(at: node, of: layout, weights: weights)
      let products = LocalComponents.innerProducts(
        at: node, of: layout, weights: weights, gradients: gradients)
      let speeds = ComponentGrowth(components, gammas: components.gammas(products)).speeds
      let norms = { (step: Double) in
        let moved = zip(weights, gradients).map { $0 - step * $1 }
        return LocalComponents(at: node, of: layout, weights: moved).norms
      }
      for (r, speed) in speeds.enumerated() {
        #expect(abs((norms(step)[r] - norms(-step)[r]) / (2 * step) - speed) < 1e-6)
      }
    }
  }

  @Test(arguments: [3, 4, 5]) func `the largest component grows as the law says`(
    order: Int
  ) {
    let history = [GrowthHistory.order3, .order4, .order5][order - 3]
    let law = history.powerLaw
    #expect(history.rise.size.count > 200)
    #expect(abs(law.exponent - (2 - 2 / Double(order))) < 0.02)
    #expect(abs(law.coefficient / Double(order) - 1) < 0.04)
    #expect(history.worst(history.rise.exact) < 0.01)
  }

  @Test func `without balance the balanced law fails, the exact one holds`() {
    let balanced = GrowthHistory.order5.rise.balanced
    #expect(GrowthHistory.order5.first.unbalancedness < 1e-15)
    #expect(GrowthHistory.order5.worst(balanced) < 0.01)
    let unbalanced = GrowthHistory.order4.rise
    #expect(GrowthHistory.order4.first.unbalancedness > 0.1)
    #expect(
      GrowthHistory.order4.worst(unbalanced.balanced)
        > 5 * GrowthHistory.order4.worst(unbalanced.exact))
  }

  /// The law is that of gradient flow: what descent misses is proportional to its step.
  @Test func `the error of the exact law falls with the step`() {
    let start = SmallCompletion(
      order: 3, size: 8, width: 30, observing: 0.4, deviation: 0.01)
    let coarse = GrowthHistory(start, step: 20)
    let fine = GrowthHistory.order3
    let ratio = coarse.worst(coarse.rise.exact) / fine.worst(fine.rise.exact)
    #expect(ratio > 3.5 && ratio < 4.5)
  }

  @Test(arguments: [3, 4, 5]) func `steps stay within the bounds of the start`(
    order: Int
  ) {
    let history = [GrowthHistory.order3, .order4, .order5][order - 3]
    let epsilon = history.first.unbalancedness
    var (samples, within) = (0, 0)
    for (growth, next) in history.steps {
      let bounds = growth.bounds(unbalancedness: epsilon)
      for (r, size) in growth.components.norms.enumerated() where size > 1e-6 {
        let speed = (next[r] - size) / history.step
        let margin = 0.01 * abs(speed)
        samples += 1
        if bounds[r].lowerBound - margin <= speed, speed <= bounds[r].upperBound + margin {
          within += 1
        }
      }
    }
    #expect(samples > 10_000 && Double(within) >= 0.99 * Double(samples))
  }

  @Test(arguments: [3, 4, 5]) func `differences of squared norms are conserved`(
    order: Int
  ) {
    let history = [GrowthHistory.order3, .order4, .order5][order - 3]
    let (first, last) = (history.first.squaredNorms, history.last.squaredNorms)
    var drift = 0.0
    for r in 0..<last.rows {
      for (j, k) in (1..<order).flatMap({ k in (0..<k).map { ($0, k) } }) {
        drift = max(drift, abs(last[r, j] - last[r, k] - first[r, j] + first[r, k]))
      }
    }
    let largest = last.elements.reduce(0) { max($0, $1) }
    #expect(drift > 0 && drift < 0.01 * largest)
  }
}
