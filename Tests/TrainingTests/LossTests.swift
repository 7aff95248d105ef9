// Losses and measurements as a run sees them: the loss column by its definition, the stopping rule, and
// the sheet's numbers.

import Datasets
import LinearAlgebra
import Records
import Testing
import Training

@Suite struct LossTests {
  private static let losses: [Loss] = [
    .halfSumOfSquares, .meanOfSquares, .huber(threshold: 0.3), .meanAbsolute,
  ]

  /// What the end tensor of these weights leaves of each measured value.
  private func residuals(_ experiment: Experiment, _ tensor: [Double]) throws -> [Double] {
    let data = try experiment.task.data(relativeTo: "")
    let difference = zip(tensor, data.target).map { $0 - $1 }
    switch data.measurements {
    case .entries(let positions): return positions.map { difference[$0] }
    case .tensors(let elements):
      return stride(from: 0, to: elements.count, by: difference.count).map { start in
        difference.indices.reduce(0) { $0 + Double(elements[start + $1]) * difference[$1] }
      }
    case .outerProducts(let vectors):
      return (0..<40).map { i in
        difference.indices.reduce(0) { sum, position in
          var (rest, product) = (position, difference[position])
          for (mode, extent) in data.shape.enumerated().reversed() {
            product *= Double(vectors[mode][i * extent + rest % extent])
            rest /= extent
          }
          return sum + product
        }
      }
    }
  }

  private func value(_ loss: Loss, _ residuals: [Double]) -> Double {
    let count = Double(residuals.count)
    return switch loss {
    case .halfSumOfSquares: residuals.reduce(0) { $0 + $1 * $1 / 2 }
    case .meanOfSquares: residuals.reduce(0) { $0 + $1 * $1 } / count
    case .huber(let threshold):
      residuals.map(abs).reduce(0) {
        $0 + ($1 < threshold ? $1 * $1 / (2 * threshold) : $1 - threshold / 2)
      } / count
    case .meanAbsolute: residuals.map(abs).reduce(0, +) / count
    }
  }

  @Test(arguments: losses, [Sample.entries, Sample.gaussian, Sample.rankOne])
  func theLossIsThatOfTheWeightsBeforeTheUpdate(loss: Loss, observations: Observations) throws {
    for (experiment, layout) in [
      (Sample.cp(.float64, observations), TensorObservableTests.cpLayout),
      (Sample.tree(.float64, observations), try TensorObservableTests.treeLayout()),
    ] {
      let run = try experiment.with {
        $0.loss = loss
        $0.stopping.iterations = 20
        $0.recording = Recording(every: 20, columns: ["meanOfSquares"])
      }.run()
      let before = try experiment.with {
        $0.loss = loss
        $0.stopping.iterations = 19
        $0.recording = Recording(every: 19, columns: [])
      }.run().finalWeights
      let residuals = try residuals(
        experiment, Tensor(layout: layout, weights: before).elements)
      #expect(abs(try run.final("loss") - value(loss, residuals)) < 1e-12)
      let mean = value(.meanOfSquares, residuals)
      #expect(abs(try run.final("meanOfSquares") - mean) < 1e-12)
    }
  }

  @Test(arguments: losses) func aMatrixMayBeSensed(loss: Loss) throws {
    let experiment = Sample.adaptive(.float64).observing(Sample.gaussian).with {
      $0.loss = loss
      $0.stopping.iterations = 20
      $0.recording = Recording(every: 20, columns: ["meanOfSquares", "entry[2,3]"])
    }
    let run = try experiment.run()
    let before = try experiment.with {
      $0.stopping.iterations = 19
      $0.recording = Recording(every: 19, columns: [])
    }.run()
    let factors = before.weights[0].final.map { factor -> Matrix in
      guard case .float64(let values) = factor.elements else { return .identity(1) }
      return Matrix(rows: factor.rows, columns: factor.columns, values)
    }
    let product = factors.dropFirst().reduce(factors[0]) { $0.product($1) }
    let residuals = try residuals(experiment, product.elements)
    #expect(abs(try run.final("loss") - value(loss, residuals)) < 1e-12)
    #expect(
      abs(try run.final("meanOfSquares") - value(.meanOfSquares, residuals)) < 1e-12)
  }

  @Test func theToleranceLooksAtSquaresWhateverTheLoss() throws {
    for loss in [Loss.huber(threshold: 1e-3), .meanAbsolute] {
      let experiment = Sample.cp(iterations: 3000, columns: ["meanOfSquares"]).with {
        $0.loss = loss
      }
      let squares = try experiment.run().trace[numbers: "meanOfSquares"]
      let tolerance = squares[0] / 10
      let first = try #require(squares.firstIndex { $0 < tolerance })
      let run = try experiment.with {
        $0.stopping = StoppingRule(iterations: 3000, tolerance: tolerance, patience: 1)
        $0.recording.columns = []
      }.run()
      #expect(run.record.replicates[0].outcome == .converged)
      #expect(run.record.replicates[0].iterations == 10 * (first + 1))
    }
  }

  @Test func theSheetsNumbersForTheAdaptiveStep() throws {
    let experiment = Experiment(
      id: "golden", seed: "tests/golden", precision: .float64,
      task: Task(
        target: .entries(shape: [2, 2, 2], values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]),
        observations: .allExcept(entries: [[0, 1, 1], [1, 0, 1], [1, 1, 0]])),
      model: .cp(components: 2),
      initialization: Initialization(
        .values(values: [0.5, -0.2, 0.1, 0.3, 0.4, 0.6, -0.3, 0.2, 0.7, 0.1, 0.2, -0.5])),
      loss: .meanOfSquares,
      optimizer: .groupRMSprop(learningRate: 0.01, decay: 0.99, epsilon: 1e-6),
      stopping: StoppingRule(iterations: 51, tolerance: 0, patience: 1),
      recording: Recording(
        every: 1, columns: ["stepSize", "entry[1,1,1]", "entry[2,2,2]", "entry[1,2,2]"]))
    let trace = try experiment.run().trace
    let (losses, steps) = (trace[numbers: "loss"], trace[numbers: "stepSize"])
    #expect(abs(losses[0] - 0.2166154) < 1e-9)
    for (step, loss, size) in [
      (1, losses[0], 0.094090858124), (2, 0.215560241370, 0.094762552081),
      (3, 0.214527045542, 0.095414999311), (11, 0.206859970330, 0.099893967187),
    ] {
      #expect(abs(losses[step - 1] - loss) < 1e-12)
      #expect(abs(steps[step - 1] - size) < 1e-12)
    }
    #expect(abs(losses[50] - 0.167145462710) < 1e-12)
    for (name, value) in [
      ("entry[1,1,1]", 0.115440501259), ("entry[2,2,2]", 0.008747308928),
      ("entry[1,2,2]", -0.008749943600),
    ] {
      #expect(abs(trace[numbers: name][49] - value) < 1e-12, "\(name)")
    }
  }

  @Test func divergenceOfATensorIsAnOutcome() throws {
    for experiment in [Sample.cp(.float32), Sample.tree(.float64)] {
      let run = try experiment.with {
        $0.optimizer = .gradientDescent(learningRate: 100)
        $0.recording.columns += ["relativeError"]
        $0.recording.every = 1
        $0.recording.atEnd = ["frobeniusNorm"]
      }.run()
      #expect(run.record.replicates[0].outcome == .diverged)
      #expect(run.trace[numbers: "relativeError"].allSatisfy { $0.isFinite })
      #expect(throws: Never.self) { try CanonicalJSON.text(of: run.record) }
    }
  }
}
