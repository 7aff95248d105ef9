// Norms 2020, Theorem 1 at work (our figure): measured norms, effective rank and distance from rank 1
// beside the theorem's bounds along a run, and the universal curve.
//
// Claim: the bounds hold with much to spare; the curve is met exactly. Cost: the runs of Figure 1,
// plus identity starts (20 million iterations at depth 2) and short runs for the flow equations.

import Analysis
import Plotting
import Records
import Theory

enum TheoremOne {
  static let id = "norms2020-theorem1"

  static let figure = FigureDefinition(
    id: id, work: .norms2020, kind: .ours, title: "Theorem 1 along a run", source: "Theorem 1",
    caption: """
      Theorem 1 along balanced runs of positive determinant. Norms: the Frobenius norm and the \
      Schatten-1/2 quasi-norm of the depth-3 run with their lower bounds (8). Effective rank: its \
      excess over one with the upper bound (9). Distance from rank 1: the second singular value with \
      bound (10) and with the sharper bound √(2ℓ). Unobserved entry: runs of depth 2 (identity \
      start), 3 and 4 on top of the closed-form curve; at the last loss shown the depth-3 run is at \
      {{value norms2020-theorem1 curve-ratio 5s}} times the curve. This figure is ours: the theorem \
      has no plot in the work.
      """,
    alternative: """
      Four log-log panels against the loss. Measured norms lie above their bounds, effective rank \
      and distance far below theirs; the unobserved entries of three depths lie on one curve.
      """,
    runs: { preset in
      balanced(preset).map(\.planned) + identities(preset).map(\.planned)
        + flows(preset).map(\.planned)
    },
    analyse: analyse,
    picture: picture)

  /// The balanced runs of Figure 1, depth 3 and 4, with the smaller step.
  private static func balanced(_ preset: Preset) -> [MatrixRun] {
    [3, 4].map { UnobservedEntry.runs(depth: $0, preset)[3] }
  }

  static func identities(_ preset: Preset) -> [IdentityRun] {
    let deep = preset == .quick ? [] : [IdentityRun(scale: "0.01", lastLoss: 1e-4)]
    return ["1", "0.1", "0.01"].map { IdentityRun(scale: $0, lastLoss: 1e-3) } + deep
  }

  static func flows(_ preset: Preset) -> [FlowRun] {
    let depths = preset == .quick ? [3] : [2, 3, 4]
    return depths.flatMap { depth in [1, 0.1].map { FlowRun(depth: depth, shrink: $0) } }
  }

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    let lastLoss = UnobservedEntry.lastLoss(preset)
    let identity = identities(preset).last.map { library[$0.id] }
    let runs = balanced(preset).map { library[$0.id] }
    var rows = TheoremTable()
    for (name, run) in zip(["depth 3", "depth 4"], runs) {
      rows.add(run, lastLoss: lastLoss, series: name, isMain: name == "depth 3")
    }
    if let identity { rows.add(identity, lastLoss: lastLoss, series: "depth 2 from identity") }
    rows.addTheory(from: 0.25, to: lastLoss)
    var quantities: [String: Quantity] = [:]
    if let entry = runs[0].value(of: "entry[1,1]", whereLossFirstBelow: lastLoss),
      let loss = runs[0].value(of: "loss", whereLossFirstBelow: lastLoss)
    {
      quantities["curve-ratio"] = Quantity(
        abs(entry) / UniversalCurve.entry(loss: loss), "unobserved entry over the closed form")
    }
    let residuals = flows(preset).compactMap { run in
      library[run.id].extremes("flowResidualSingular1").map { $0.greatest / run.learningRate }
    }
    quantities["residual"] = residuals.max().map {
      Quantity($0, "largest residual of Lemma 5 over the step size")
    }
    return Findings(
      table: rows.table, quantities: quantities,
      claims: TheoremOneClaims(library: library, preset: preset).all)
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    TheoremPicture(table: table, lastLoss: UnobservedEntry.lastLoss(preset)).figure(id: id)
  }
}

/// Gradient descent of depth 2 from a multiple of the identity (Proposition 4).
struct IdentityRun: Sendable {
  /// The multiple, as the run's name writes it.
  var scale: String
  var lastLoss: Double

  static let learningRate = 3e-3

  var id: String { "norms2020-identity-depth2-scale\(scale)-loss\(lastLoss)" }

  var planned: PlannedRun {
    PlannedRun(
      Experiment(
        id: id, seed: "norms2020/identity", precision: .float64,
        task: UnobservedEntryTask.base.task, model: .matrixFactorization(depth: 2),
        initialization: Initialization(.identity(scale: Double(scale) ?? 1)),
        loss: .halfSumOfSquares, optimizer: .gradientDescent(learningRate: Self.learningRate),
        stopping: StoppingRule(iterations: 30_000_000, tolerance: lastLoss, patience: 1),
        recording: Recording(
          every: MatrixRun.every, columns: ["entry[1,1]", "entry[1,2]", "entry[2,2]"],
          kept: .byLoss(ratio: 0.99), marks: LossCurvePanel.marks + [1e-3, 1e-4])),
      seconds: lastLoss < 5e-4 ? 0.7 : 0.1)
  }
}

/// A short balanced run that compares each recorded step with gradient flow (Lemmas 4 and 5).
struct FlowRun: Sendable {
  var depth: Int
  /// What the step size of the sheet is multiplied with.
  var shrink: Double

  /// The step sizes of sheet 7.5.
  var learningRate: Double { [2: 1e-3, 3: 3e-3, 4: 1.5e-3][depth, default: 1e-3] * shrink }

  var id: String { "norms2020-flow-depth\(depth)-step\(shrink == 1 ? "1" : "0.1")" }

  var planned: PlannedRun {
    PlannedRun(
      Experiment(
        id: id, seed: "norms2020/flow/depth\(depth)", precision: .float64,
        task: UnobservedEntryTask.base.task, model: .matrixFactorization(depth: depth),
        initialization: Initialization(.balanced(productStd: 1e-3), determinant: .positive),
        loss: .halfSumOfSquares, optimizer: .gradientDescent(learningRate: learningRate),
        stopping: StoppingRule(
          iterations: Int(60 / learningRate), tolerance: 1e-30, patience: 1),
        recording: Recording(
          every: 25, columns: ["entry[1,1]", "determinant"], kept: .marks,
          monitors: [
            Monitor("flowResidual", "flowResidual"),
            Monitor("flowResidualSingular1", Observable("flowResidualSingular", 1)),
            Monitor("balancednessDefect", "balancednessDefect"),
          ])),
      seconds: 0.3)
  }
}
