// Is Same Class: two images on an empty canvas, and whether they are of one class (locality sheet 2).

public import Kernels
public import Records

/// Pairs of images of a pool, half of them of one class.
public struct ImagePairs: Hashable, Sendable {
  /// The numbers of the two images in the pool: pairs × 2.
  public let images: [Int]
  /// 1 where both are of one class, else 0.
  public let labels: [Float]

  /// Draws pairs, each independently of the others (locality sheet 2.1): whether it is positive by a fair
  /// coin, a class, an image of it, and a second image of the same class or of any other.
  ///
  /// Pair i takes the elements i of the stream's children "same", "class", "first" and "second".
  /// Independent pairs are in random order already, so they are not shuffled.
  ///
  /// - Parameter classes: the class of each image of the pool, 0…9; every class has an image.
  public init(count: Int, classes: [UInt8], stream: RandomStream) {
    let members = (0..<10).map { label in classes.indices.filter { classes[$0] == label } }
    let others = (0..<10).map { label in classes.indices.filter { classes[$0] != label } }
    let (same, label) = (stream.child("same"), stream.child("class"))
    let (first, second) = (stream.child("first"), stream.child("second"))
    var (images, labels): ([Int], [Float]) = ([], [])
    for pair in 0..<count {
      let isSame = same.integer(below: 2, at: pair) == 1
      let chosen = label.integer(below: 10, at: pair)
      let partners = isSame ? members[chosen] : others[chosen]
      images.append(members[chosen][first.integer(below: members[chosen].count, at: pair)])
      images.append(partners[second.integer(below: partners.count, at: pair)])
      labels.append(isSame ? 1 : 0)
    }
    self.images = images
    self.labels = labels
  }
}

/// What an Is Same Class input looks like.
struct SameClassLayout {
  var source: ColorImages
  var pooling: Int
  var height: Int
  var width: Int
  /// Empty columns between the two images.
  var distance: Int

  /// The task's inputs; pairs come from the stream's children "train" and "test", whatever the distance.
  func data(
    train: Int, test: Int, stream: String, datasets: String?, workers: Workers
  ) throws -> LongRangeData {
    try check()
    let pools = try source.images(datasets: datasets, workers: workers)
    guard [pools.train, pools.test].allSatisfy({ Set($0.labels) == Set(0..<10) }) else {
      throw Failure(
        "spec", field: "task.sameClass.source", "lacks images of one of the ten classes")
    }
    let (mean, deviation) = source.standardization(of: pools.train)
    func inputs(_ count: Int, of pool: LabelledImages, _ name: String) -> LongRangeInputs {
      let pairs = ImagePairs(
        count: count, classes: pool.labels, stream: RandomStream(stream).child(name))
      return LongRangeInputs(
        height: height, width: width, labels: pairs.labels,
        patches: .eitherOf(places[0], places[1]),
        source: SourceImages(
          images: pool, pooling: pooling, mean: mean, deviation: deviation),
        places: places, images: pairs.images)
    }
    return LongRangeData(
      train: inputs(train, of: pools.train, "train"), test: inputs(test, of: pools.test, "test"),
      provenance: pools.provenance)
  }

  /// Where the left and the right image lie, by integer division as in the authors' code (locality sheet
  /// 2.2).
  private var places: [PixelRectangle] {
    let side = 32 / pooling
    let (row, left) = (height / 2 - side / 2, width / 2 - side - distance / 2)
    return [left, left + side + distance].map {
      PixelRectangle(row: row, column: $0, height: side, width: side)
    }
  }

  private func check() throws(Failure) {
    guard (1...32).contains(pooling), 32 % pooling == 0 else {
      throw Failure(
        "spec", field: "task.sameClass.pooling", "is \(pooling), expected a divisor of 32")
    }
    guard (32 / pooling...4096).contains(height) else {
      throw Failure(
        "spec", field: "task.sameClass.height",
        "is \(height), expected \(32 / pooling) rows, which an image has, to 4096")
    }
    guard (2...4096).contains(width), (0...4096).contains(distance), places[0].column >= 0,
      places[1].column + places[1].width <= width
    else {
      throw Failure(
        "spec", field: "task.sameClass.width",
        "is \(width), too narrow (or beyond 4096) for two images of \(32 / pooling) columns, "
          + "\(distance) apart")
    }
  }
}

extension ColorImages {
  /// Reads or draws the images that training and test pairs are drawn from.
  ///
  /// - Parameters:
  ///   - datasets: the directory of published data sets, where one is at hand.
  ///   - workers: threads that share the drawing.
  /// - Throws: `Failure` naming the field or the file, and what was expected of it.
  public func images(datasets: String?, workers: Workers = .alone) throws -> SplitImages {
    switch self {
    case .cifar10(let batches):
      return try LabelledImages.cifar10(batches: batches, datasets: datasets)
    case .gratings(let train, let test, let stream):
      for (count, name) in [(train, "train"), (test, "test")] {
        guard (10...1_000_000).contains(count) else {
          throw Failure(
            "spec", field: "task.sameClass.source.gratings.\(name)",
            "is \(count), expected 10 to 1000000 images: one of each class")
        }
      }
      let names = RandomStream(stream)
      return SplitImages(
        train: .gratings(count: train, stream: names.child("train"), workers: workers),
        test: .gratings(count: test, stream: names.child("test"), workers: workers))
    }
  }

  /// The mean and deviation that a channel is standardised with: the authors' rounded ones of CIFAR-10, or
  /// those of the training pool.
  func standardization(of pool: LabelledImages) -> (mean: [Double], deviation: [Double]) {
    switch self {
    case .cifar10: ([0.491, 0.482, 0.446], [0.247, 0.243, 0.261])
    case .gratings: pool.moments
    }
  }
}

extension LabelledImages {
  /// Mean and standard deviation of the pixels in [0, 1], by channel; their sums are of integers, hence
  /// exact.
  var moments: (mean: [Double], deviation: [Double]) {
    var (sums, squares) = (
      [Int](repeating: 0, count: channels), [Int](repeating: 0, count: channels)
    )
    for position in pixels.indices {
      let (channel, level) = (position % channels, Int(pixels[position]))
      sums[channel] += level
      squares[channel] += level * level
    }
    let total = Double(count * height * width)
    let mean = sums.map { Double($0) / total }
    let deviation = zip(squares, mean).map { (Double($0) / total - $1 * $1).squareRoot() }
    return (mean.map { $0 / 255 }, deviation.map { $0 / 255 })
  }
}
