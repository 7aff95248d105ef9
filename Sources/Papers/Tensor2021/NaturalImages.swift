// Tensor 2021, Figure 4: how well digits and garments are fitted by sums of few products over their pixels,
// and what is left of it when images or labels are random (sheet sections 5.7 and 6).
//
// Claim: tensor rank tells natural data from noise. Cost: at the published size 900 runs of two to three
// minutes of one core each; in the standard preset 24 runs, about two minutes of one core.

import Analysis
import Plotting
import Records

enum NaturalImages {
  static let id = "tensor2021-fig4"

  static func figure(_ images: PublishedSets) -> FigureDefinition {
    FigureDefinition(
      id: id, work: .tensor2021, title: "Tensor rank as a measure of complexity",
      source: "Figure 4", caption: caption(images),
      alternative: """
        Two panels. The training error of the original data lies far below the line of the variance at \
        every rank, its test error not much higher. With random images or labels training errors begin \
        at the line and test errors stay above it.
        """,
      runs: { NaturalStudy($0, images).planned },
      analyse: { library, preset in
        let study = NaturalStudy(preset, images)
        let results = study.sets.map { NaturalResults($0, of: study, in: library) }
        return Findings(
          table: results.table, quantities: quantities(study, results),
          claims: NaturalClaims(figure: id, preset: preset, study: study, results: results).all)
      },
      picture: { table, _ in
        let picture = NaturalPicture(table: table)
        return Figure(
          id: id,
          panels: [
            picture.panel(.mnist), NaturalPicture.legend(width: 150), picture.panel(.fashionMNIST),
          ], columnGap: 65)
      })
  }

  private static func caption(_ images: PublishedSets) -> String {
    """
    Mean error of sums of products over binarised pixels against the number of products, the tensor \
    rank; points and bars are means and standard deviations over \
    {{value tensor2021-fig4 classes d}} one-versus-all tasks, the line is the variance of the labels. \
    \(sources(images, figure: id)) Each task has {{value tensor2021-fig4 train d}} training and \
    {{value tensor2021-fig4 test d}} test images and {{value tensor2021-fig4 epochs d}} epochs. The \
    published size is all 60 000 and 10 000 images, 10 000 epochs and every rank from 1 to 15: that of \
    the paper preset.
    """
  }

  /// Where the images of some sets come from. How many sets had a content that only their user's manifest
  /// vouches for is counted when the runs are made.
  static func sources(
    of sets: [PublishedImages] = PublishedImages.allCases, _ images: PublishedSets, figure: String
  ) -> String {
    let (read, drawn) = (sets.filter(images.contains), sets.filter { !images.contains($0) })
    var sentences: [String] = []
    if !read.isEmpty {
      let names = read.map(\.title).joined(separator: " and ")
      sentences.append(
        "The images of \(names) were read from files; of these sets {{value \(figure) other-content d}} "
          + "had other content than the published one.")
    }
    if !drawn.isEmpty {
      let names = drawn.map(\.title).joined(separator: " and ")
      sentences.append(
        "Drawn \(drawn.map(\.objects).joined(separator: " and ")) stand in for \(names): absolute values "
          + "belong to these drawings, not to the published images.")
    }
    return sentences.joined(separator: " ")
  }

  /// How many of the sets that were read from files are not official; nothing where all are drawn.
  static func otherContent(
    _ sets: [(set: NaturalSet, images: ImageProvenance)]
  ) -> [String: Quantity] {
    guard sets.contains(where: \.set.isPublished) else { return [:] }
    let count = sets.count { $0.images == .declared }
    return ["other-content": Quantity(Double(count), "sets read from files of other content")]
  }

  private static func quantities(
    _ study: NaturalStudy, _ results: [NaturalResults]
  ) -> [String: Quantity] {
    var quantities = [
      "classes": Quantity(Double(study.classes), "one-versus-all tasks for each point"),
      "train": Quantity(Double(study.train), "training images"),
      "test": Quantity(Double(study.test), "test images"),
      "epochs": Quantity(Double(study.epochs), "epochs, at most"),
    ]
    quantities.merge(otherContent(results.map { ($0.set, $0.images) })) { first, _ in first }
    for results in results {
      let panel = results.set.name.objects
      if let point = results.point(.original, rank: 1) {
        quantities["\(panel)-original-train"] = Quantity(
          Spread(point.train).mean, "training error at rank 1, \(panel)")
        quantities["\(panel)-original-test"] = Quantity(
          Spread(point.test).mean, "test error at rank 1, \(panel)")
      }
      quantities["\(panel)-random-images-train"] = results.point(.randomImages, rank: 1).map {
        Quantity(Spread($0.train).mean, "training error at rank 1, random images, \(panel)")
      }
    }
    return quantities
  }
}
