// Observables against their definitions on the weights that a run ends with.

import LinearAlgebra
import Records
import Testing
import Theory
import Training

@Suite struct ObservableTests {
  @Test func columnsDescribeTheLastWeights() throws {
    let names: [Observable] = [
      "entry[1,2]", "determinant", "singularValue[2]", "frobeniusNorm", "spectralNorm",
      "nuclearNorm", "schattenHalf", "effectiveRank", "relativeError", "balancednessDefect",
      "stepSize", "flowTime",
    ]
    for size in [2, 3] {
      let experiment = Sample.balanced(iterations: 400, every: 100).with {
        var target = [Double](repeating: 0, count: size * size)
        target[1] = 1
        target[size] = 1
        if size == 3 { target[8] = 1 }
        $0.task.target = .entries(shape: [size, size], values: target)
        $0.recording.columns = names
      }
      let run = try experiment.run()
      let factors = run.weights[0].final.map { factor -> Matrix in
        guard case .float64(let values) = factor.elements else { return .identity(1) }
        return Matrix(rows: size, columns: size, values)
      }
      let product = factors[0].product(factors[1]).product(factors[2])
      let values = product.singularValues()
      var expected: [String: Double] = [
        "entry[1,2]": product[0, 1], "determinant": product.determinant,
        "singularValue[2]": values[1], "spectralNorm": values[0], "stepSize": 1e-2,
        "flowTime": 4, "effectiveRank": Spectrum.effectiveRank(values),
        "balancednessDefect": defect(factors),
      ]
      expected["frobeniusNorm"] = MatrixNorm.frobenius.value(values)
      expected["nuclearNorm"] = MatrixNorm.nuclear.value(values)
      expected["schattenHalf"] = MatrixNorm.schattenHalf.value(values)
      let final = run.record.replicates[0].final
      for (name, value) in expected {
        #expect(abs(try #require(final[name]) - value) < 1e-11, "\(name)")
      }
      let error = try #require(final["relativeError"])
      #expect(error > 0.1 && error < 2)
    }
  }

  private func defect(_ factors: [Matrix]) -> Double {
    zip(factors, factors.dropFirst()).map { left, right in
      let inner = left.transposed.product(left).elements
      let outer = right.product(right.transposed).elements
      return zip(inner, outer).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }.reduce(0) { max($0, $1) }
  }

  @Test func monitorsOfTheBoundsHoldTheirSlack() throws {
    let names = [
      "normBoundSlackFrobenius", "normBoundSlackSpectral", "normBoundSlackNuclear",
      "normBoundSlackSchattenHalf", "effectiveRankBoundSlack", "distanceBoundSlack",
      "sharpDistanceBoundSlack", "perturbedEntrySlack", "perturbedDistanceSlack",
      "perturbedNormSlack",
    ]
    let run = try Sample.balanced(iterations: 3000).with {
      $0.recording.columns = ["frobeniusNorm", "effectiveRank", "singularValue[2]"]
      $0.recording.monitors = names.map { Monitor($0, Observable(rawValue: $0)) }
    }.run()
    let extremes = run.record.replicates[0].extremes
    for name in names { #expect(try #require(extremes[name]).least > 0, "\(name)") }
    let losses = run.trace[numbers: "loss"]
    func least(_ column: String, _ slack: (Double, Double) -> Double) -> Double? {
      zip(run.trace[numbers: column], losses).map(slack).min()
    }
    #expect(
      extremes["normBoundSlackFrobenius"]?.least
        == least("frobeniusNorm") { $0 - TheoremOneBounds.norm(.frobenius, loss: $1) })
    #expect(
      extremes["effectiveRankBoundSlack"]?.least
        == least("effectiveRank") { TheoremOneBounds.effectiveRank(loss: $1) - $0 })
    #expect(
      extremes["sharpDistanceBoundSlack"]?.least
        == least("singularValue[2]") { TheoremOneBounds.sharpDistance(loss: $1) - $0 })
  }

  @Test func boundsAreWatchedOnlyWhileTheDeterminantHasItsSign() throws {
    let run = try Sample.balanced(iterations: 3000, sign: .negative).with {
      $0.recording.monitors = [Monitor("slack", "distanceBoundSlack")]
    }.run()
    #expect(run.record.replicates[0].extremes["slack"] == nil)
  }

  @Test(arguments: [(0, 1), (1, 0), (1, 1)])
  func boundsKnowWhereTheUnobservedEntryIs(row: Int, column: Int) throws {
    let target = row == column ? [0.0, 1, 1, 0] : [1.0, 0, 0, 1]
    let run = try Sample.balanced(
      iterations: 4000, sign: row == column ? .positive : .negative
    ).with {
      $0.task = Task(
        target: .entries(shape: [2, 2], values: target),
        observations: .allExcept(entries: [[row, column]]))
      $0.recording.monitors = [
        Monitor("slack", "perturbedEntrySlack"), Monitor("bound", "normBoundSlackSpectral"),
        Monitor("curve", Observable("curveRatio", row + 1, column + 1), lossAtMost: 0.02),
      ]
    }.run()
    let extremes = run.record.replicates[0].extremes
    #expect(try #require(extremes["slack"]).least > 0)
    #expect(try #require(extremes["bound"]).least > 0)
    #expect(try #require(extremes["curve"]).least > 0.99)
    #expect(try #require(extremes["curve"]).greatest < 1.05)
  }

  @Test func unknownObservablesAreRefusedWithTheKnownOnes() throws {
    func failure(_ observable: Observable, task: Records.Task = Sample.base) throws -> Failure {
      try #require(throws: Failure.self) {
        try Sample.balanced(iterations: 50, sign: nil).with {
          $0.task = task
          $0.recording.columns = []
          $0.recording.monitors = [Monitor("m", observable)]
        }.run()
      }
    }
    for name in [
      "loss", "entry", "entry[0,1]", "entry[1,3]", "entry[1]", "entry[1,1", "entry[01,1]",
      "singularValue[3]", "singularValue[]", "determinant[1]", "",
    ] {
      let failure = try failure(Observable(rawValue: name))
      #expect(failure.field == "recording.monitors[0].observable")
      #expect(failure.problem.contains("singularValue[k]"))
    }
    #expect(try failure("curveRatio[1,2]").problem.contains("unobserved"))
    #expect(try failure("determinant", task: Sample.lowRank).problem.contains("square"))
    #expect(try failure("distanceBoundSlack", task: Sample.lowRank).problem.contains("Theorem 1"))
  }

  @Test func columnsMustBeDefinedAtEveryRecord() throws {
    for name in ["curveRatio[1,1]", "lossRise", "flowResidual", "perturbedEntrySlack"] {
      let failure = try #require(throws: Failure.self) {
        try Sample.balanced(iterations: 50).with {
          $0.recording.columns = [Observable(rawValue: name)]
        }.run()
      }
      #expect(failure.field == "recording.columns[0]")
      #expect(failure.problem.contains("monitored"))
    }
  }
}
