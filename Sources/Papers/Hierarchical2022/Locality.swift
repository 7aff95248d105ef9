// Hierarchical 2022's experiment on convolutional networks: test accuracy against the range of the dependence
// that a task asks for, with and without a regularizer of high rank (locality sheet 7.1 to 7.3, 7.5).
//
// Claim: networks fail at long range for want of a bias, not of expressive power. Cost: at the published
// size 135 runs of 28 to 214 hours each at 10¹¹ operations a second; in the standard preset 42 runs, about
// thirteen core-minutes.

import Analysis
import Plotting
import Records

enum Locality {
  static let id = "hierarchical2022-locality"

  static func figure(_ network: LocalityNetwork) -> FigureDefinition {
    let isMain = network == .resNet18
    let id = isMain ? id : "\(id)34"
    return FigureDefinition(
      id: id, work: .hierarchical2022,
      title: isMain ? "Countering locality" : "Countering locality, ResNet34",
      source: isMain ? "figure on convolutional networks" : "appendix (recalled)",
      caption: isMain ? caption : caption34,
      alternative: """
        Test accuracy against range. Without regularization it falls to chance, with the largest coefficient \
        it stays far above at every range.
        """,
      paperOnly: isMain
        ? nil : "its 135 runs take 58 to 214 hours each on one core",
      runs: { preset in
        studies(network, preset).flatMap(\.planned) + control(network, preset)
          + MarkerDistance.runs(preset)
      },
      analyse: { findings(network, id, $0, $1) },
      picture: { table, preset in picture(table, preset, network, id) })
  }

  /// The studies of a network in a preset.
  static func studies(_ network: LocalityNetwork, _ preset: Preset) -> [LocalityStudy] {
    guard network == .resNet18 else { return [.sameClass(network), .pathfinder(network)] }
    return [.sameClass(preset), .pathfinder(preset)]
  }

  private static func control(_ network: LocalityNetwork, _ preset: Preset) -> [PlannedRun] {
    network == .resNet18 && preset == .standard ? LocalityStudy.sameClassControl.planned : []
  }

  private static let caption = """
    Left: test accuracy after the last epoch on Is Same Class, against the distance between the two images, \
    for each coefficient of the regularizer; points and bars are means and standard deviations over seeds. \
    Right: Pathfinder, against the length of the path. The published experiment trains ResNet18 on CIFAR-10 \
    and on ten thousand images of dashed paths; that is the paper preset. Here the left panel \
    has {{value hierarchical2022-locality seeds d}} seed(s), {{value hierarchical2022-locality train d}} \
    training pairs and at most {{value hierarchical2022-locality epochs d}} epochs. Outside the \
    paper preset it is our reduction: a network of one block a stage, a quarter of the geometry, and \
    drawn gratings in place of CIFAR-10 even where CIFAR-10 is at hand, because that takes the published \
    size. The right panel is reduced as well, to paths of three and five dashes on 64 × 64 pixels, \
    {{value hierarchical2022-locality paths-train d}} training images, at most \
    {{value hierarchical2022-locality paths-epochs d}} epochs and one seed. What the distance of the two dots \
    tells by itself, of the same images, is a baseline of ours. That there are five seeds at the published size \
    is recalled, and so is the panels' place in the work.
    """

  private static let caption34 = """
    As [](figure:hierarchical2022-locality), with ResNet34. That the work's appendix has these panels is \
    recalled; its numbers were not available, so the claim is the ordering.
    """

  private static func findings(
    _ network: LocalityNetwork, _ id: String, _ library: RunLibrary, _ preset: Preset
  ) -> Findings {
    let results = studies(network, preset).map { LocalityResults($0, in: library) }
    let rule = MarkerDistance(preset, in: library)
    let isMain = network == .resNet18
    let control =
      isMain && preset == .standard ? LocalityResults(.sameClassControl, in: library) : nil
    let published = LocalityClaims(figure: id, preset: preset, results: results, rule: rule)
    let reduced =
      ReducedLocalityClaims(figure: id, preset: preset, results: results[0], control: control).all
      + ReducedPathfinderClaims(figure: id, preset: preset, results: results[1]).all
    return Findings(
      table: .locality(results),
      quantities: isMain ? quantities(results, rule) : [:],
      claims: isMain
        ? published.all + (preset == .paper ? [] : reduced) : [published.ordering])
  }

  private typealias Accuracies = [(key: String, value: Double?, meaning: String)]

  private static func quantities(
    _ results: [LocalityResults], _ rule: MarkerDistance
  ) -> [String: Quantity] {
    let (pairs, paths) = (results[0].study, results[1].study)
    var quantities = [
      "seeds": Quantity(Double(pairs.seeds), "seeds of each point"),
      "train": Quantity(Double(pairs.counts.train), "training pairs"),
      "epochs": Quantity(Double(pairs.stopping.epochs), "epochs, at most"),
      "far": Quantity(Double(results[0].far), unit: "pixels", "the largest distance"),
      "paths-train": Quantity(Double(paths.counts.train), "training images of Pathfinder"),
      "paths-epochs": Quantity(Double(paths.stopping.epochs), "epochs of Pathfinder, at most"),
    ]
    let rules: Accuracies = [
      ("rule-short", rule[3], "test accuracy of the rule on distances, paths of 3 dashes"),
      ("rule-long", rule[9], "test accuracy of the rule on distances, paths of 9 dashes"),
    ]
    for (key, value, meaning) in sameClass(results[0]) + pathfinder(results[1]) + rules {
      quantities[key] = value.map { Quantity($0, unit: "%", meaning) }
    }
    return quantities
  }

  private static func sameClass(_ results: LocalityResults) -> Accuracies {
    let (far, near, strongest) = (results.far, results.near, results.strongest)
    let (plain, strong) = (results[far, 0], results[far, strongest])
    let nearStrong = results[near, strongest].test?.mean
    return [
      ("plain-near", results[near, 0].test?.mean, "test accuracy, smallest distance, plain"),
      ("plain-far", plain.test?.mean, "test accuracy, largest distance, plain"),
      ("plain-far-train", plain.train?.mean, "training accuracy, largest distance, plain"),
      ("regularized-near", nearStrong, "test accuracy, smallest distance, regularized"),
      ("regularized-far", strong.test?.mean, "test accuracy, largest distance, regularized"),
    ]
  }

  private static func pathfinder(_ results: LocalityResults) -> Accuracies {
    let (near, far, strongest) = (results.near, results.far, results.strongest)
    let (plain, strong) = (results[far, 0], results[far, strongest])
    let nearStrong = results[near, strongest].test?.mean
    return [
      ("paths-short-plain", results[near, 0].test?.mean, "test accuracy, shortest paths, plain"),
      ("paths-short-regularized", nearStrong, "test accuracy, shortest paths, regularized"),
      ("paths-long-plain", plain.test?.mean, "test accuracy, longest paths, plain"),
      ("paths-long-plain-train", plain.train?.mean, "training accuracy, longest paths, plain"),
      ("paths-long-regularized", strong.test?.mean, "test accuracy, longest paths, regularized"),
      ("paths-long-rule", plain.rule, "test accuracy of the rule on distances, longest paths"),
    ]
  }

  private static func picture(
    _ table: Table, _ preset: Preset, _ network: LocalityNetwork, _ id: String
  ) -> Figure {
    let picture = LocalityPicture(table: table)
    let isPublished = preset == .paper
    let name = isPublished ? network.title : LocalityNetwork.small.title
    return Figure(
      id: id,
      panels: [
        picture.panel(
          .sameClass, title: "Is Same Class (\(name))",
          y: LocalityPicture.accuracies(.sameClass, isPublished: isPublished)),
        picture.panel(
          .pathfinder, title: "Pathfinder (\(name))",
          y: LocalityPicture.accuracies(.pathfinder, isPublished: isPublished)),
      ], columnGap: 60)
  }
}
