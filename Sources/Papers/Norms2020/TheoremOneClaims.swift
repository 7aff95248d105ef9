// The claims behind norms 2020's theorems and propositions (sheet section 7 and 8, T1 to T4, and
// Corollary 1).

import Analysis
import Records
import Theory

struct TheoremOneClaims {
  var library: RunLibrary
  var preset: Preset

  private let figure = TheoremOne.id

  var all: [Claim] { [solutionSet, signs, identity, flow, flowIsFirstOrder, norms] }

  private var solutionSet: Claim {
    let grid = SolutionSetGrid.evaluate()
    return Claim(
      "T1", figure: figure,
      "Along the exact solutions every Schatten norm grows with |w11| and is smallest at zero, while "
        + "effective rank and distance from rank 1 fall.",
      source: "Propositions 1 and 2", paper: "proved",
      reason:
        "strict monotonicity on a grid of 2001 points over [-100, 100]: no exception tolerated",
      checks: grid.map {
        Claim.Check("\($0.quantity): exceptions", Double($0.exceptions), atMost: 0)
      })
  }

  private var signs: Claim {
    let draws = preset == .quick ? 10_000 : 100_000
    let tolerance = 4 * 0.5 / Double(draws).squareRoot()
    return Claim(
      "T2", figure: figure,
      "A product of matrices with independent symmetric entries has a positive determinant in half "
        + "of all draws.",
      source: "Proposition 3", paper: "probability 1/2",
      reason: "four standard errors of \(draws) draws",
      checks: DeterminantSigns.fractions(draws: draws).map {
        Claim.Check($0.name, $0.positive, near: 0.5, within: tolerance)
      })
  }

  private var identity: Claim {
    let flowTimes = [1e-3: 1910.0, 1e-4: 59_100]
    return Claim(
      "T3", figure: figure,
      "From any positive multiple of the identity, depth 2 converges, along the gradient-flow "
        + "solution.",
      source: "Proposition 4", paper: "the loss tends to zero",
      reason:
        "W11 within 0.1 % of a Runge-Kutta integration of the flow at the same time; flow time "
        + "within 1 % of the sheet's for the smallest start",
      checks: TheoremOne.identities(preset).flatMap { run -> [Claim.Check] in
        let result = library[run.id]
        let name = "start \(run.scale), loss \(canonicalText(of: run.lastLoss))"
        let entry = result.value(of: "entry[1,1]", whereLossFirstBelow: run.lastLoss)
        let time = result.value(of: "iteration", whereLossFirstBelow: run.lastLoss)
          .map { $0 * IdentityRun.learningRate }
        let flow = time.map { IdentityFlow.entry(scale: Double(run.scale) ?? 1, time: $0) }
        let ratio = quotient(entry, flow)
        var checks = [Claim.Check("\(name): W11 over flow", ratio, near: 1, within: 1e-3)]
        if run.scale == "0.01", let expected = flowTimes[run.lastLoss] {
          checks.append(
            Claim.Check("\(name): flow time", time, near: expected, within: 0.01 * expected))
        }
        return checks
      })
  }

  private var flow: Claim {
    Claim(
      "T4", figure: figure,
      "Each step of small-step gradient descent moves the product, and its largest singular value, "
        + "as the gradient-flow equations say.",
      source: "Lemmas 4 and 5", paper: "exact for gradient flow",
      reason: "relative residual of a finite difference at most twice the step size",
      checks: TheoremOne.flows(preset).flatMap { run in
        [("W", "flowResidual"), ("σ1", "flowResidualSingular1")].map { name, monitor in
          Claim.Check(
            "depth \(run.depth), step \(canonicalText(of: run.learningRate)): \(name)",
            library[run.id].extremes(monitor)?.greatest, atMost: 2 * run.learningRate)
        }
      })
  }

  private var flowIsFirstOrder: Claim {
    let runs = TheoremOne.flows(preset)
    let pairs = stride(from: 0, to: runs.count, by: 2).map { (runs[$0], runs[$0 + 1]) }
    return Claim(
      "T4b", figure: figure, "The residual falls in proportion to the step size.",
      source: "Lemmas 4 and 5", paper: "a first-order method",
      reason: "a tenth of the step gives a residual 7 to 13 times smaller",
      checks: pairs.map { coarse, fine in
        let large = library[coarse.id].extremes("flowResidual")?.greatest
        let small = library[fine.id].extremes("flowResidual")?.greatest
        let ratio = quotient(large, small)
        return Claim.Check("depth \(coarse.depth)", ratio, atLeast: 7, atMost: 13)
      })
  }

  private var norms: Claim {
    let decades = preset == .quick ? [(1e-2, 1e-3)] : [(1e-2, 1e-3), (1e-3, 1e-4)]
    let columns = [("frobeniusNorm", "Frobenius"), ("nuclearNorm", "nuclear")]
    let run = library[UnobservedEntry.runs(depth: 3, preset)[3].id]
    let limit = 10.0.squareRoot()
    return Claim(
      "C1", figure: figure,
      "As the loss falls by a factor of ten, norms grow by a factor that tends to the root of ten.",
      source: "Corollary 1", paper: "norms tend to infinity",
      reason: "within 4 % of the limit from a loss of 1e-2 on",
      checks: decades.flatMap { from, to in
        columns.map { column, words in
          let start = run.value(of: column, whereLossFirstBelow: from)
          let end = run.value(of: column, whereLossFirstBelow: to)
          return Claim.Check(
            "\(words) norm, \(from) to \(to)", quotient(end, start),
            near: limit, within: 0.04 * limit)
        }
      })
  }
}
