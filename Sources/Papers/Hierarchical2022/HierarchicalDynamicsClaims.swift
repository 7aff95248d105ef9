// The claims about the hierarchical panel of hierarchical 2022's dynamics (sheet section 7, HTF1 to HTF5
// and HTF10): the local components at the root.

import Analysis
import Records

struct HierarchicalDynamicsClaims {
  /// The figure that shows the panel.
  var figure: String
  var run: Run
  var preset: Preset

  private let source = "main dynamics figure, hierarchical panel"

  private var curves: ComponentCurves {
    ComponentCurves(run, HierarchicalDynamicsRun.curve(HierarchicalDynamicsRun.root))
  }

  private var large: Double? {
    run.final(
      Observable("localComponentsAbovePercent", modes: HierarchicalDynamicsRun.root, 1).rawValue)
  }

  /// Said of what the width may decide.
  private var widthNote: String {
    preset == .quick
      ? "At a quarter of the work's width; the standard preset tests the work's." : ""
  }

  var all: [Claim] { [deadPhase, few, five, incremental, overshoot, generalises] }

  private var deadPhase: Claim {
    let start = curves.firstLoss(below: 0.95 * (curves.losses.first ?? 0))
    let isPublished = preset != .quick
    return Claim(
      "HTF1", figure: figure, "For thousands of iterations nothing happens, then learning starts.",
      source: source, paper: "all curves at zero before iteration 10 000, first rise at 10 200",
      reason: isPublished
        ? "the loss stays above 95 % of its first value until iteration 8000 to 14 000; other seed "
          + "than the published one"
        : "the same until iteration 25 000 to 60 000: at width 128 it was 37 000 in the one "
          + "independent run there is, with another target",
      checks: [
        isPublished
          ? Claim.Check("start", start, atLeast: 8000, atMost: 14_000)
          : Claim.Check("start", start, atLeast: 25_000, atMost: 60_000)
      ])
  }

  private var few: Claim {
    Claim(
      "HTF2", figure: figure, "No more local components become large than the target has.",
      source: source, paper: "curves six to ten never above 0.1",
      reason: "at most five norms above 1 % of the largest at the end, the sixth below 0.05 at "
        + "every record",
      note: widthNote,
      checks: [
        Claim.Check("norms above 1 %", large, atMost: 5),
        Claim.Check("sixth, largest", run.extremes("excess")?.greatest, atMost: 0.05),
      ])
  }

  private var five: Claim {
    Claim(
      "HTF3", figure: figure,
      "Where the target needs all five components for the tolerance, all five appear.",
      source: source, paper: "five curves",
      reason: "exactly five norms above 1 % of the largest at the end; the target is drawn with a "
        + "fifth singular value of at least 1",
      note: widthNote,
      checks: [Claim.Check("norms above 1 %", large, near: 5, within: 0)])
  }

  private var incremental: Claim {
    Claim(
      "HTF4", figure: figure, "Local components are learned one after another.", source: source,
      paper: "visible in the panel",
      reason: "when one passes half of its final norm the next is below 15 % of its own",
      note: widthNote,
      checks: curves.oneAfterAnother(5, atMost: 0.15))
  }

  private var overshoot: Claim {
    let highest = curves.highest(1)
    let ratio = quotient(highest, curves.end(1))
    return Claim(
      "HTF5", figure: figure,
      "The first component overshoots: it loses weight when others appear.", source: source,
      paper: "largest value 15.1, 1.60 times the final one",
      reason: "more than 1.2 times the final norm; a largest value of 12 to 20, since the target "
        + "is another",
      checks: [
        Claim.Check("largest over final", ratio, atLeast: 1.2),
        Claim.Check("largest", highest, atLeast: 12, atMost: 20),
      ])
  }

  private var generalises: Claim {
    Claim(
      "HTF10", figure: figure, "The solution generalises to the unobserved half.", source: source,
      paper: "low reconstruction error",
      reason: "relative error over all entries below 0.02 once the loss is below 5e-5",
      checks: [
        Claim.Check("relative error", run.final("relativeError"), atMost: 0.02),
        Claim.Check("loss", run.final("loss"), atMost: 5e-5),
      ])
  }
}
