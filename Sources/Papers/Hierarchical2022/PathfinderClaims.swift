// What is claimed of the reduced Pathfinder: the work's claims on its longest paths, with the bounds that the
// locality sheet sets for the reduced Is Same Class.

import Analysis
import Records

struct ReducedPathfinderClaims {
  var figure: String
  var preset: Preset
  var results: LocalityResults

  var all: [Claim] { [memory, restoration, sight] }

  private var memory: Claim {
    claim(
      "L22-p1", "Pathfinder: without regularization images are memorised, at chance on the test.",
      "50.4 % at 9 dashes; training accuracy recalled, near 100 %"
    ) { plain, _, _ in
      [
        Claim.Check("training accuracy", plain.train?.mean, atLeast: 93),
        Claim.Check("test accuracy", plain.test?.mean, atMost: 56),
      ]
    }
  }

  private var restoration: Claim {
    claim(
      "L22-p2", "Pathfinder: the regularizer restores most of it.",
      "85.5 % at 9 dashes, 35 points more than without"
    ) { plain, regularized, _ in
      [
        Claim.Check("test accuracy", regularized.test?.mean, atLeast: 70),
        Claim.Check("gained", difference(regularized.test?.mean, plain.test?.mean), atLeast: 18),
      ]
    }
  }

  private var sight: Claim {
    claim(
      "L22-p3", "Pathfinder: the regularized network sees more than the distance of the dots.",
      "85.5 % at 9 dashes, where the rule has 80 %"
    ) { _, regularized, rule in
      [Claim.Check("over the rule", difference(regularized.test?.mean, rule), atLeast: 0)]
    }
  }

  /// A claim on the longest paths.
  private func claim(
    _ id: String, _ statement: String, _ paper: String,
    _ checks: (_ plain: LocalityCell, _ regularized: LocalityCell, _ rule: Double?) -> [Claim.Check]
  ) -> Claim {
    let source = "figure on convolutional networks, read off the plot"
    guard preset == .standard else {
      return Claim(
        id, figure: figure, statement, source: source, paper: paper,
        notTestable: "a few steps of one seed say nothing about it: make figures")
    }
    let plain = results[results.far, 0]
    return Claim(
      id, figure: figure, statement, source: source, paper: paper,
      reason:
        "5 dashes on 64 × 64 pixels; the bounds of L22-r1 to r3, set for the reduced Is Same Class",
      checks: checks(plain, results[results.far, results.strongest], plain.rule))
  }
}
