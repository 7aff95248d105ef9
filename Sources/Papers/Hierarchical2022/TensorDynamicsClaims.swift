// The claims about the tensor panel of hierarchical 2022's dynamics (sheet section 7, TF1 to TF5).

import Analysis
import Records

struct TensorDynamicsClaims {
  /// The figure that shows the panel.
  var figure: String
  var run: Run

  private let source = "main dynamics figure, tensor panel"

  private var curves: ComponentCurves { ComponentCurves(run, TensorDynamicsRun.curve) }

  var all: [Claim] { [rank, norms, oneAtATime, timeScale, generalises] }

  private var rank: Claim {
    Claim(
      "TF1", figure: figure, "Exactly five components become large, the target's tensor rank.",
      source: source, paper: "five curves rise to 17 and more, five stay at zero",
      reason: "the fifth norm above 3 at the end, the sixth below 0.05 at every record",
      checks: [
        Claim.Check("fifth at the end", curves.end(5), atLeast: 3),
        Claim.Check("sixth, largest", run.extremes("excess")?.greatest, atMost: 0.05),
      ])
  }

  private var norms: Claim {
    Claim(
      "TF2", figure: figure, "The component norms reached are the target's.", source: source,
      paper: "no number available; within 1.3 % in an independent implementation",
      reason: "each within 4 %",
      checks: curves.overTarget(of: run, 5, "norm", within: 0.04))
  }

  private var oneAtATime: Claim {
    Claim(
      "TF3", figure: figure, "Components are learned one after another.", source: source,
      paper: "visible in the panel",
      reason: "when one passes half of its final norm the next is below 5 % of its own",
      checks: curves.oneAfterAnother(5, atMost: 0.05))
  }

  private var timeScale: Claim {
    Claim(
      "TF4", figure: figure, "The time scale is the published one.", source: source,
      paper: "first rise at 274, fifth at 6172",
      reason: "other seed than the published one, so intervals",
      checks: [
        Claim.Check("first rise", curves.halfway(1), atLeast: 200, atMost: 400),
        Claim.Check("fifth rise", curves.halfway(5), atLeast: 3500, atMost: 9000),
        Claim.Check("loss below 5e-5", curves.firstLoss(below: 5e-5), atMost: 12_000),
      ])
  }

  private var generalises: Claim {
    Claim(
      "TF5", figure: figure, "The solution generalises to the unobserved half.", source: source,
      paper: "low reconstruction error", reason: "relative error over all entries below 0.02",
      checks: [Claim.Check("relative error", run.final("relativeError"), atMost: 0.02)])
  }
}
