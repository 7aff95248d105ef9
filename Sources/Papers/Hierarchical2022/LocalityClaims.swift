// What is claimed of the published experiment (locality sheet 8, L22-1 to L22-10).

import Analysis
import Records

struct LocalityClaims {
  var figure: String
  var preset: Preset
  /// Is Same Class and Pathfinder.
  var results: [LocalityResults]
  var rule: MarkerDistance

  private let source = "figure on convolutional networks, read off the plot"
  private var isPublished: Bool { preset == .paper }
  private var same: LocalityResults { results[0] }

  var all: [Claim] {
    [
      sameClassFalls, sameClassRestored, sameClassNear, sameClassBetween, pathfinderFalls,
      pathfinderRestored, pathfinderBetween, memorised, separability, baseline,
    ]
  }

  /// What can be said without numbers to compare with: the order of the coefficients.
  var ordering: Claim {
    Claim(
      "order", figure: figure,
      "At the largest range the largest coefficient is best and none is worst.",
      source: "appendix (recalled)", paper: "not available; expected as for ResNet18",
      reason: "the order alone is expected",
      checks: results.map { results in
        Claim.Check(
          "\(results.study.task.title), points gained",
          difference(
            results[results.far, results.strongest].test?.mean, results[results.far, 0].test?.mean),
          atLeast: 0)
      })
  }

  // MARK: Is Same Class

  private func same(_ distance: Int, _ coefficient: Double) -> Double? {
    same[distance, coefficient].test?.mean
  }

  private var sameClassFalls: Claim {
    claim(
      "L22-1", "Is Same Class: without regularization accuracy falls to chance with distance.",
      "61.1, 59.9, 55.8, 50.0 and 50.4 %", "chance is 50 ± 1.5 over five runs"
    ) {
      [
        Claim.Check("distance 0", same(0, 0), atLeast: 60),
        Claim.Check("distance 120", same(120, 0), near: 50, within: 1.5),
        Claim.Check("distance 160", same(160, 0), near: 50, within: 1.5),
      ]
        + zip(same.study.ranges, same.study.ranges.dropFirst()).map { a, b in
          Claim.Check("\(a) to \(b), rise", difference(same(b, 0), same(a, 0)), atMost: 1)
        }
    }
  }

  private var sameClassRestored: Claim {
    claim(
      "L22-2", "Is Same Class: the largest coefficient restores most of it.",
      "8.0 points at distance 160, 8.8 at 120, 4.7 at 80", "about two thirds of the published gains"
    ) {
      [Claim.Check("distance 160", same(160, 1), atLeast: 56)]
        + [(160, 5.0), (120, 6), (80, 3)].map { distance, gain in
          Claim.Check(
            "gained at \(distance)", difference(same(distance, 1), same(distance, 0)), atLeast: gain
          )
        }
    }
  }

  private var sameClassNear: Claim {
    claim(
      "L22-3", "Is Same Class: at distance 0 the coefficient does not matter.",
      "61.1, 61.4 and 61.2 %", "1.5 points, the spread of five runs"
    ) {
      let values = same.study.coefficients.map { same(0, $0) }.complete
      return [
        Claim.Check("largest difference", difference(values?.max(), values?.min()), atMost: 1.5)
      ]
    }
  }

  private var sameClassBetween: Claim {
    claim(
      "L22-4", "Is Same Class: a tenth of the coefficient lies between.",
      "58.3 % against 55.8 % at distance 80; 49.9 % at 160", "a point; chance within two"
    ) {
      [
        Claim.Check("gained at 80", difference(same(80, 0.1), same(80, 0)), atLeast: 1),
        Claim.Check("distance 160", same(160, 0.1), near: 50, within: 2),
      ]
    }
  }

  // MARK: Pathfinder

  private func path(_ length: Int, _ coefficient: Double) -> Double? {
    results[1][length, coefficient].test?.mean
  }

  private var pathfinderFalls: Claim {
    claim(
      "L22-5", "Pathfinder: without regularization accuracy falls to chance with length.",
      "98.4, 96.0, 68.9 and 50.4 %", "wide where runs differ much, at 7 dashes"
    ) {
      [
        Claim.Check("3 dashes", path(3, 0), atLeast: 95),
        Claim.Check("5 dashes", path(5, 0), atLeast: 92),
        Claim.Check("7 dashes", path(7, 0), atLeast: 58, atMost: 80),
        Claim.Check("9 dashes", path(9, 0), near: 50, within: 3),
      ]
    }
  }

  private var pathfinderRestored: Claim {
    claim(
      "L22-6", "Pathfinder: the largest coefficient restores most of it.",
      "91.7 % at 7 dashes, 85.5 % at 9: 35 points more than without", "a few points of margin"
    ) {
      [
        Claim.Check("7 dashes", path(7, 9), atLeast: 88),
        Claim.Check("9 dashes", path(9, 9), atLeast: 80),
        Claim.Check("gained at 9", difference(path(9, 9), path(9, 0)), atLeast: 30),
      ]
    }
  }

  private var pathfinderBetween: Claim {
    claim(
      "L22-7", "Pathfinder: a third of the coefficient lies between.",
      "89.6 % at 7 dashes, 63.5 % at 9", "the order; five points at 7"
    ) {
      [
        Claim.Check("from 9 to 3 at 7 dashes", difference(path(7, 9), path(7, 3)), atMost: 5),
        Claim.Check("from 3 to 0 at 9 dashes", difference(path(9, 3), path(9, 0)), atLeast: 0),
        Claim.Check("from 9 to 3 at 9 dashes", difference(path(9, 9), path(9, 3)), atLeast: 0),
      ]
    }
  }

  // MARK: Both tasks

  private var memorised: Claim {
    claim(
      "L22-8", "Without regularization the training inputs are memorised at the largest range.",
      "recalled: training accuracy near 100 %", "at least 99 %"
    ) {
      results.map {
        Claim.Check($0.study.task.title, $0[$0.far, 0].train?.mean, atLeast: 99)
      }
    }
  }

  private var separability: Claim {
    let values = results.flatMap(\.cells).map(\.separability)
    return Claim(
      "L22-9", figure: figure, "R at the end is smaller where the coefficient is larger.",
      source: "follows from what is minimised", paper: "not stated",
      reason: "measured on held-out inputs at every range; R lies in [0, 1] by definition",
      checks: results.map(largestRise) + [
        Claim.Check("least R", values.map { $0?.least }.complete?.min(), atLeast: 0),
        Claim.Check("greatest R", values.map { $0?.greatest }.complete?.max(), atMost: 1),
      ])
  }

  private func largestRise(_ results: LocalityResults) -> Claim.Check {
    let study = results.study
    let rises = study.ranges.flatMap { range in
      zip(study.coefficients, study.coefficients.dropFirst()).map { less, more in
        difference(
          results[range, more].separability?.mean, results[range, less].separability?.mean)
      }
    }
    return Claim.Check(
      "\(study.task.title), largest difference to the next smaller coefficient",
      rises.complete?.max(), atMost: 0)
  }

  private var baseline: Claim {
    let bounds = [3: (90.0, 97.0), 5: (83, 92), 7: (80, 90), 9: (74, 86)]
    let levels = rule.points.compactMap { point in
      bounds[point.length].map {
        Claim.Check(
          "\(point.length) dashes", point.accuracy, atLeast: $0.0, atMost: $0.1)
      }
    }
    return Claim(
      "L22-10", figure: figure,
      "Pathfinder: the distance of the dots alone tells most labels"
        + (isPublished ? ", less than the regularized network sees." : "."),
      source: "our measurement on the authors' images", paper: "94, 88, 85 and 80 %",
      reason: "two hundred images each were measured",
      checks: levels + (isPublished ? comparisons : []))
  }

  private var comparisons: [Claim.Check] {
    rule.points.map { point in
      Claim.Check(
        "\(point.length) dashes, coefficient 9 over the rule",
        difference(path(point.length, 9), point.accuracy), atLeast: 0)
    }
      + [7, 9].map { length in
        Claim.Check(
          "\(length) dashes, no regularizer over the rule",
          difference(path(length, 0), rule[length]), atMost: 0)
      }
  }

  // MARK: Common parts

  private func claim(
    _ id: String, _ statement: String, _ paper: String, _ reason: String,
    _ checks: () -> [Claim.Check]
  ) -> Claim {
    guard isPublished else {
      return Claim(
        id, figure: figure, statement, source: source, paper: paper,
        notTestable: "it takes the published networks and images: make figures PRESET=paper")
    }
    return Claim(
      id, figure: figure, statement, source: source, paper: paper, reason: reason, checks: checks())
  }
}
