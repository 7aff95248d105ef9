// Observables of tensor factorizations against their definitions on the weights that a run ends with.

import Datasets
import LinearAlgebra
import Records
import Testing
import Training

@Suite struct TensorObservableTests {
  static let cpLayout = FactorLayout.cp(sizes: [4, 3, 5], width: 6)

  static func treeLayout() throws -> FactorLayout {
    try FactorLayout(
      sizes: [2, 3, 3, 4], interior: Sample.interior, widths: [4, 5, 6], field: "")
  }

  private static func norm(_ x: [Double]) -> Double {
    x.map { $0 * $0 }.reduce(0, +).squareRoot()
  }

  private func expect(
    _ run: TrainedRun, _ expected: [String: Double], within tolerance: Double = 1e-12
  ) throws {
    for (name, value) in expected {
      let found = try run.final(name)
      #expect(abs(found - value) <= tolerance * max(1, abs(value)), "\(name)")
    }
  }

  /// Column r of the matrices at `offsets`, for each.
  private static func vectors(_ layout: FactorLayout, _ weights: [Double], _ r: Int) -> [[Double]] {
    layout.blocks.map { block in
      (0..<block.rows).map { weights[block.offset + $0 * block.columns + r] }
    }
  }

  @Test(arguments: [Sample.entries, Sample.gaussian, Sample.rankOne])
  func cpColumnsDescribeTheLastWeights(observations: Observations) throws {
    let names: [Observable] = [
      "componentNorm[1]", "componentNorm[4]", "trackedComponentNorm[3]",
      "componentsAbovePercent[50]", "unbalancedness", "largestSquaredNorm", "conservationDrift",
      "relativeError", "frobeniusNorm", "entry[2,3,4]", "matricizationSingularValue[{1,3},2]",
      "matricizationEffectiveRank[{2}]", "targetComponentNorm[2]",
      "targetMatricizationSingularValue[{1},2]", "targetMatricizationEffectiveRank[{1}]",
    ]
    let experiment = Sample.cp(.float64, observations, columns: names)
    let run = try experiment.run()
    let (layout, weights) = (Self.cpLayout, run.finalWeights)
    let data = try experiment.task.data(relativeTo: "")
    let tensor = Tensor(layout: layout, weights: weights)
    let vectors = (0..<6).map { Self.vectors(layout, weights, $0) }
    let norms = vectors.map { $0.reduce(1) { $0 * Self.norm($1) } }
    let sorted = norms.sorted(by: >)
    func squares(_ vectors: [[Double]]) -> [Double] {
      vectors.map { $0.map { $0 * $0 }.reduce(0, +) }
    }
    let spreads = vectors.map { squares($0).max()! - squares($0).min()! }
    let drifts = (0..<6).map { r in
      let before = squares(Self.vectors(layout, run.initialWeights, r))
      let changes = zip(squares(vectors[r]), before).map { $0 - $1 }
      return changes.max()! - changes.min()!
    }
    let target = Tensor(shape: [4, 3, 5], elements: data.target)
    let difference = zip(tensor.elements, data.target).map { $0 - $1 }
    let spectrum = target.matricization(rows: [0]).singularValues()
    try expect(
      run,
      [
        "componentNorm[1]": sorted[0], "componentNorm[4]": sorted[3],
        "trackedComponentNorm[3]": norms[2],
        "componentsAbovePercent[50]": Double(norms.filter { $0 > sorted[0] / 2 }.count),
        "unbalancedness": spreads.max()!, "conservationDrift": drifts.max()!,
        "largestSquaredNorm": vectors.flatMap(squares).max()!,
        "relativeError": Self.norm(difference) / Self.norm(data.target),
        "frobeniusNorm": Self.norm(tensor.elements), "entry[2,3,4]": tensor.elements[15 + 10 + 3],
        "matricizationSingularValue[{1,3},2]":
          tensor.matricization(rows: [0, 2]).singularValues()[1],
        "matricizationEffectiveRank[{2}]":
          Spectrum.effectiveRank(tensor.matricization(rows: [1]).singularValues()),
        "targetComponentNorm[2]": data.componentNorms[1],
        "targetMatricizationSingularValue[{1},2]": spectrum[1],
        "targetMatricizationEffectiveRank[{1}]": Spectrum.effectiveRank(spectrum),
      ])
    #expect(try run.final("unbalancedness") > run.final("conservationDrift"))
  }

  @Test(arguments: [Sample.entries, Sample.gaussian, Sample.rankOne])
  func treeColumnsDescribeTheLastWeights(observations: Observations) throws {
    let names: [Observable] = [
      "localComponentNorm[{1,2,3,4},2]", "localComponentNorm[{1,2},3]",
      "trackedLocalComponentNorm[{3,4},5]", "localComponentsAbovePercent[{1,2},40]",
      "unbalancedness[{3,4}]", "relativeError", "matricizationSingularValue[{1,2},1]",
      "entry[1,2,3,4]",
    ]
    let experiment = Sample.tree(.float64, observations, columns: names)
    let run = try experiment.run()
    let (layout, weights) = (try Self.treeLayout(), run.finalWeights)
    let data = try experiment.task.data(relativeTo: "")
    let tensor = Tensor(layout: layout, weights: weights)
    // Nodes 0...3 are the leaves, 4 is {1,2}, 5 is {3,4}, 6 the root.
    func column(_ node: Int, _ r: Int) -> [Double] {
      let block = layout.blocks[node]
      return (0..<block.rows).map { weights[block.offset + $0 * block.columns + r] }
    }
    func row(_ node: Int, _ r: Int) -> [Double] {
      let block = layout.blocks[node]
      return (0..<block.columns).map { weights[block.offset + r * block.columns + $0] }
    }
    func norms(_ node: Int, _ children: [Int], _ width: Int) -> [[Double]] {
      (0..<width).map { r in
        children.map { Self.norm(column($0, r)) } + [Self.norm(row(node, r))]
      }
    }
    func sizes(_ norms: [[Double]]) -> [Double] { norms.map { $0.reduce(1, *) } }
    let (a, b, top) = (norms(4, [0, 1], 4), norms(5, [2, 3], 5), norms(6, [4, 5], 6))
    let largest = sizes(a).max()!
    let difference = zip(tensor.elements, data.target).map { $0 - $1 }
    try expect(
      run,
      [
        "localComponentNorm[{1,2,3,4},2]": sizes(top).sorted(by: >)[1],
        "localComponentNorm[{1,2},3]": sizes(a).sorted(by: >)[2],
        "trackedLocalComponentNorm[{3,4},5]": sizes(b)[4],
        "localComponentsAbovePercent[{1,2},40]":
          Double(sizes(a).filter { $0 > 0.4 * largest }.count),
        "unbalancedness[{3,4}]":
          b.map { $0.map { $0 * $0 }.max()! - $0.map { $0 * $0 }.min()! }.max()!,
        "relativeError": Self.norm(difference) / Self.norm(data.target),
        "matricizationSingularValue[{1,2},1]":
          tensor.matricization(rows: [0, 1]).singularValues()[0],
        "entry[1,2,3,4]": tensor.elements[(1 * 3 + 2) * 4 + 3],
      ])
  }

  @Test func namesThatAreNoneAreRefused() throws {
    let cp = [
      "componentNorm", "componentNorm[0]", "componentNorm[7]", "componentNorm[01]",
      "componentNorm[{1},1]", "localComponentNorm[{1,2,3},1]", "entry[1,1]", "entry[5,1,1]",
      "matricizationSingularValue[{1,2,3},1]", "matricizationSingularValue[{2,1},1]",
      "matricizationSingularValue[{1,1},1]", "matricizationSingularValue[{1},5]",
      "matricizationSingularValue[{4},1]", "matricizationEffectiveRank[{1},1]",
      "targetComponentNorm[3]", "componentsAbovePercent[101]", "determinant", "growthSize[7]",
      "eulerSpread[1]", "unbalancedness[{1}]", "cpRank[1]",
    ]
    for name in cp { try expectRefusal(Sample.cp(columns: [Observable(rawValue: name)]), name) }
    let tree = [
      "componentNorm[1]", "localComponentNorm[1]", "localComponentNorm[{1,3},1]",
      "localComponentNorm[{1},1]", "localComponentNorm[{1,2},5]", "eulerSpread",
      "unbalancedness", "growthSize[1]", "targetComponentNorm[1]",
    ]
    for name in tree { try expectRefusal(Sample.tree(columns: [Observable(rawValue: name)]), name) }
    for name in ["linearError", "linearCPRank"] {
      let experiment = Sample.cp(.float64, Sample.gaussian, columns: []).with {
        $0.recording.atEnd = [Observable(rawValue: name)]
      }
      let failure = try #require(throws: Failure.self) { try experiment.run() }
      #expect(failure.field == "recording.atEnd[0]")
      #expect(failure.problem.contains("needs observed entries"))
    }
  }

  private func expectRefusal(_ experiment: Experiment, _ name: String) throws {
    let failure = try #require(throws: Failure.self, "\(name)") { try experiment.run() }
    #expect(failure.field == "recording.columns[0]", "\(name)")
    #expect(failure.problem.contains("'\(name)' is no observable"), "\(name)")
    #expect(failure.problem.contains("growthSize["))
  }

  @Test func whatIsNotAlwaysDefinedOrTooCostlyIsNoColumn() throws {
    for (name, word) in [
      ("growthRatio[1]", "monitored"), ("eulerSpread", "monitored"), ("lossRise", "monitored"),
      ("cpRank", "atEnd"), ("targetCPRank", "atEnd"),
    ] {
      let failure = try #require(throws: Failure.self) {
        try Sample.cp(columns: [Observable(rawValue: name)]).run()
      }
      #expect(failure.problem.contains(word), "\(name)")
    }
    let failure = try #require(throws: Failure.self) {
      try Sample.cp(columns: []).with { $0.recording.atEnd = ["growthSpeed[1]"] }.run()
    }
    #expect(failure.field == "recording.atEnd[0]")
  }

  @Test func theEndHasWhatWasAskedForIt() throws {
    // 59 of 60 entries are observed, so the model and the target have the same rank, 2.
    let experiment = Sample.cp(
      .float64, .allExcept(entries: [[0, 0, 0]]), iterations: 20_000, every: 100, columns: []
    ).with {
      $0.initialization = Initialization(.gaussian(std: 0.03))
      $0.optimizer = .gradientDescent(learningRate: 1)
      $0.stopping = StoppingRule(iterations: 20_000, tolerance: 1e-7, patience: 3)
      $0.recording.atEnd = [
        "cpRank", "targetCPRank", "linearCPRank", "linearError", "relativeError",
        "componentNorm[1]", "stepSize", "meanOfSquares",
      ]
      $0.replicates = Replicates(count: 2)
    }
    let run = try experiment.run()
    #expect(run.record.replicates.map(\.outcome) == [.converged, .converged])
    #expect(try run.final("cpRank") == 2)
    #expect(try run.final("targetCPRank") == 2)
    let data = try experiment.task.data(relativeTo: "")
    #expect(abs(try run.final("linearError") - abs(data.target[0]) / 3) < 1e-12)
    #expect(try run.final("linearCPRank") >= 2)
    #expect(try run.final("relativeError") < 1e-3)
    // What describes the model differs between replicates, what describes the data does not.
    let (first, second) = (run.record.replicates[0].final, run.record.replicates[1].final)
    #expect(first["linearCPRank"] == second["linearCPRank"])
    #expect(first["componentNorm[1]"] != second["componentNorm[1]"])
    #expect(try experiment.run(threads: 2).record == run.record)
  }

  @Test func theEndIsTheLastRecord() throws {
    let experiment = Sample.tree(iterations: 25, every: 10, columns: ["relativeError", "stepSize"])
    let columns = try experiment.run()
    let end = try experiment.with {
      $0.recording.columns = []
      $0.recording.atEnd = ["relativeError", "stepSize"]
    }.run()
    #expect(abs(try end.final("relativeError") - columns.final("relativeError")) < 1e-14)
    #expect(try end.final("stepSize") == columns.final("stepSize"))
    #expect(end.record.replicates[0].iterations == 25)
    #expect(try end.final("iteration") == 20)
  }
}
