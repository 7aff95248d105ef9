// Runs against theory: gradient flow, Proposition 4, the universal curve, the control, growth.

import Records
import Testing
import Theory
import Training

@Suite struct TheoryRunTests {
  /// Worst residuals of Lemmas 4 and 5 over a run of this flow time.
  private func residuals(
    depth: Int, step: Double, scheme: Initialization.Scheme = .balanced(productStd: 1e-3)
  ) throws -> (product: Double, first: Double, second: Double) {
    let run = try Sample.balanced(
      depth: depth, learningRate: step, iterations: Int(30 / step), every: 25
    ).with {
      $0.initialization.scheme = scheme
      $0.recording.kept = .marks
      $0.recording.monitors = [
        Monitor("W", "flowResidual"), Monitor("σ1", "flowResidualSingular[1]"),
        Monitor("σ2", "flowResidualSingular[2]"),
      ]
    }.run()
    let extremes = run.record.replicates[0].extremes
    return (
      try #require(extremes["W"]).greatest, try #require(extremes["σ1"]).greatest,
      try #require(extremes["σ2"]).greatest
    )
  }

  /// Claim T4 of the norms sheet.
  @Test(arguments: [2, 3, 4]) func smallStepsFollowGradientFlow(depth: Int) throws {
    let step = 3e-3
    let coarse = try residuals(depth: depth, step: step)
    let fine = try residuals(depth: depth, step: step / 2)
    #expect(coarse.product < 2 * step && coarse.first < 2 * step)
    #expect(abs(coarse.product / fine.product - 2) < 0.2)
    #expect(abs(coarse.first / fine.first - 2) < 0.4)
  }

  @Test func withoutBalanceTheFlowOfTheSmallSingularValueIsAnother() throws {
    let run = try residuals(depth: 3, step: 3e-3, scheme: .layerwise(productStd: 1e-3))
    #expect(run.second > 0.5)
  }

  /// Proposition 4: the run from the identity is its differential equation.
  @Test(arguments: [1, 0.1]) func theIdentityRunIsItsEquation(scale: Double) throws {
    let run = try Sample.balanced(
      depth: 2, learningRate: 3e-3, iterations: 60_000, every: 20_000, sign: nil
    ).with {
      $0.initialization = Initialization(.identity(scale: scale))
      $0.recording.columns = ["entry[1,1]", "entry[1,2]", "entry[2,1]", "flowTime"]
    }.run()
    for (entry, time) in zip(run.trace[numbers: "entry[1,1]"], run.trace[numbers: "flowTime"]) {
      #expect(abs(entry / IdentityFlow.entry(scale: scale, time: time) - 1) < 2e-3)
    }
    #expect(run.trace[numbers: "entry[1,2]"] == run.trace[numbers: "entry[2,1]"])
  }

  /// Claims F1.1, F1.8 and F1.10 to F1.12 as far as a short run goes.
  @Test func aBalancedRunFollowsTheUniversalCurve() throws {
    let run = try Sample.balanced(
      learningRate: 6e-3, productStd: 1e-5, iterations: 200_000
    ).with {
      $0.stopping.tolerance = 1.2e-3
      $0.recording.kept = .marks
      $0.recording.marks = [1.3e-2, 1.3e-3]
      $0.recording.monitors = [
        Monitor("curve", "curveRatio[1,1]", lossAtMost: 1.3e-2), Monitor("rise", "lossRise"),
        Monitor("determinant", "determinant"), Monitor("slack", "normBoundSlackFrobenius"),
        Monitor("rank", "effectiveRank", lossAtMost: 1e-2),
      ]
    }.run()
    let extremes = run.record.replicates[0].extremes
    #expect(run.record.replicates[0].outcome == .converged)
    #expect(try #require(extremes["curve"]).least > 0.999)
    #expect(try #require(extremes["curve"]).greatest < 1.003)
    #expect(try #require(extremes["rise"]).greatest < 1e-4)
    #expect(try #require(extremes["determinant"]).least > 0)
    #expect(try #require(extremes["slack"]).least > 0)
    #expect(try #require(extremes["rank"]).greatest < 1.002)
    let iterations = run.trace[numbers: "iteration"]
    #expect(abs((iterations[1] - iterations[0]) * 6e-3 - 345) < 1)
    #expect(abs(abs(run.trace[numbers: "entry[1,1]"][0]) - 6.043) < 0.03)
    #expect(abs(abs(run.trace[numbers: "entry[1,1]"][1]) - 19.561) < 0.01)
  }

  /// The control of the norms sheet, 7.7, at a depth where it shows early.
  @Test func theWrongSignLeavesTheCurve() throws {
    let run = try Sample.balanced(
      depth: 2, learningRate: 6e-3, productStd: 1e-2, iterations: 100_000, sign: .negative
    ).with {
      $0.stopping.tolerance = 1e-3
      $0.replicates = Replicates(count: 6)
    }.run()
    for replicate in run.record.replicates {
      #expect(replicate.outcome == .converged)
      #expect(abs(try #require(replicate.final["entry[1,1]"])) < 0.95 * 22.3)
      #expect(try #require(replicate.final["determinant"]) < -0.1)
    }
  }

  /// Claim MF8 of the hierarchical sheet on a small matrix: d ln σ/dt over γ grows as σ^{2−2/L}.
  @Test func singularValuesGrowByThePowerLaw() throws {
    let run = try Sample.adaptive(.float64, iterations: 1500).with {
      $0.task.target = .lowRankMatrix(rows: 8, columns: 8, rank: 2, norm: 8, stream: "tests/growth")
      $0.task.observations = .random(count: 40, stream: "tests/growth/observed")
      $0.initialization = Initialization(.gaussian(std: 1e-3))
      $0.recording.every = 1
      $0.recording.columns = ["growthSize[1]", "growthGamma[1]", "growthSpeed[1]"]
    }.run()
    let sizes = run.trace[numbers: "growthSize[1]"]
    let drives = run.trace[numbers: "growthGamma[1]"]
    let speeds = run.trace[numbers: "growthSpeed[1]"]
    let window = sizes.indices.filter { sizes[$0] > 0.3 && sizes[$0] < 3 && speeds[$0] > 0 }
    #expect(window.count > 20)
    for index in window {
      let expected = GradientFlow.growth(size: sizes[index], order: 3, drive: drives[index])
      #expect(abs(speeds[index] / expected - 1) < 0.1)
    }
  }

  @Test func adaptiveStepsStartAtTheirRule() throws {
    let run = try Sample.adaptive(.float64).with { $0.recording.every = 1 }.run()
    // At the first step the corrected mean is the squared norm itself: the step has length lr.
    let first = try Sample.adaptive(.float64, iterations: 1).with { $0.recording.every = 1 }.run()
    let length = zip(first.initialWeights, first.finalWeights)
      .map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    #expect(abs(length - 1e-2) < 1e-6)
    let steps = run.trace[numbers: "stepSize"]
    let times = run.trace[numbers: "flowTime"]
    #expect(abs(times[9] - steps[..<10].reduce(0, +)) < 1e-12)
  }
}
