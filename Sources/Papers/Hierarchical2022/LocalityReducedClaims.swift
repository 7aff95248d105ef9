// What is claimed of the reduced Is Same Class (locality sheet 8, L22-r1 to L22-r7).

import Analysis
import Records

struct ReducedLocalityClaims {
  var figure: String
  var preset: Preset
  var results: LocalityResults
  /// The control, where the preset has it.
  var control: LocalityResults?

  private let source = "our trial of the reduced size"
  private let margin = "the sheet's thresholds, set beforehand with a margin to the trial"
  private let short = "a few epochs of one seed say nothing about it: make figures"

  /// The quick preset's few epochs can tell how separable an ordinary network is, nothing else.
  var all: [Claim] {
    guard preset == .standard else {
      return [
        untestable("L22-r1", falls), untestable("L22-r2", restores),
        untestable("L22-r3", memorises),
        separability, untestable("L22-r5", harmless), untestable("L22-r6", weak),
        untestable("L22-r7", limit),
      ]
    }
    return [fall, restoration, memory, separability, harm, weaker] + controls
  }

  private let falls = "Without regularization test accuracy falls to chance with distance."
  private let restores = "The regularizer restores most of it at the largest distance."
  private let memorises = "Without regularization the training pairs are memorised."
  private let harmless = "The regularizer does no harm where images touch."
  private let weak = "A tenth of the coefficient helps much less."
  private let limit = "Where the architecture is the limit, the regularizer cannot help."

  private func test(_ range: Int, _ coefficient: Double) -> Double? {
    results[range, coefficient].test?.mean
  }

  private var fall: Claim {
    claim(
      "L22-r1", falls, "88, 84, 59 and 51 % at distances 0, 20, 40 and 60",
      [
        Claim.Check("distance 0", test(0, 0), atLeast: 82),
        Claim.Check("distance 20", test(20, 0), atLeast: 75),
        Claim.Check("distance 60", test(60, 0), atMost: 56),
        Claim.Check("lost from 0 to 60", difference(test(0, 0), test(60, 0)), atLeast: 28),
        Claim.Check("from 20 to 40", difference(test(20, 0), test(40, 0)), atLeast: -3),
        Claim.Check("from 40 to 60", difference(test(40, 0), test(60, 0)), atLeast: -3),
      ])
  }

  private var restoration: Claim {
    claim(
      "L22-r2", restores, "85 and 81 % at distance 60, 33 points more than without",
      [
        Claim.Check("distance 60", test(60, 1), atLeast: 70),
        Claim.Check("gained", difference(test(60, 1), test(60, 0)), atLeast: 18),
      ])
  }

  private var memory: Claim {
    claim(
      "L22-r3", memorises, "99 and 96 % of the training pairs at distance 60",
      [
        Claim.Check("training accuracy", results[60, 0].train?.mean, atLeast: 93),
        Claim.Check("test accuracy", test(60, 0), atMost: 56),
      ])
  }

  private var separability: Claim {
    let plain = Claim.Check(
      "no regularizer, least R of a seed", results[60, 0].separability?.least, atLeast: 0.9)
    let strong = Claim.Check(
      "coefficient 1, greatest R of a seed", results[60, 1].separability?.greatest, atMost: 0.65)
    return Claim(
      "L22-r4", figure: figure,
      "At the largest distance an ordinary network stays separable across the images"
        + (preset == .standard ? "; the regularizer removes that." : "."),
      source: source, paper: "R 0.97 without, 0.50 with the regularizer", reason: margin,
      checks: preset == .standard ? [plain, strong] : [plain])
  }

  private var harm: Claim {
    claim(
      "L22-r5", harmless, "87.2 % against 88.3 % at distance 0",
      [Claim.Check("difference", difference(test(0, 1), test(0, 0)), near: 0, within: 5)])
  }

  private var weaker: Claim {
    claim(
      "L22-r6", weak, "52.2 % against 84.1 % at distance 60 after 20 epochs",
      [Claim.Check("coefficient 1 over 0.1", difference(test(60, 1), test(60, 0.1)), atLeast: 12)])
  }

  private var controls: [Claim] {
    guard let control else { return [] }
    return [
      claim(
        "L22-r7", limit,
        "at distance 80 on a canvas of 96 columns, of which a feature sees 95: R 0.998, 50.2 %, "
          + "after 12 epochs",
        control.cells.flatMap { cell in
          let name = "coefficient \(LocalityStudy.text(cell.coefficient))"
          return [
            Claim.Check("\(name), R", cell.separability?.mean, atLeast: 0.98),
            Claim.Check("\(name), test accuracy", cell.test?.mean, near: 50, within: 4),
          ]
        })
    ]
  }

  private func claim(
    _ id: String, _ statement: String, _ paper: String, _ checks: [Claim.Check]
  ) -> Claim {
    Claim(
      id, figure: figure, statement, source: source, paper: paper, reason: margin, checks: checks)
  }

  private func untestable(_ id: String, _ statement: String) -> Claim {
    Claim(
      id, figure: figure, statement, source: source, paper: "see the standard preset",
      notTestable: short)
  }
}
