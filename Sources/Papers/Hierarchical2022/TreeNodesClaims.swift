// The claims about nodes and matricizations (sheet section 7, HTF6 to HTF9, and the rank bounds TH4).

import Analysis
import Records

struct TreeNodesClaims {
  var figure: String
  var run: Run
  /// The local component norms at the root.
  var root: ComponentCurves
  /// The singular values with rows {1, 2} and with rows {1, 3}.
  var spectra: [ComponentCurves]

  private let source = "supplementary dynamics figure"
  private let own = "no picture was available; from an independent implementation"

  private var trace: Table { run.trace(replicate: 1) }

  /// The effective rank of a matricization at the end.
  func effectiveRank(_ modes: [Int]) -> Double? {
    run.final(Observable("matricizationEffectiveRank", modes: modes).rawValue)
  }

  var all: [Claim] { [nodes, low, high, early, together, bounds] }

  private var nodes: Claim {
    Claim(
      "HTF6", figure: figure,
      "Below the root, too, only a handful of local components become large.", source: source,
      paper: own + ": five to seven",
      reason: "at most eight norms above 1 % of the node's largest at the end",
      checks: [[1, 2], [3, 4]].map { node in
        Claim.Check(
          "norms above 1 % at {\(node[0]), \(node[1])}",
          run.final(Observable("localComponentsAbovePercent", modes: node, 1).rawValue), atMost: 8)
      })
  }

  private var low: Claim {
    let target = run.extremes("targetRank")?.least
    let distance = difference(effectiveRank([1, 2]), target).map { abs($0) }
    return Claim(
      "HTF7", figure: figure,
      "The matricization of a node of the tree gets the target's low rank.", source: source,
      paper: own + ": the target's singular values within 2 %",
      reason: "the effective rank within 0.2 of the target's and at most 5; each of the five "
        + "singular values within 3 % of the target's or within 0.15",
      checks: [
        Claim.Check("effective rank, distance from the target's", distance, atMost: 0.2),
        Claim.Check("effective rank", effectiveRank([1, 2]), atMost: 5),
      ]
        + (1...5).map { number in
          let target = run.extremes("target\(number)")?.least ?? 0
          return Claim.Check(
            "singular value \(number)", spectra[0].end(number), near: target,
            within: max(0.03 * target, 0.15))
        })
  }

  private var high: Claim {
    let ratio = quotient(effectiveRank([1, 3]), effectiveRank([1, 2]))
    return Claim(
      "HTF8", figure: figure, "A matricization that is none of the tree's stays of high rank.",
      source: source, paper: own + ": effective ranks of 14.1 and 13.0 against 3.45 and 2.6",
      reason: "at least 2.5 times the effective rank of the tree's matricization at the end",
      checks: [Claim.Check("ratio of effective ranks", ratio, atLeast: 2.5)])
  }

  /// While the node's matricization has rank one, at a loss below 0.3 of the first.
  private var early: Claim {
    let statement = "It is of high rank even while the tree's matricization has rank one."
    let paper = own + ": 10.9 and 11.2"
    let ranks = trace[numbers: Observable("matricizationEffectiveRank", modes: [1, 3]).rawValue]
    let first = root.losses.first ?? 0
    let rows = ranks.indices.filter { row in
      root.losses[row] < 0.3 * first && spectra[0][2][row] < 0.01 * spectra[0][1][row]
    }
    guard let least = rows.map({ ranks[$0] }).min() else {
      return Claim(
        "HTF8-early", figure: figure, statement, source: source, paper: paper,
        notTestable: "asks for a record with a loss below 0.3 of the first and a second singular "
          + "value below 1 % of the first; with this target the best tensor of rank one leaves more"
      )
    }
    return Claim(
      "HTF8-early", figure: figure, statement, source: source, paper: paper,
      reason: "an effective rank above 4 wherever the loss is below 0.3 of the first and the "
        + "second singular value below 1 % of the first",
      checks: [Claim.Check("effective rank, least", least, atLeast: 4)])
  }

  private var together: Claim {
    let length = root.iterations.last ?? 1
    return Claim(
      "HTF9", figure: figure,
      "The matricization's singular values rise when the root's components do.", source: source,
      paper: own,
      reason: "they pass half of their final values within 5 % of the run's length of each other",
      checks: (1...3).map { number in
        let distance = difference(root.halfway(number), spectra[0].halfway(number))
          .map { abs($0) / length }
        return Claim.Check("distance of rises \(number)", distance, atMost: 0.05)
      })
  }

  private var bounds: Claim {
    Claim(
      "TH4", figure: figure,
      "The matricization of a node has at most as high a rank as the smaller of the numbers of local "
        + "components at the node and at its parent.",
      source: "definition of hierarchical tensor rank", paper: "an inequality",
      reason: "small factorizations with random weights over several trees; the largest rank over "
        + "its bound, singular values up to 1e-5 of the first counting as zero",
      checks: CircuitIdentities.evaluate().map {
        Claim.Check("\($0.name): excess", Double($0.rankExcess), atMost: 0)
      })
  }
}
