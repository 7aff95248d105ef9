// Drawn digits and garments: addressable, varied, recognizable, and the same bits everywhere.

import Datasets
import Kernels
import Records
import Testing

@Suite struct DrawnImagesTests {
  private static let stream = RandomStream("tests/drawn")

  /// Image n, as bits: whether a pixel is nearer to white.
  private func bits(_ images: LabelledImages, _ n: Int) -> [Bool] {
    images.pixels[n * 784..<(n + 1) * 784].map { $0 >= 128 }
  }

  @Test(arguments: DrawnImages.allCases)
  func aSmallSetIsTheStartOfALargeOne(kind: DrawnImages) {
    let many = kind.images(count: 60, stream: Self.stream)
    for count in [0, 1, 37] {
      let few = kind.images(count: count, stream: Self.stream)
      #expect(few.labels == Array(many.labels.prefix(count)))
      #expect(few.pixels == Array(many.pixels.prefix(count * 784)))
    }
    #expect((many.width, many.height, many.channels) == (28, 28, 1))
  }

  @Test func digitsAreAsUnevenAsInMNISTAndGarmentsAreNot() {
    let digits = DrawnImages.digits.images(count: 20_000, stream: Self.stream).labels
    let shares = (0..<10).map { digit in
      Double(digits.filter { $0 == digit }.count) / 20_000
    }
    // MNIST's shares; the deviation of a share of 20 000 is 0.0021.
    let published = [
      0.0987, 0.1124, 0.0993, 0.1022, 0.0974, 0.0904, 0.0986, 0.1044, 0.0975, 0.0992,
    ]
    for (share, expected) in zip(shares, published) { #expect(abs(share - expected) < 0.009) }
    let garments = DrawnImages.garments.images(count: 200, stream: Self.stream).labels
    for kind in 0..<10 { #expect(garments.filter { $0 == kind }.count == 20) }
  }

  @Test(arguments: [(DrawnImages.digits, 0.1323), (.garments, 0.3147)])
  func aboutAsManyPixelsAreOnAsInThePublishedImages(kind: DrawnImages, published: Double) {
    let images = kind.images(count: 2000, stream: Self.stream)
    let share = Double(images.pixels.filter { $0 >= 128 }.count) / Double(images.pixels.count)
    #expect(abs(share / published - 1) < 0.08)
    // MNIST's and Fashion-MNIST's corners are black as well, and their lightest pixels white.
    #expect(images.pixels[0] == 0 && images.pixels.max() == 255)
  }

  @Test(arguments: DrawnImages.allCases)
  func imagesDiffer(kind: DrawnImages) {
    let images = kind.images(count: 1000, stream: Self.stream)
    let others = kind.images(count: 1000, stream: RandomStream("tests/drawn elsewhere"))
    let distinct = Set((0..<1000).map { bits(images, $0) } + (0..<1000).map { bits(others, $0) })
    #expect(distinct.count > 1980)
  }

  @Test(arguments: [(DrawnImages.digits, 0.7, 0.5), (.garments, 0.55, 0.14)])
  func theNearestMeanTellsClassesApart(kind: DrawnImages, overall: Double, each: Double) {
    let training = kind.images(count: 4000, stream: Self.stream.child("train"))
    let test = kind.images(count: 1000, stream: Self.stream.child("test"))
    var means = [[Float]](repeating: [Float](repeating: 0, count: 784), count: 10)
    for n in 0..<training.count {
      let label = Int(training.labels[n])
      for (pixel, on) in bits(training, n).enumerated() where on { means[label][pixel] += 1 }
    }
    for label in 0..<10 {
      let count = Float(training.labels.filter { $0 == label }.count)
      means[label] = means[label].map { $0 / count }
    }
    var (correct, all) = ([Int](repeating: 0, count: 10), [Int](repeating: 0, count: 10))
    for n in 0..<test.count {
      let image = bits(test, n).map { $0 ? Float(1) : 0 }
      let distances = means.map { mean in
        zip(mean, image).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      let label = Int(test.labels[n])
      all[label] += 1
      if distances[label] == distances.min() { correct[label] += 1 }
    }
    #expect(Double(correct.reduce(0, +)) > overall * Double(test.count))
    // The lowest are shirts and coats, which look like pullovers, as in Fashion-MNIST.
    for label in 0..<10 { #expect(Double(correct[label]) > each * Double(all[label])) }
  }

  /// A change of any bit is a change of the data of published runs.
  @Test(arguments: [
    (
      DrawnImages.digits,
      "3bfb663902f8db88046870b9c14e19ad144c8f341efc8750a61753e78b8a8f4a"
    ),
    (.garments, "0ec909caadc96748db23cfffdc17631c84605fb38591167c9e925a8b2891eeeb"),
  ])
  func theBitsAreThoseOfEveryOtherMachine(kind: DrawnImages, digest: String) {
    let images = kind.images(count: 100, stream: Self.stream)
    #expect(Digest(of: images.pixels + images.labels).hexadecimal == digest)
  }
}
