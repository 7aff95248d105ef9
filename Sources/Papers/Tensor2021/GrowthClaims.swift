// The claims about gradient flow over tensor factorizations (tensor 2021, sheet sections 7 and 8, T-a to
// T-d), checked on the runs of GrowthRuns.swift by the figure that shows them.

import Analysis
import Records

/// What a growth run says of the law.
struct TensorGrowth {
  let definition: TensorGrowthRun
  private let trace: Table
  /// The component that is the largest in the end, by identity.
  private let largest: Component

  /// One component's updates, one at each record.
  private struct Component {
    var size: [Double] = []
    var speed: [Double] = []
    var gamma: [Double] = []
    /// The speed under gradient flow, whatever the balance.
    var flow: [Double] = []
  }

  init(_ definition: TensorGrowthRun, in library: RunLibrary) {
    self.definition = definition
    trace = library[definition.id].trace(replicate: 1)
    largest = Self.largest(trace, components: definition.components)
  }

  /// Follows the component through the columns, which order the components by size at each record.
  private static func largest(_ trace: Table, components: Int) -> Component {
    func columns(_ name: String) -> [[Double]] {
      (1...components).map { trace[numbers: "\(name)[\($0)]"] }
    }
    let indices = columns("growthIndex")
    let places = indices[0].indices.map { row in
      indices.firstIndex { $0[row] == indices[0].last } ?? 0
    }
    func follow(_ name: String) -> [Double] {
      let columns = columns(name)
      return places.enumerated().map { row, place in columns[place][row] }
    }
    return Component(
      size: follow("growthSize"), speed: follow("growthSpeed"), gamma: follow("growthGamma"),
      flow: follow("growthFlow"))
  }

  /// The sizes that enter fits: from a thousandth to a third of where the component ends (sheet 7).
  private var window: ClosedRange<Double> { 1e-3...max(1e-3, 0.3 * (largest.size.last ?? 0)) }

  /// The growth of the largest component within the window.
  var points: [GrowthFit.Point] {
    GrowthFit.points(
      size: largest.size, speed: largest.speed, gamma: largest.gamma,
      step: trace[numbers: "stepSize"], window: window)
  }

  /// The largest |speed / flow − 1| of the largest component within the window (T0).
  var flowError: Double? {
    largest.size.indices.filter { window.contains(largest.size[$0]) }
      .map { abs(largest.speed[$0] / largest.flow[$0] - 1) }.max()
  }

  /// The share of records and components above 1e-6 whose rate lies between its bounds, to one percent
  /// (T3).
  var boundedShare: Double {
    let unbalancedness = trace[numbers: "unbalancedness"].first ?? 0
    var (bounded, all) = (0, 0)
    for component in 1...definition.components {
      let size = trace[numbers: "growthSize[\(component)]"]
      let speed = trace[numbers: "growthSpeed[\(component)]"]
      let gamma = trace[numbers: "growthGamma[\(component)]"]
      let bounds = GrowthBounds.rates(
        sizes: size, order: definition.order, unbalancedness: unbalancedness)
      for row in size.indices where size[row] > 1e-6 {
        let rate = speed[row] / gamma[row]
        all += 1
        if bounds[row].lowerBound * 0.99 <= rate && rate <= bounds[row].upperBound * 1.01 {
          bounded += 1
        }
      }
    }
    return Double(bounded) / Double(all)
  }

  /// The largest change of a conserved difference, over the largest squared norm of a vector (T1).
  var drift: Double? {
    quotient(trace[numbers: "conservationDrift"].max(), trace[numbers: "largestSquaredNorm"].max())
  }
}

struct TensorGrowthClaims {
  /// The figure that shows the runs.
  var figure: String
  var library: RunLibrary

  /// The runs that the figure has to declare.
  static let runs = [
    TensorGrowthRun.order3, TensorGrowthRun.order4, TensorGrowthRun.order5, TensorGrowthRun.halved,
  ]

  private let source = "theorem on the dynamics of component norms"

  private var orders: [TensorGrowth] { Self.runs.prefix(3).map { TensorGrowth($0, in: library) } }

  var all: [Claim] { [exponents, flow, bounds, conservation] }

  private var exponents: Claim {
    Claim(
      "T-a", figure: figure,
      "Under gradient flow the norm of a component of order N grows at N times its power 2 − 2/N, times "
        + "its alignment with the gradient.",
      source: source, paper: "exponent 2 − 2/N, coefficient N, exact for balanced vectors",
      reason: "±0.05 and ±10 %, ±15 % at order 5, whose start is far from balanced",
      checks: orders.flatMap { growth -> [Claim.Check] in
        let fit = GrowthFit(growth.points)
        let order = growth.definition.order
        let n = Double(order)
        return [
          Claim.Check("order \(order): exponent", fit?.exponent, near: 2 - 2 / n, within: 0.05),
          Claim.Check(
            "order \(order): coefficient", fit?.coefficient, near: n,
            within: (order == 5 ? 0.15 : 0.1) * n),
        ]
      })
  }

  private var flow: Claim {
    let errors = [TensorGrowthRun.order3, .halved].map { TensorGrowth($0, in: library).flowError }
    let ratio = quotient(errors[0], errors[1])
    return Claim(
      "T-b", figure: figure,
      "Steps of gradient descent follow the equation of gradient flow that holds without balance, to "
        + "first order in the step.",
      source: source + ", without its assumption",
      paper: "an identity of gradient flow",
      reason: "1 % at order 3; halving the step halves the largest error, to 20 %",
      checks: [
        Claim.Check("largest relative error", errors[0], atMost: 0.01),
        Claim.Check("ratio to half the step", ratio, near: 2, within: 0.4),
      ])
  }

  private var bounds: Claim {
    Claim(
      "T-c", figure: figure,
      "Without balance the growth of every component keeps between two bounds.",
      source: source, paper: "Nσ²γ/(σ^{2/N} + ε) and Nγ(σ^{2/N} + ε)^{N−1}",
      reason: "at 99 % of the records with norms above 1e-6, to 1 % for the finite step",
      checks: orders.map {
        Claim.Check("order \($0.definition.order): share", $0.boundedShare, atLeast: 0.99)
      })
  }

  private var conservation: Claim {
    Claim(
      "T-d", figure: figure,
      "The squared norms of a component's vectors keep their differences.",
      source: "the work's first lemma", paper: "conserved by gradient flow",
      reason: "changes below 1 % of the largest squared norm, for the finite step",
      checks: orders.map {
        Claim.Check("order \($0.definition.order): change", $0.drift, atMost: 0.01)
      })
  }
}
