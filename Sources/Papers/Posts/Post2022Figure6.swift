// The 2022 post's Figure 6: accuracy of a ResNet against range, without and with regularization (locality
// sheet 7.4). The runs are those of hierarchical2022-locality.

import Analysis
import Plotting
import Records

enum Post2022Figure6 {
  static let id = "post2022-fig6"

  static let figure = FigureDefinition(
    id: id, work: .posts, title: "Regularization counters locality", source: "2022 post, Figure 6",
    caption: """
      Test accuracy of a ResNet against the range of the dependence, without regularization and with the \
      largest coefficient, from the runs of [](figure:hierarchical2022-locality). The post shows Pathfinder with \
      ResNet18 and paths of three to nine dashes, as in the paper preset; elsewhere it is the reduced Pathfinder \
      with its shorter paths.
      """,
    alternative: """
      Two curves that begin together. The one without regularization falls to chance, the one with it \
      stays far above.
      """,
    runs: { LocalityStudy.pathfinder($0).planned },
    analyse: { library, preset in
      let results = LocalityResults(.pathfinder(preset), in: library)
      return Findings(
        table: .locality([results]), quantities: [:], claims: [claim(results, preset)])
    },
    picture: { table, preset in picture(table, preset) })

  private static func claim(_ results: LocalityResults, _ preset: Preset) -> Claim {
    let statement =
      "At the largest range a ResNet is at chance, and the regularizer lifts it far above."
    let source = "2022 post, Figure 6"
    let paper = "50.4 % without, 85.5 % with regularization, on Pathfinder"
    guard preset != .quick else {
      return Claim(
        "P1", figure: id, statement, source: source, paper: paper,
        notTestable: "a few epochs of one seed say nothing about it: make figures")
    }
    let (plain, regularized) = (
      results[results.far, 0].test?.mean, results[results.far, results.strongest].test?.mean
    )
    let gain = difference(regularized, plain)
    return Claim(
      "P1", figure: id, statement, source: source, paper: paper,
      reason: preset == .paper
        ? "the bounds of hierarchical2022-locality"
        : "the bounds of the reduced Is Same Class",
      checks: [
        Claim.Check("without", plain, atMost: preset == .paper ? 53 : 56),
        Claim.Check("gained", gain, atLeast: preset == .paper ? 30 : 18),
      ])
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    let picture = LocalityPicture(table: table)
    var series = picture.series(.pathfinder)
    series = [series[0], series[series.count - 1]]
    series[0].label = "without reg"
    series[1].label = "with reg"
    series[1].shape = .circle
    return Figure(
      id: id,
      panels: [
        Panel(
          size: LocalityPicture.size,
          x: picture.axis(.pathfinder, "average dependence distance"),
          y: LocalityPicture.accuracies(
            .pathfinder, isPublished: preset == .paper, label: "ResNet\ntest accuracy (%)"),
          marks: picture.marks(.pathfinder, series),
          legend: Legend(.lowerLeft, series.map(\.entry)), style: LocalityPicture.style)
      ])
  }
}
