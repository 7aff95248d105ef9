// The claims about growth (sheet section 7: MF8, TF6, HTF11, TH1 to TH3).

import Analysis
import Records

struct ExponentsClaims {
  var figure: String
  var panels: [GrowthPanel]
  var library: RunLibrary

  private var narrow: Run { library[HierarchicalDynamicsRun.narrow.id] }

  var all: [Claim] {
    panels.filter { $0.key.hasPrefix("matrix") }.map(matrix)
      + [tensor, hierarchical, euler, conservation, identity]
  }

  private func panel(_ key: String) -> GrowthPanel {
    guard let panel = panels.first(where: { $0.key == key }) else {
      preconditionFailure("there is no panel '\(key)'")
    }
    return panel
  }

  /// Exponent and coefficient of each curve.
  private func checks(_ curves: [GrowthPanel.Curve], of panel: GrowthPanel) -> [Claim.Check] {
    curves.flatMap { curve in
      [
        Claim.Check(
          "\(curve.name): exponent", curve.fit?.exponent, near: panel.exponent, within: 0.03),
        Claim.Check(
          "\(curve.name): coefficient", curve.fit?.coefficient, near: Double(panel.factors),
          within: 0.2),
      ]
    }
  }

  private func law(_ panel: GrowthPanel) -> String {
    "exponent \(canonicalText(of: (panel.exponent * 1000).rounded() / 1000)), coefficient "
      + "\(panel.factors), exact for balanced gradient flow"
  }

  private func matrix(_ panel: GrowthPanel) -> Claim {
    let depth = panel.factors
    let isPublished = depth == 3
    return Claim(
      isPublished ? "MF8" : "MF8-depth\(depth)", figure: figure,
      "At depth \(depth) singular values grow at \(depth) times their size to the power "
        + "2 − 2/\(depth), times their alignment with the gradient.",
      source: "theorem on the dynamics of singular values, as stated in hierarchical 2022",
      paper: law(panel),
      reason: "±0.03 and ±0.2 over sizes 0.1 to 20"
        + (isPublished ? "" : "; this depth is our addition, to the same tolerance"),
      checks: checks(panel.curves, of: panel))
  }

  private var tensor: Claim {
    let panel = panel("tensor-3")
    return Claim(
      "TF6", figure: figure,
      "In the work's tensor problem the two largest component norms grow at 3 times their size to the "
        + "power 2 − 2/3, times their alignment with the gradient.",
      source: "theorem on the dynamics of component norms, as stated in hierarchical 2022",
      paper: law(panel), reason: "±0.03 and ±0.2 over sizes 0.1 to 20",
      checks: checks(panel.curves.filter { $0.name.hasPrefix("no.") }, of: panel))
  }

  private var hierarchical: Claim {
    let (root, node) = (panel("root"), panel("node"))
    func named(_ panel: GrowthPanel, _ place: String) -> [Claim.Check] {
      checks(panel.curves, of: panel).map { check in
        var check = check
        check.name = "\(place), \(check.name)"
        return check
      }
    }
    return Claim(
      "HTF11", figure: figure,
      "Local component norms of three axes grow at 3 times their size to the power 2 − 2/3, times "
        + "their alignment with the gradient, at the root and at the node {1, 2}.",
      source: "main theorem, on the dynamics of local component norms; wording recalled",
      paper: law(root),
      reason: "±0.03 and ±0.2, over sizes 0.03 to 10 at the root from the second component on, and "
        + "0.3 to 10 at {1, 2}; width 128",
      checks: named(root, "root") + named(node, "{1, 2}"))
  }

  private var euler: Claim {
    func spreads(_ run: Run, _ words: String, _ bound: Double) -> [Claim.Check] {
      HierarchicalDynamicsRun.nodes.enumerated().map { index, node in
        Claim.Check(
          "\(words) bits, node {\(node.map(String.init).joined(separator: ", "))}",
          run.extremes("eulerSpread\(index + 1)")?.greatest, atMost: bound)
      }
    }
    return Claim(
      "TH1", figure: figure,
      "The inner products of a local component's vectors with their gradients are all equal.",
      source: "step of the main theorem's proof (Euler's identity for multilinear functions)",
      paper: "an identity",
      reason: "largest spread at any record, as a share of the largest product of norms, over "
        + "components above 0.1: 1e-4 in 32 bits, 1e-10 in 64",
      checks: spreads(narrow, "32", 1e-4)
        + spreads(library[HierarchicalDynamicsRun.precise.id], "64", 1e-10))
  }

  private var conservation: Claim {
    Claim(
      "TH2", figure: figure,
      "The squared norms of a local component's vectors keep their differences.",
      source: "lemma of the main theorem: the unbalancedness magnitude is conserved",
      paper: "conserved by gradient flow",
      reason: "changes below 5 % of the largest squared norm over the run, for the finite step",
      checks: HierarchicalDynamicsRun.nodes.enumerated().map { index, node in
        let drift = narrow.extremes("drift\(index + 1)")?.greatest
        let largest = narrow.extremes("largestSquare\(index + 1)")?.greatest
        return Claim.Check(
          "node {\(node.map(String.init).joined(separator: ", "))}",
          quotient(drift, largest), atMost: 0.05)
      })
  }

  private var identity: Claim {
    func ratio(_ name: String, _ ratios: [Double]) -> Claim.Check {
      Claim.Check(
        name, ratios.isEmpty ? nil : Sample.median(ratios), atLeast: 0.98, atMost: 1.02)
    }
    let root = (2...5).flatMap {
      GrowthColumns.flowRatios(
        of: $0, node: HierarchicalDynamicsRun.root, in: narrow, window: 0.03...10)
    }
    let node = (1...5).flatMap {
      GrowthColumns.flowRatios(of: $0, node: [1, 2], in: narrow, window: 0.3...10)
    }
    let tensor = [1, 2].flatMap {
      GrowthColumns.flowRatios(
        of: $0, in: library[TensorDynamicsRun.growth.id], window: 0.1...20)
    }
    return Claim(
      "TH3", figure: figure,
      "Without balance, too, a component's speed is its squared norm times its alignment times the sum "
        + "of its vectors' inverse squared norms.",
      source: "the main theorem's proof, without its assumption", paper: "an identity",
      reason: "median ratio over the fitted points, 0.98 to 1.02, for the finite step",
      checks: [ratio("root", root), ratio("{1, 2}", node), ratio("tensor", tensor)])
  }
}
