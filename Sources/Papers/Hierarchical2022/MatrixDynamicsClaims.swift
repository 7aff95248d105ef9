// The claims about the matrix panel of hierarchical 2022's dynamics (sheet section 7, MF1 to MF7).

import Analysis
import Records

struct MatrixDynamicsClaims {
  /// The figure that shows the panel.
  var figure: String
  var run: Run

  private let source = "main dynamics figure, matrix panel"

  private var curves: ComponentCurves { ComponentCurves(run, MatrixDynamicsRun.curve) }

  var all: [Claim] {
    [rank, spectrum, oneAtATime, steep, timeScale, generalises, effectiveRank]
  }

  private var rank: Claim {
    Claim(
      "MF1", figure: figure, "Exactly five singular values become large, the target's rank.",
      source: source, paper: "five curves rise to 20 and more, five stay at zero",
      reason: "the fifth above 5 at the end, the sixth below 0.05 at every record",
      checks: [
        Claim.Check("fifth at the end", curves.end(5), atLeast: 5),
        Claim.Check("sixth, largest", run.extremes("excess")?.greatest, atMost: 0.05),
      ])
  }

  private var spectrum: Claim {
    Claim(
      "MF2", figure: figure, "The singular values reached are the target's.", source: source,
      paper: "the squares of the final values sum to 64.2², the target's norm is 64",
      reason: "each within 3 %",
      checks: curves.overTarget(of: run, 5, "singular value", within: 0.03))
  }

  private var oneAtATime: Claim {
    Claim(
      "MF3", figure: figure, "Singular values are learned one after another.", source: source,
      paper: "visible in the panel",
      reason: "when one passes half of its final value the next is below 5 % of its own",
      checks: curves.oneAfterAnother(5, atMost: 0.05))
  }

  private var steep: Claim {
    let widths = (1...5).map { number in
      Claim.Check(
        "10 to 90 % of curve \(number)", curves.width(number), atLeast: 100, atMost: 600)
    }
    let waits = (1...4).map { number in
      let wait = difference(curves.halfway(number + 1), curves.halfway(number))
      return Claim.Check("wait between \(number) and \(number + 1)", wait, atLeast: 300)
    }
    return Claim(
      "MF4", figure: figure, "Rises are steep, waits between them long.", source: source,
      paper: "rises of 217 to 309 iterations; smallest wait 644",
      reason: "widths of 100 to 600 iterations, waits of at least 300", checks: widths + waits)
  }

  private var timeScale: Claim {
    Claim(
      "MF5", figure: figure, "The time scale is the published one.", source: source,
      paper: "first rise at 265, fifth at 4551",
      reason: "other seed than the published one, so intervals",
      checks: [
        Claim.Check("first rise", curves.halfway(1), atLeast: 200, atMost: 400),
        Claim.Check("fifth rise", curves.halfway(5), atLeast: 3000, atMost: 6500),
        Claim.Check("loss below 5e-5", curves.firstLoss(below: 5e-5), atMost: 8000),
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
      paper: "no number available; 4.83 to 4.95 in an independent implementation",
      reason: "4.3 to 5.1",
      checks: [
        Claim.Check("effective rank", run.final("effectiveRank"), atLeast: 4.3, atMost: 5.1)
      ])
  }
}
