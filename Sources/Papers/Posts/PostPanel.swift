// What the 2022 post's three single panels of the dynamics share (sheet 5.2).

import Analysis
import Plotting
import Records

struct PostPanel {
  var figure: String
  var curves: ComponentCurves

  /// The panel's numbers and its one claim.
  ///
  /// - Parameter share: what share of its own final value the next curve may have when one passes half
  ///   of its own.
  func findings(_ statement: String, share: Double) -> Findings {
    var quantities: [String: Quantity] = [:]
    for number in [1, 5] {
      quantities["rise-\(number)"] = curves.halfway(number).map {
        Quantity(
          $0, unit: "iterations", "when curve \(number) passes half of its final value")
      }
    }
    let rest = curves.end(6).flatMap { sixth in curves.end(1).map { sixth / $0 } }
    return Findings(
      table: ComponentPanel.table([curves.afterDeadPhase()]), quantities: quantities,
      claims: [
        Claim(
          "P1", figure: figure, statement, source: "caption of the post's figure",
          paper: "five curves rise one after another, five stay at zero",
          reason: "bounds of the dynamics figure on the next curve at half height of one; the "
            + "sixth ends below 1 % of the first",
          checks: [
            Claim.Check("largest share of the next", curves.largestShareOfNext(5), atMost: share),
            Claim.Check("sixth over first", rest, atMost: 0.01),
          ])
      ])
  }

  static func picture(_ table: Table, id: String, _ panel: ComponentPanel) -> Figure {
    Figure(id: id, panels: [panel.panel(1, of: table)])
  }
}
