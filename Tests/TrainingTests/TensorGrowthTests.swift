// What a record says of one update of a component: size, drive, speed, flow, against their definitions.

import Datasets
import LinearAlgebra
import Records
import Testing
import Training

@Suite struct TensorGrowthTests {
  private static let parts = ["Index", "Size", "Gamma", "Speed", "Flow"]

  private func columns(_ bracket: String) -> [Observable] {
    Self.parts.map { Observable(rawValue: "growth\($0)[\(bracket)]") } + ["stepSize"]
  }

  /// The gradient of the mean of squares with respect to the end tensor of these weights.
  private func gradient(
    _ experiment: Experiment, _ layout: FactorLayout, _ weights: [Double]
  ) throws -> [Double] {
    let data = try experiment.task.data(relativeTo: "")
    guard case .entries(let observed) = data.measurements else { return [] }
    let tensor = Tensor(layout: layout, weights: weights)
    var gradient = [Double](repeating: 0, count: tensor.elements.count)
    let scale = 2 / Double(observed.count)
    for position in observed {
      gradient[position] = scale * (tensor.elements[position] - data.target[position])
    }
    return gradient
  }

  /// The weights after so many iterations.
  private func weights(_ experiment: Experiment, after iterations: Int) throws -> [Double] {
    guard iterations > 0 else { return try experiment.run().initialWeights }
    return try experiment.with {
      $0.stopping.iterations = iterations
      $0.recording.every = 1
    }.run().finalWeights
  }

  /// Checks the last record of a run of 30 iterations.
  private func check(
    _ experiment: Experiment, _ layout: FactorLayout, node: Int, bracket: String
  ) throws {
    let start = try weights(experiment, after: 29)
    let end = try weights(experiment, after: 30)
    let run = try experiment.with {
      $0.stopping.iterations = 30
      $0.recording.every = 15
      $0.recording.columns = columns(bracket)
    }.run()
    let before = LocalComponents(at: node, of: layout, weights: start)
    let after = LocalComponents(at: node, of: layout, weights: end)
    let r = Int(try run.final("growthIndex[\(bracket)]")) - 1
    let sizes = before.norms
    #expect(sizes.filter { $0 > sizes[r] }.count == 1)
    let size = sizes[r]
    #expect(abs(try run.final("growthSize[\(bracket)]") - size) < 1e-13 * size)

    let speed = (after.norms[r] - size) / (try run.final("stepSize"))
    #expect(abs(try run.final("growthSpeed[\(bracket)]") - speed) < 1e-9 * abs(speed))

    // The end tensor with this component's vectors scaled to unit length and all others of the node
    // taken out, in inner product with −∇L.
    var alone = start
    for other in sizes.indices {
      let scales = (0..<before.squaredNorms.columns).map { k in
        other == r ? 1 / before.squaredNorms[r, k].squareRoot() : 0
      }
      scale(&alone, layout, node, other, by: scales)
    }
    let slope = try gradient(experiment, layout, start)
    let gamma = zip(slope, Tensor(layout: layout, weights: alone).elements).reduce(0) {
      $0 - $1.0 * $1.1
    }
    #expect(abs(try run.final("growthGamma[\(bracket)]") - gamma) < 1e-11 * abs(gamma) + 1e-15)
    let flow = gamma * size * size * before.inverseSquareSums[r]
    #expect(abs(try run.final("growthFlow[\(bracket)]") - flow) < 1e-11 * abs(flow) + 1e-15)
  }

  /// Scales the vectors of a local component.
  private func scale(
    _ weights: inout [Double], _ layout: FactorLayout, _ node: Int, _ r: Int, by scales: [Double]
  ) {
    for (child, scale) in zip(layout.tree.nodes[node].children, scales) {
      let block = layout.blocks[child]
      for i in 0..<block.rows { weights[block.offset + i * block.columns + r] *= scale }
    }
    guard node < layout.blocks.count else { return }
    let block = layout.blocks[node]
    for j in 0..<block.columns {
      weights[block.offset + r * block.columns + j] *= scales[scales.count - 1]
    }
  }

  @Test func cpComponents() throws {
    try check(Sample.cp(columns: []), TensorObservableTests.cpLayout, node: 3, bracket: "2")
  }

  @Test func localComponentsAtTheRootAndBelow() throws {
    let layout = try TensorObservableTests.treeLayout()
    try check(Sample.tree(columns: []), layout, node: 6, bracket: "{1,2,3,4},2")
    try check(Sample.tree(columns: []), layout, node: 4, bracket: "{1,2},2")
  }

  @Test(arguments: [Sample.cp(columns: []), Sample.tree(columns: [])])
  func speedApproachesTheFlowWithTheStep(experiment: Experiment) throws {
    let bracket = experiment.model == .cp(components: 6) ? "1" : "{1,2,3,4},1"
    func error(_ learningRate: Double) throws -> Double {
      let run = try experiment.with {
        $0.optimizer = .gradientDescent(learningRate: learningRate)
        $0.stopping.iterations = 40
        $0.recording.every = 1
        $0.recording.monitors = [
          Monitor("ratio", Observable(rawValue: "growthRatio[\(bracket)]"))
        ]
      }.run()
      let extremes = try #require(run.record.replicates[0].extremes["ratio"])
      #expect(extremes.records == 40)
      return max(abs(extremes.least - 1), abs(extremes.greatest - 1))
    }
    let (coarse, fine) = (try error(1e-3), try error(1e-4))
    #expect(fine < 0.2 * coarse && coarse < 0.2)
  }

  @Test func flowsConserveDifferencesOfSquares() throws {
    func drift(_ learningRate: Double) throws -> Double {
      try Sample.cp(columns: ["conservationDrift", "unbalancedness"]).with {
        $0.optimizer = .gradientDescent(learningRate: learningRate)
        $0.stopping.iterations = Int(1 / learningRate)
        $0.recording.every = Int(1 / learningRate)
      }.run().final("conservationDrift")
    }
    let (coarse, fine) = (try drift(1e-2), try drift(1e-3))
    #expect(coarse > 0 && fine < 0.2 * coarse && coarse < 1e-2)
  }

  @Test(arguments: [Precision.float32, .float64])
  func innerProductsOfAComponentAgree(precision: Precision) throws {
    let bound = precision == .float32 ? 1e-5 : 1e-13
    for (experiment, name) in [
      (Sample.cp(precision, columns: []), "eulerSpread"),
      (Sample.tree(precision, columns: []), "eulerSpread[{1,2}]"),
      (Sample.tree(precision, columns: []), "eulerSpread[{1,2,3,4}]"),
    ] {
      let run = try experiment.with {
        $0.recording.monitors = [Monitor("spread", Observable(rawValue: name))]
      }.run()
      let spread = try #require(run.record.replicates[0].extremes["spread"])
      #expect(spread.records > 0 && spread.greatest < bound && spread.greatest > 0)
    }
    // No component is larger than 0.1 at a small start: then there is nothing to say.
    let small = try Sample.cp(precision, iterations: 10, columns: []).with {
      $0.initialization = Initialization(.gaussian(std: 1e-3))
      $0.recording.monitors = [Monitor("spread", "eulerSpread")]
    }.run()
    #expect(small.record.replicates[0].extremes["spread"] == nil)
  }
}
