// The 2021 post's Figure 5: the Fashion-MNIST panel of tensor 2021's Figure 4 with its legend (sheet 5.7).
// The runs are that figure's.

import Analysis
import Plotting
import Records

enum Post2021Figure5 {
  static let id = "post2021-fig5"

  static func figure(_ images: PublishedSets) -> FigureDefinition {
    FigureDefinition(
      id: id, work: .posts, title: "Natural data are of low complexity, random data are not",
      source: "2021 post, Figure 5",
      caption: """
        The right panel of Figure 4 of the work: mean error over one-versus-all tasks against tensor rank, \
        for garments as they are, with random images, and with random labels. \
        \(NaturalImages.sources(of: [.fashionMNIST], images, figure: id))
        """,
      alternative: """
        The training error of the original data is low from rank one on, its test error a little higher; \
        errors on random images and random labels lie around the line of the variance.
        """,
      runs: { study($0, images).planned },
      analyse: { library, preset in
        let study = study(preset, images)
        let results = [NaturalResults(study.sets[0], of: study, in: library)]
        return Findings(
          table: results.table,
          quantities: NaturalImages.otherContent(results.map { ($0.set, $0.images) }),
          claims: NaturalClaims(figure: id, preset: preset, study: study, results: results).main)
      },
      picture: { table, _ in
        Figure(
          id: id,
          panels: [
            NaturalPicture(table: table).panel(.fashionMNIST), NaturalPicture.legend(width: 150),
          ], columnGap: 30)
      })
  }

  private static func study(_ preset: Preset, _ images: PublishedSets) -> NaturalStudy {
    var study = NaturalStudy(preset, images)
    study.sets.removeAll { $0.name != .fashionMNIST }
    return study
  }
}
