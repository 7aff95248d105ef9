// The claims about natural data of tensor 2021 (sheet section 8, M1 to M12), at the published size and at
// that of the standard preset (sheet section 9). M13, the gradient, is for the tests of `Models`.

import Analysis
import Records

struct NaturalClaims {
  /// The figure that shows the curves.
  var figure: String
  var preset: Preset
  var study: NaturalStudy
  /// The sets shown.
  var results: [NaturalResults]

  private let source = "Figure 4"
  private var isFull: Bool { preset == .paper }
  private let line = NaturalPicture.variance

  var all: [Claim] {
    [
      levels, noise, fits, monotone, ends, generalises, overfits, order, spread, harder, gap,
      fraction,
    ]
  }

  /// What a drawing of few panels claims: that natural data are fitted, and noise is not learned.
  var main: [Claim] { [fits, overfits] }

  private func value(_ set: PublishedImages, _ mnist: Double, _ fashion: Double) -> Double {
    set == .mnist ? mnist : fashion
  }

  // MARK: Training errors

  /// The sets whose absolute numbers can be compared with published ones.
  private var official: [NaturalResults] { results.filter { $0.images == .official } }
  private var notOfficial: String {
    "the images are not the published ones, and the numbers belong to those"
  }
  private var tooFew: String { "the quick preset's few images and epochs say nothing about it" }

  private var levels: Claim {
    let statement = "A single product fits the labels of natural images well."
    let paper = "training error at rank 1: 0.0226 on MNIST, 0.0330 on Fashion-MNIST"
    if preset == .quick { return untestable("M1", statement, paper, tooFew) }
    if official.isEmpty { return untestable("M1", statement, paper, notOfficial) }
    return claim(
      "M1", statement, paper,
      isFull
        ? "intervals around the published means"
        : "wider intervals: fewer images are fitted more closely, and fewer epochs less",
      official.map { results in
        let set = results.set.name
        return Claim.Check(
          "\(results.title), rank 1", mean(results, .original, \.train, rank: 1),
          atLeast: isFull ? value(set, 0.020, 0.029) : value(set, 0.016, 0.025),
          atMost: value(set, 0.026, isFull ? 0.037 : 0.036))
      })
  }

  private var noise: Claim {
    let statement = "A single product hardly fits random images or random labels."
    let paper = "0.0885 of 0.09"
    if preset == .quick { return untestable("M2", statement, paper, tooFew) }
    return claim(
      "M2", statement, paper,
      isFull ? "at least 94 % of 0.09" : "at least 70 % of 0.09: fewer images are easier to fit",
      results.flatMap { results in
        random.map { variant in
          Claim.Check(
            "\(results.title), \(variant.words), rank 1",
            mean(results, variant, \.train, rank: 1), atLeast: (isFull ? 0.94 : 0.7) * line)
        }
      })
  }

  /// At the published size original data are below random images up to some rank; at fewer ranks and steps,
  /// where noise is fitted less, by a factor of two below both variants (sheet 9). The quick preset has so few
  /// images that a single rank fits much of the noise, and cannot tell.
  private var fits: Claim {
    let statement = "Natural data are fitted with lower rank than random images or labels."
    let paper =
      "below random images up to rank 11 (MNIST) and 9 (Fashion-MNIST); at rank 1 a quarter of the "
      + "variance"
    if preset == .quick {
      return untestable(
        "M3", statement, paper,
        "with this preset's few images the weights of a single rank fit much of the noise")
    }
    return claim(
      "M3", statement, paper,
      "rank 1 below half the variance; "
        + (isFull ? "below random images at those ranks" : "at most half of both variants"),
      results.flatMap { results in
        [
          Claim.Check(
            "\(results.title), rank 1 over the variance",
            mean(results, .original, \.train, rank: 1).map { $0 / line }, atMost: 0.5),
          Claim.Check(
            "\(results.title), largest ratio to random data", largestRatio(results),
            atMost: isFull ? 1 : 0.5),
        ]
      })
  }

  private func largestRatio(_ results: NaturalResults) -> Double? {
    let last = isFull ? Int(value(results.set.name, 11, 9)) : 15
    let variants = isFull ? [ImageVariant.randomImages] : random
    return study.ranks.filter { $0 <= last }.flatMap { rank in
      variants.map { variant in
        quotient(
          mean(results, .original, \.train, rank: rank),
          mean(results, variant, \.train, rank: rank))
      }
    }.complete?.max()
  }

  private var monotone: Claim {
    let statement = "No training error increases with the rank."
    let paper = "visible in all six curves"
    if study.steps < 9600 {
      return untestable(
        "M4", statement, paper,
        "higher ranks are slower at first: it takes more steps than this preset has")
    }
    return claim(
      "M4", statement, paper,
      "increases of at most 0.002 between consecutive ranks"
        + (isFull ? "" : ", up to rank 4: higher ones take more steps to leave their start"),
      note: isFull
        ? "" : "rank 4 is still on its way: with these few steps it can lie above rank 2",
      results.flatMap { results in
        ImageVariant.allCases.map { variant in
          Claim.Check(
            "\(results.title), \(variant.words), largest increase",
            largestIncrease(results, variant, \.train), atMost: 0.002)
        }
      })
  }

  private var ends: Claim {
    let statement =
      "At rank 15 natural data are almost fitted, random images more than random labels."
    let paper = "0.0025 and 0.0090; random images 0.0146; random labels 0.0438 and 0.0345"
    guard isFull else { return untestable("M5", statement, paper, fullBudget) }
    return claim(
      "M5", statement, paper, "original at most 0.004 and 0.012, random within 0.004 and 0.006",
      results.flatMap { results in
        let set = results.set.name
        return [
          Claim.Check(
            "\(results.title), original", mean(results, .original, \.train, rank: 15),
            atMost: value(set, 0.004, 0.012)),
          Claim.Check(
            "\(results.title), random images", mean(results, .randomImages, \.train, rank: 15),
            near: 0.0146, within: 0.004),
          Claim.Check(
            "\(results.title), random labels", mean(results, .randomLabels, \.train, rank: 15),
            near: value(set, 0.044, 0.0345), within: 0.006),
        ]
      })
  }

  private var order: Claim {
    let statement = "From rank 2 random images are fitted better than random labels."
    let paper = "visible in both panels"
    guard isFull else { return untestable("M8", statement, paper, fullBudget) }
    return claim(
      "M8", statement, paper, "lower at every rank from 2",
      results.map { results in
        Claim.Check(
          "\(results.title), largest difference",
          study.ranks.filter { $0 > 1 }.map { rank in
            difference(
              mean(results, .randomImages, \.train, rank: rank),
              mean(results, .randomLabels, \.train, rank: rank))
          }.complete?.max(), atMost: 0)
      })
  }

  // MARK: Test errors

  private var generalises: Claim {
    let statement = "Predictors of natural data generalise at every rank."
    let paper =
      "test errors below 0.035 (MNIST) and 0.065 (Fashion-MNIST); on MNIST least at rank 2 or 3"
    if preset == .quick { return untestable("M6", statement, paper, tooFew) }
    let levels = results.map { results in
      Claim.Check(
        "\(results.title), largest test error",
        study.ranks.map { mean(results, .original, \.test, rank: $0) }.complete?.max(),
        atMost: value(results.set.name, isFull ? 0.035 : 0.040, isFull ? 0.065 : 0.070))
    }
    let best = results.filter { isFull && $0.set.name == .mnist }.map { results in
      Claim.Check(
        "\(results.title), rank of the least",
        results[.original].min { Spread($0.test).mean < Spread($1.test).mean }
          .map { Double($0.rank) }, atMost: 4)
    }
    return claim(
      "M6", statement, paper,
      isFull ? "these bounds; least at rank 4 or below" : "0.040 and 0.070, as images are fewer",
      levels + best)
  }

  private var overfits: Claim {
    let statement = "Predictors of random images or labels do not generalise."
    let paper = "test errors above 0.09 at every rank, increasing to 0.139 to 0.153 at rank 15"
    if preset == .quick {
      return untestable(
        "M7", statement, paper, "0.09 is the mean over ten classes, and this preset has three")
    }
    return claim(
      "M7", statement, paper,
      isFull ? "above 0.09, never decreasing, 0.139 to 0.153" : "at least 0.088 at every rank",
      results.flatMap { results in random.flatMap { overfits(results, $0) } })
  }

  private func overfits(_ results: NaturalResults, _ variant: ImageVariant) -> [Claim.Check] {
    let name = "\(results.title), \(variant.words)"
    let errors = study.ranks.map { mean(results, variant, \.test, rank: $0) }
    let least = Claim.Check(
      "\(name), least", errors.complete?.min(), atLeast: isFull ? line : 0.088)
    guard isFull else { return [least] }
    return [
      least,
      Claim.Check(
        "\(name), smallest increase",
        zip(errors, errors.dropFirst()).map { difference($1, $0) }.complete?.min(), atLeast: 0),
      Claim.Check("\(name), rank 15", errors.last ?? nil, atLeast: 0.139, atMost: 0.153),
    ]
  }

  private var gap: Claim {
    let statement = "At rank 1 test and training error are close."
    let paper = "0.002 apart on MNIST, 0.004 on Fashion-MNIST"
    guard isFull else {
      return untestable(
        "M11", statement, paper,
        "the gap belongs to 60 000 images; it grows with the inverse of their number")
    }
    return claim(
      "M11", statement, paper, "less than 0.006 apart",
      results.map { results in
        let train = mean(results, .original, \.train, rank: 1)
        let test = mean(results, .original, \.test, rank: 1)
        return Claim.Check(
          results.title, difference(test, train).map { abs($0) }, atMost: 0.006)
      })
  }

  // MARK: Data

  private var spread: Claim {
    let statement =
      "On random data at rank 1 classes differ as the variances of their labels do, and no more."
    let paper = "0.0043 on MNIST, below 0.001 on Fashion-MNIST, whose classes are equally frequent"
    if preset == .quick { return untestable("M9", statement, paper, tooFew) }
    return claim(
      "M9", statement, paper,
      isFull
        ? "0.0043 ± 0.0015; below 0.001"
        : "the deviation of p(1 − p) over the classes of the images taken, ± 0.0015 and ± 0.001",
      results.flatMap { results in random.map { spread(results, $0) } })
  }

  private func spread(_ results: NaturalResults, _ variant: ImageVariant) -> Claim.Check {
    let set = results.set.name
    let point = results.point(variant, rank: 1)
    let variances = point?.frequencies.map { Spread($0.map { $0 * (1 - $0) }).deviation }
    return Claim.Check(
      "\(results.title), \(variant.words)",
      variances == nil ? nil : point.map { Spread($0.train).deviation },
      near: isFull ? value(set, 0.0043, 0) : variances ?? 0, within: value(set, 0.0015, 0.001))
  }

  private var harder: Claim {
    let statement = "Garments are harder than digits."
    let paper = "training and test error of the original data larger at every rank"
    if preset == .quick { return untestable("M10", statement, paper, tooFew) }
    let errors: [(String, KeyPath<NaturalPoint, [Double]>)] = [
      ("training", \.train), ("test", \.test),
    ]
    return claim(
      "M10", statement, paper,
      "larger at every rank"
        + (official.count == 2
          ? "" : "; of drawn or other images this speaks for themselves alone"),
      errors.map { name, error in
        Claim.Check(
          "smallest difference of \(name) errors",
          study.ranks.map { rank in
            difference(
              mean(results[1], .original, error, rank: rank),
              mean(results[0], .original, error, rank: rank))
          }.complete?.min(), atLeast: 0)
      })
  }

  private var fraction: Claim {
    let statement = "A pixel is on from 128 of 255."
    let paper = "shares of pixels that are on, measured: 0.1323 and 0.3147"
    if official.isEmpty { return untestable("M12", statement, paper, notOfficial) }
    return claim(
      "M12", statement, paper,
      isFull ? "0.0001" : "0.01, as only the first images are counted",
      official.map { results in
        Claim.Check(
          results.title, results.onFraction, near: value(results.set.name, 0.1323, 0.3147),
          within: isFull ? 1e-4 : 1e-2)
      })
  }

  // MARK: Common parts

  private let random: [ImageVariant] = [.randomImages, .randomLabels]
  private let fullBudget = "it takes all images and ten thousand epochs: make figures PRESET=paper"

  private func mean(
    _ results: NaturalResults, _ variant: ImageVariant, _ error: KeyPath<NaturalPoint, [Double]>,
    rank: Int
  ) -> Double? {
    results.point(variant, rank: rank).map { Spread($0[keyPath: error]).mean }
  }

  private func largestIncrease(
    _ results: NaturalResults, _ variant: ImageVariant, _ error: KeyPath<NaturalPoint, [Double]>
  ) -> Double? {
    let means = study.ranks.filter { isFull || $0 <= 4 }
      .map { mean(results, variant, error, rank: $0) }
    return zip(means, means.dropFirst()).map { difference($1, $0) }.complete?.max()
  }

  private func claim(
    _ id: String, _ statement: String, _ paper: String, _ reason: String, note: String = "",
    _ checks: [Claim.Check]
  ) -> Claim {
    Claim(
      id, figure: figure, statement, source: source, paper: paper, reason: reason, note: note,
      checks: checks)
  }

  private func untestable(
    _ id: String, _ statement: String, _ paper: String, _ reason: String
  ) -> Claim {
    Claim(id, figure: figure, statement, source: source, paper: paper, notTestable: reason)
  }
}

extension ImageVariant {
  /// What claims call it.
  fileprivate var words: String {
    switch self {
    case .original: "original"
    case .randomImages: "random images"
    case .randomLabels: "random labels"
    }
  }
}
