// The table of analogies as rows of cells, the plots among them.

import Plotting
import Records

struct AnalogyPicture {
  var table: Table

  private static let width = 178.0
  private static let side = 88.0

  func figure(id: String) -> Figure {
    let plots = [ComponentPanel.matrix, .tensor, .hierarchical].enumerated().map { index, panel in
      var panel = panel
      panel.title = nil
      panel.size = Size(width: Self.width, height: 100)
      return panel.panel(index + 1, of: table)
    }
    return Figure(
      id: id,
      rows: [
        row("", ["**MF**", "**TF**", "**HTF**"], height: 22),
        row(
          "Quantity", ["singular values", "component norms", "local component norms"],
          height: 28),
        row("Dynamics", [law("M", "L"), law("T", "N"), law("H", "K")], height: 40),
        Figure.Row([cell("Experiment", width: Self.side, height: 100, ruled: false)] + plots),
        row(
          "Incremental\nlearning\nminimizes", ["rank", "tensor rank", "hierarchical tensor rank"],
          height: 46),
      ], columnGap: 12, rowGap: 6)
  }

  /// The growth of component r in one factorization.
  private func law(_ factorization: String, _ exponent: String) -> RichText {
    let size = "//σ//_{\(factorization)}^{(r)}(//t//)"
    return RichText("d\(size)/d//t//  ∝  \(size)^{2−2/\(exponent)}")
  }

  private func row(_ name: RichText, _ cells: [RichText], height: Double) -> Figure.Row {
    Figure.Row(
      [cell(name, width: Self.side, height: height)]
        + cells.map { cell($0, width: Self.width, height: height) })
  }

  /// Words in the middle of a box, with a rule below where no plot stands beside it.
  private func cell(
    _ words: RichText, width: Double, height: Double, ruled: Bool = true
  ) -> Panel {
    var drawing = Drawing()
    drawing.text(words, at: Point(width / 2, height / 2), size: 11)
    if ruled {
      drawing.polyline(
        [Point(0, height), Point(width, height)], Stroke(.gray(0.6), width: 0.8))
    }
    return Panel(size: Size(width: width, height: height), drawing: drawing)
  }
}
