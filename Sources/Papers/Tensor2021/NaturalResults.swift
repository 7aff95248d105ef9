// What the runs on natural data give: for each set, variant and rank the errors of all classes.

import Analysis
import Records

/// The errors of one-versus-all predictors of one rank, class by class.
struct NaturalPoint {
  let rank: Int
  /// Training errors of the last epoch.
  let train: [Double]
  /// Test errors after it.
  let test: [Double]
  /// The share of each class among the training labels.
  let frequencies: [Double]?

  /// A point of finished runs; `nil` where a class has no errors, because its weights left the range.
  fileprivate init?(rank: Int, _ runs: [Run]) {
    func values(_ name: String) -> [Double]? {
      runs.flatMap(\.record.replicates).map { $0.final[name] }.complete
    }
    guard let train = values("trainError"), let test = values("testError") else { return nil }
    (self.rank, self.train, self.test) = (rank, train, test)
    frequencies = values("trainPositiveFraction")
  }
}

/// One set of images with its three variants.
struct NaturalResults {
  let set: NaturalSet
  /// Where the images of the runs came from.
  let images: ImageProvenance
  /// The share of pixels that are on.
  let onFraction: Double?
  private let points: [ImageVariant: [NaturalPoint]]

  /// Reads all runs of a set.
  init(_ set: NaturalSet, of study: NaturalStudy, in library: RunLibrary) {
    func runs(_ variant: ImageVariant, _ rank: Int) -> [Run] {
      study.runs(set, variant, rank).map { library[$0.spec.id] }
    }
    self.set = set
    let first = runs(.original, study.ranks[0])[0].record
    images = first.images ?? .drawn
    onFraction = first.replicates[0].final["trainOnFraction"]
    points = Dictionary(
      uniqueKeysWithValues: ImageVariant.allCases.map { variant in
        (variant, study.ranks.compactMap { NaturalPoint(rank: $0, runs(variant, $0)) })
      })
  }

  /// The points of a variant, ranks ascending.
  subscript(variant: ImageVariant) -> [NaturalPoint] { points[variant, default: []] }

  /// The point of a rank.
  func point(_ variant: ImageVariant, rank: Int) -> NaturalPoint? {
    self[variant].first { $0.rank == rank }
  }

  /// What a panel of these images is called.
  var title: String { NaturalResults.title(set.name, images) }

  /// What a panel is called: only the official content bears the published name alone.
  static func title(_ name: PublishedImages, _ images: ImageProvenance) -> String {
    switch images {
    case .official: name.title
    case .declared: "other content in place of \(name.title)"
    case .drawn: "drawn \(name.objects)"
    }
  }
}

extension [NaturalResults] {
  /// Columns `set`, `images`, `variant`, `rank`, and mean and deviation of both errors.
  var table: Table {
    let rows = flatMap { results in
      ImageVariant.allCases.flatMap { variant in results[variant].map { (results, variant, $0) } }
    }
    func column(_ name: String, _ value: (NaturalPoint) -> Double) -> Table.Column {
      .init(name, .numbers(rows.map { value($0.2) }))
    }
    return Table([
      .init("set", .words(rows.map(\.0.set.name.rawValue))),
      .init("images", .words(rows.map(\.0.images.rawValue))),
      .init("variant", .words(rows.map(\.1.rawValue))),
      column("rank") { Double($0.rank) },
      column("train") { Spread($0.train).mean },
      column("trainSpread") { Spread($0.train).deviation },
      column("test") { Spread($0.test).mean },
      column("testSpread") { Spread($0.test).deviation },
    ])
  }
}
