// The claims about the matrix panel of hierarchical 2022's dynamics (sheet section 7, MF1 to MF7).

import Analysis
import Records

struct MatrixDynamicsClaims {
  /// The figure that shows the panel.
  var figure: String
  var run: Run

  private let source = "main dynamics figure, matrix panel"

  private var trace: Table { run.trace(replicate: 1) }

  private func curve(_ index: Int) -> [Double] { trace[numbers: "singularValue[\(index)]"] }

  private func iteration(_ row: Int?) -> Double? { row.map { trace[numbers: "iteration"][$0] } }

  var all: [Claim] {
    [rank, spectrum, oneAtATime, steep, timeScale, generalises, effectiveRank]
  }

  private var rank: Claim {
    Claim(
      "MF1", figure: figure, "Exactly five singular values become large, the target's rank.",
      source: source, paper: "five curves rise to 20 and more, five stay at zero",
      reason: "the fifth above 5 at the end, the sixth below 0.05 at every record",
      checks: [
        Claim.Check("fifth at the end", curve(5).last, atLeast: 5),
        Claim.Check("sixth, largest", run.extremes("sixth")?.greatest, atMost: 0.05),
      ])
  }

  private var spectrum: Claim {
    Claim(
      "MF2", figure: figure, "The singular values reached are the target's.", source: source,
      paper: "the squares of the final values sum to 64.2², the target's norm is 64",
      reason: "each within 3 %",
      checks: (1...5).map { index in
        let target = run.extremes("target\(index)")?.least
        let ratio = curve(index).last.flatMap { end in target.map { end / $0 } }
        return Claim.Check(
          "singular value \(index) over the target's", ratio, near: 1, within: 0.03)
      })
  }

  private var oneAtATime: Claim {
    Claim(
      "MF3", figure: figure, "Singular values are learned one after another.", source: source,
      paper: "visible in the panel",
      reason: "when one passes half of its final value the next is below 5 % of its own",
      checks: (1...4).map { index in
        let next = curve(index + 1)
        let share = Rise(of: curve(index)).flatMap { rise in next.last.map { next[rise.half] / $0 }
        }
        return Claim.Check("next after \(index)", share, atMost: 0.05)
      })
  }

  private var steep: Claim {
    let rises = (1...5).map { Rise(of: curve($0)) }
    let widths = rises.enumerated().map { index, rise in
      let width = rise.flatMap { rise in
        iteration(rise.nineTenths).flatMap { end in iteration(rise.tenth).map { end - $0 } }
      }
      return Claim.Check("10 to 90 % of curve \(index + 1)", width, atLeast: 100, atMost: 600)
    }
    let gaps = zip(rises, rises.dropFirst()).enumerated().map { index, pair in
      let gap = iteration(pair.1?.half).flatMap { later in
        iteration(pair.0?.half).map { later - $0 }
      }
      return Claim.Check("wait between \(index + 1) and \(index + 2)", gap, atLeast: 300)
    }
    return Claim(
      "MF4", figure: figure, "Rises are steep, waits between them long.", source: source,
      paper: "rises of 217 to 309 iterations; smallest wait 644",
      reason: "widths of 100 to 600 iterations, waits of at least 300", checks: widths + gaps)
  }

  private var timeScale: Claim {
    let firstGood = trace[numbers: "loss"].firstIndex { $0 < 5e-5 }
    return Claim(
      "MF5", figure: figure, "The time scale is the published one.", source: source,
      paper: "first rise at 265, fifth at 4551",
      reason: "other seed than the published one, so intervals",
      checks: [
        Claim.Check("first rise", iteration(Rise(of: curve(1))?.half), atLeast: 200, atMost: 400),
        Claim.Check("fifth rise", iteration(Rise(of: curve(5))?.half), atLeast: 3000, atMost: 6500),
        Claim.Check("loss below 5e-5", iteration(firstGood), atMost: 8000),
      ])
  }

  private var generalises: Claim {
    Claim(
      "MF6", figure: figure, "The solution generalises to the unobserved half.", source: source,
      paper: "low reconstruction error", reason: "relative error over all entries below 0.03",
      checks: [Claim.Check("relative error", run.final("relativeError"), atMost: 0.03)])
  }

  private var effectiveRank: Claim {
    Claim(
      "MF7", figure: figure, "The effective rank ends near five.", source: source,
      paper: "no number available; 4.83 to 4.95 in the sheet's own runs", reason: "4.3 to 5.1",
      checks: [
        Claim.Check("effective rank", run.final("effectiveRank"), atLeast: 4.3, atMost: 5.1)
      ])
  }
}
