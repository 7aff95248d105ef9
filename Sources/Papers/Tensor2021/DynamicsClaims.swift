// The claims about the dynamics of tensor 2021 at three initialization scales (sheet section 8, D1 to
// D12), for order 4 as published and for order 3, which the quick preset draws (sheet 9).

import Analysis
import Records

struct DynamicsClaims {
  /// The figure that shows the runs.
  var figure: String
  /// The runs, the largest initialization first.
  var runs: [Dynamics]

  private let source = "Figure 3"

  private var large: Dynamics { runs[0] }
  private var middle: Dynamics { runs[1] }
  private var small: Dynamics { runs[2] }
  private var rank: Int { small.rank }
  private var isPublishedOrder: Bool { small.definition.problem.order == 4 }

  var all: [Claim] {
    components + [ratio, shortEvents, stairs, quietStart, plateaus]
      + [truth, waiting, firstStep, lateStep, sixth]
  }

  /// What the post's panels claim.
  var components: [Claim] { [few, many, errors] }

  private var few: Claim {
    Claim(
      "D1", figure: figure,
      "From the smallest initialization exactly as many components are learned as the target has.",
      source: source, paper: "five norms rise, the others stay below what a pixel shows",
      reason: "norms above 0.05 at the end; the next one below 0.005",
      checks: [
        Claim.Check(
          "components learned", small.finalCount, near: Double(rank), within: 0),
        Claim.Check("norm no. \(rank + 1) at the end", small.final(rank + 1), atMost: 0.005),
      ])
  }

  private var many: Claim {
    let count = isPublishedOrder ? large.count(at: large.row(at: 1250)) : large.finalCount
    return Claim(
      "D2", figure: figure, "From the largest initialization more components are learned.",
      source: source, paper: "eight norms above 0.05 at iteration 1250",
      reason: "at least six" + (isPublishedOrder ? "" : "; order 3 is looked at at the end"),
      checks: [Claim.Check("components learned", count, atLeast: 6)])
  }

  private var errors: Claim {
    var checks = [
      Claim.Check(
        "error at the end, init \(large.definition.spread)", large.errors.last,
        atLeast: isPublishedOrder ? 0.03 : 0.1, atMost: isPublishedOrder ? 0.15 : nil),
      Claim.Check(
        "error at the end, init \(small.definition.spread)", small.errors.last,
        atMost: isPublishedOrder ? 0.01 : 0.012),
    ]
    if isPublishedOrder {
      checks.append(
        Claim.Check(
          "smallest error, init \(small.definition.spread)", small.errors.min(), atMost: 1e-3))
    }
    return Claim(
      "D3", figure: figure, "The smaller initialization recovers the tensor, the larger does not.",
      source: "Figure 3; titles of the post's panels",
      paper: "0.082 and a plateau of 0.004 in the plot; the post's titles say 8e-2 and 7e-6",
      reason: isPublishedOrder
        ? "0.03 to 0.15; at most 0.01 at the end and 0.001 at best, since at the edge of stability the "
          + "error oscillates well above its minimum"
        : "order 3: at least 0.1; at most 0.012",
      checks: checks)
  }

  private var ratio: Claim {
    Claim(
      "D4", figure: figure, "The error is several times smaller from the smallest initialization.",
      source: source, paper: "about 20 times",
      reason: "at least 5 times, at the ends of the runs, where all components have risen",
      checks: [
        Claim.Check(
          "ratio of the errors", quotient(large.errors.last, small.errors.last), atLeast: 5)
      ])
  }

  private var truth: Claim {
    Claim(
      "D8", figure: figure, "The norms at the end are those of the target's components.",
      source: source, paper: "0.602, 0.594, 0.409, 0.309, 0.213, for the authors' own target",
      reason: "each within 0.02 of the target's own norm",
      checks: small.targetNorms.enumerated().map { index, norm in
        Claim.Check("norm no. \(index + 1)", small.final(index + 1), near: norm, within: 0.02)
      })
  }

  private var sixth: Claim {
    Claim(
      "D12", figure: figure,
      "What is left of the components that the target does not need falls with the initialization.",
      source: source, paper: "0.116 against less than 0.001", reason: "at least 20 times",
      checks: [
        Claim.Check(
          "norm no. \(rank + 1), ratio", quotient(large.final(rank + 1), small.final(rank + 1)),
          atLeast: 20)
      ])
  }
}

/// Claims about when things happen, which are made of order 4 only.
extension DynamicsClaims {
  /// A claim of order 4, or why it is not testable.
  private func timed(
    _ id: String, _ statement: String, paper: String, reason: String, _ checks: [Claim.Check]
  ) -> Claim {
    isPublishedOrder
      ? Claim(
        id, figure: figure, statement, source: source, paper: paper, reason: reason, checks: checks)
      : Claim(
        id, figure: figure, statement, source: source, paper: paper,
        notTestable: "a statement about order 4; this preset draws order 3")
  }

  private var shortEvents: Claim {
    timed(
      "D5a", "A component that begins to rise has soon risen.",
      paper: "rises of 100 to 150 iterations",
      reason: "250 iterations after passing 0.05 a norm has at least 0.9 of what it has after 400",
      (1...rank).map { j in
        let ratio = small.rise(j).flatMap { row -> Double? in
          let norms = small.norms[j - 1]
          let (early, late) = (row + 250 / DynamicsRun.every, row + 400 / DynamicsRun.every)
          return late < norms.count ? norms[early] / norms[late] : nil
        }
        return Claim.Check("norm no. \(j)", ratio, atLeast: 0.9)
      })
  }

  /// The share of neighbouring records with nearly equal errors between the first and the last rise.
  private func restingShare(_ run: Dynamics) -> Double? {
    guard let first = run.rise(1), let last = run.rise(rank), last > first else { return nil }
    let resting = (first..<last).filter { abs(run.errors[$0 + 1] - run.errors[$0]) < 0.002 }
    return Double(resting.count) / Double(last - first)
  }

  private var stairs: Claim {
    timed(
      "D5b", "The error descends in stairs, the more so the smaller the initialization.",
      paper: "level for about 0.95 of the time between the first and the last step",
      reason: "records at most 0.002 apart: at least 0.85 of them against at most 0.5",
      [
        Claim.Check("init \(small.definition.spread)", restingShare(small), atLeast: 0.85),
        Claim.Check("init \(large.definition.spread)", restingShare(large), atMost: 0.5),
      ])
  }

  private var quietStart: Claim {
    timed(
      "D6", "Before the first rise nothing is to be seen.", paper: "all norms below a pixel",
      reason: "all norms below 0.005 until 250 iterations before the first passes 0.05, and the "
        + "second until that",
      [middle, small].flatMap { run -> [Claim.Check] in
        let spread = run.definition.spread
        let first = run.rise(1)
        let before = first.flatMap { run.norms[0][..<max(0, $0 - 250 / DynamicsRun.every)].max() }
        let second = first.flatMap { run.norms[1][..<$0].max() }
        return [
          Claim.Check("largest norm, init \(spread)", before, atMost: 0.005),
          Claim.Check("second norm, init \(spread)", second, atMost: 0.005),
        ]
      })
  }

  private var plateaus: Claim {
    timed(
      "D7", "The error stands at what the components not yet learned amount to.",
      paper: "0.824, 0.559, 0.386, 0.223, against 0.81, 0.555, 0.375, 0.213 from the norms",
      reason: "within 0.03, 250 iterations before the next rise; the norms that are there tell "
        + "which are missing",
      (1..<rank).map { k in
        let row = small.rise(k + 1).map { $0 - 250 / DynamicsRun.every }
        let isLevel = row.flatMap { row in small.rise(k).map { $0 < row } } ?? false
        let plateau = isLevel ? row : nil
        let rest = plateau.map { missing(at: $0).reduce(0) { $0 + $1 * $1 } } ?? 0
        return Claim.Check(
          "after \(k)", plateau.map { small.errors[$0] }, near: rest.squareRoot(), within: 0.03)
      })
  }

  /// The final norms without those that are there at a row: for each of these the nearest one.
  private func missing(at row: Int) -> [Double] {
    var missing = (1...rank).compactMap { small.final($0) }
    for norm in small.norms.map({ $0[row] }) where norm > Dynamics.learned {
      let nearest = missing.indices.min { abs(missing[$0] - norm) < abs(missing[$1] - norm) }
      if let nearest { missing.remove(at: nearest) }
    }
    return missing
  }

  private var waiting: Claim {
    timed(
      "D9", "Half the initialization waits four times as long for the first rise.",
      paper: "4200 and 1150 iterations, 3.65 times; four in theory",
      reason: "3 to 4.6 times, as the step is not quite constant",
      [
        Claim.Check(
          "ratio of the first rises", quotient(small.riseTime(1), middle.riseTime(1)), atLeast: 3,
          atMost: 4.6)
      ])
  }

  private var firstStep: Claim {
    timed(
      "D10", "At first the constant in the step rule's denominator decides the step.",
      paper: "follows from the authors' code: 0.01 / 1e-6", reason: "within 5 % at iteration 25",
      [middle, small].map {
        Claim.Check("step, init \($0.definition.spread)", $0.steps.first, near: 1e4, within: 500)
      })
  }

  private var lateStep: Claim {
    timed(
      "D11", "In the end the step settles where gradient descent is barely stable.",
      paper: "no number available; about 4000 in the sheet's own runs", reason: "2000 to 8000",
      [middle, small].map {
        Claim.Check(
          "step at the end, init \($0.definition.spread)", $0.steps.last, atLeast: 2e3, atMost: 8e3)
      })
  }
}
