// Hierarchical 2022: what short-range and long-range dependencies are (locality sheet 7.4).
//
// Claims: none. Cost: none.

import Analysis
import Plotting
import Records

enum HierarchicalRange {
  static let id = "hierarchical2022-range"

  static let figure = FigureDefinition(
    id: id, work: .hierarchical2022, kind: .illustration,
    title: "Short-range and long-range dependencies",
    source: "illustration of the notion; the post's Figure 5",
    caption: """
      What a picture shows at one place may depend on what it shows next to it, or far away. Low \
      hierarchical rank means weak dependencies between the modes below a node and the rest; where the tree \
      groups neighbouring pixels, these are dependencies at long range. Our own schematic.
      """,
    alternative: """
      A pale drawing of a road between trees, with a car. Two adjacent brown squares are joined by a short \
      arrow with two heads under the words short-range dependencies; two blue squares far apart by a \
      long one above the words long-range dependencies.
      """,
    runs: { _ in [] }, analyse: { _, _ in DependencyRange.findings },
    picture: { table, _ in DependencyRange.figure(table, id: id) })
}
