// MNIST's format: what a file holds is read, and what is wrong with one is said with its place.

import Datasets
import Foundation
import Records
import Testing

@Suite struct IDXFileTests {
  /// Images and labels of which no two neighbours agree.
  private struct Pair {
    var images: [UInt8]
    var labels: [UInt8]

    init(count: Int) {
      images = [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, 28, 0, 0, 0, 28]
      images += (0..<count * 784).map(Self.pixel)
      labels = [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + (0..<count).map { UInt8($0 * 3 % 10) }
    }

    static func pixel(_ index: Int) -> UInt8 {
      UInt8(truncatingIfNeeded: index &* 2_654_435_761 >> 7)
    }
  }

  private let directory: DataDirectory
  private let train = Pair(count: 5)
  private let test = Pair(count: 3)

  init() throws {
    directory = try DataDirectory()
    try lay(train: train, test: test)
  }

  /// Lays files down and declares them.
  private func lay(train: Pair, test: Pair) throws {
    let files = [
      ("train-images-idx3-ubyte", train.images), ("train-labels-idx1-ubyte", train.labels),
      ("t10k-images-idx3-ubyte", test.images), ("t10k-labels-idx1-ubyte", test.labels),
    ]
    for (name, bytes) in files { try directory.write(bytes, to: "fashion-mnist/\(name)") }
    try directory.declare(files, in: "fashion-mnist")
  }

  private func images(train: Int = 5, test: Int = 3) throws -> SplitImages {
    try ImageSet.published(name: .fashionMNIST, train: train, test: test)
      .images(datasets: directory.path)
  }

  @Test func theFirstImagesAreTaken() throws {
    let images = try images(train: 4, test: 3)
    let (train, test) = (images.train, images.test)
    #expect(train.count == 4 && test.count == 3)
    #expect((train.width, train.height, train.channels) == (28, 28, 1))
    #expect(train.labels == [0, 3, 6, 9] && test.labels == [0, 3, 6])
    #expect(train.pixels == (0..<4 * 784).map(Pair.pixel))
    #expect(test.pixels == (0..<3 * 784).map(Pair.pixel))
    #expect(train.provenance == .declared && test.provenance == .declared)
  }

  @Test func theDigestSeesEveryPart() throws {
    let all = try images().train
    var pixels = all.pixels
    pixels[777] ^= 1
    let one = LabelledImages(
      width: 28, height: 28, channels: 1, pixels: pixels, labels: all.labels)
    let wide = LabelledImages(
      width: 56, height: 14, channels: 1, pixels: all.pixels, labels: all.labels)
    let other = LabelledImages(
      width: 28, height: 28, channels: 1, pixels: all.pixels, labels: all.labels.reversed())
    #expect(Set([all, one, wide, other, try images(train: 4).train].map(\.digest)).count == 5)
  }

  @Test(arguments: [1, 3])
  func compressedFilesOfAnyNumberOfMembersAreTheSame(members: Int) throws {
    let plain = try images().train
    let size = train.images.count / members + 1
    let parts = try stride(from: 0, to: train.images.count, by: size).map {
      try directory.gzipped(Array(train.images[$0..<min($0 + size, train.images.count)]))
    }
    directory.remove("fashion-mnist/train-images-idx3-ubyte")
    try directory.write(
      Array(parts.joined()), to: "fashion-mnist/train-images-idx3-ubyte.gz")
    #expect(parts.count == members)
    #expect(try images().train == plain)
  }

  @Test func brokenCompressedFilesAreRefusedWithThePlace() throws {
    directory.remove("fashion-mnist/train-images-idx3-ubyte")
    let whole = try directory.gzipped(train.images)
    let cut = Array(whole.prefix(100))
    var flipped = whole
    flipped[whole.count - 6] ^= 4  // In the checksum of the content.
    for (bytes, byte, problem) in [
      (cut, 100, "the file ends inside its compressed data"),
      (Array(whole.dropLast()), whole.count - 1, "the file ends inside its compressed data"),
      ([], 0, "found nothing, expected 1f 8b, the start of gzip data"),
      (train.images, 0, "found 00 00, expected 1f 8b, the start of gzip data"),
      (
        whole + [0, 7], whole.count,
        "found 00 07, expected 1f 8b, the start of gzip data, or the end of the file"
      ),
      (flipped, whole.count - 4, "cannot be inflated: incorrect data check"),
    ] {
      try directory.write(bytes, to: "fashion-mnist/train-images-idx3-ubyte.gz")
      let failure = try directory.failure { try images() }
      #expect(failure.subject == "fashion-mnist/train-images-idx3-ubyte.gz")
      #expect(failure.field == "byte \(byte), compressed")
      #expect(failure.problem == problem)
      #expect(failure.hint == "make datasets DATASETS='\(directory.path)'")
    }
  }

  @Test func brokenImagesAreRefusedWithThePlace() throws {
    let end = 16 + 5 * 784
    let cases: [(change: (inout [UInt8]) -> Void, byte: Int, problem: String)] = [
      ({ $0 = [] }, 0, "the file ends, expected a header of 16 bytes"),
      ({ $0.removeLast($0.count - 15) }, 15, "the file ends, expected a header of 16 bytes"),
      ({ $0[3] = 1 }, 0, "found 00 00 08 01, expected 00 00 08 03: unsigned bytes over 3 axes"),
      ({ $0[2] = 13 }, 0, "found 00 00 0d 03, expected 00 00 08 03: unsigned bytes over 3 axes"),
      ({ $0[11] = 27 }, 8, "found the extent 27, expected 28"),
      ({ $0[12] = 255 }, 12, "found the extent 4278190108, expected 28"),
      ({ $0.removeLast() }, end - 1, "the file ends, expected 3936 bytes for the 5 items"),
      ({ $0[4] = 255 }, end, "the file ends, expected 3354101026656 bytes for the 4278190085"),
      ({ $0.append(0) }, end, "1 bytes follow the 5 items of the header, expected the end"),
      ({ $0[7] = 4 }, end - 784, "784 bytes follow the 4 items of the header, expected the end"),
    ]
    for (change, byte, problem) in cases {
      var broken = train
      change(&broken.images)
      try lay(train: broken, test: test)
      let failure = try directory.failure { try images() }
      #expect(failure.subject == "fashion-mnist/train-images-idx3-ubyte")
      #expect(failure.field == "byte \(byte)")
      #expect(failure.problem.hasPrefix(problem), "\(failure)")
    }
  }

  @Test func brokenLabelsAreRefusedWithThePlace() throws {
    let images = "\(directory.path)/fashion-mnist/t10k-images-idx3-ubyte"
    let cases: [(change: (inout [UInt8]) -> Void, byte: Int, problem: String)] = [
      ({ $0[3] = 3 }, 0, "found 00 00 08 03, expected 00 00 08 01: unsigned bytes over 1 axis"),
      ({ $0[9] = 10 }, 9, "found the label 10, expected 0 to 9"),
      ({ $0.removeLast() }, 10, "the file ends, expected 11 bytes for the 3 items of its header"),
      (
        {
          $0.removeLast()
          $0[7] = 2
        }, 4, "found 2 labels, expected 3, one for each image of \(images)"
      ),
    ]
    for (change, byte, problem) in cases {
      var broken = test
      change(&broken.labels)
      try lay(train: train, test: broken)
      let failure = try directory.failure { try self.images() }
      #expect(failure.subject == "fashion-mnist/t10k-labels-idx1-ubyte")
      #expect(failure.field == "byte \(byte)")
      #expect(failure.problem == problem)
    }
  }

  @Test func placesInCompressedFilesAreToldApart() throws {
    var labels = train.labels
    labels[10] = 77
    directory.remove("fashion-mnist/train-labels-idx1-ubyte")
    try directory.write(
      try directory.gzipped(labels), to: "fashion-mnist/train-labels-idx1-ubyte.gz")
    let failure = try directory.failure { try images() }
    #expect(failure.field == "byte 10, uncompressed")
  }

  @Test func specsMayNotAskForMoreThanThereIs() throws {
    #expect(try directory.failure { try images(train: 6) }.field == "images.published.train")
    #expect(try directory.failure { try images(test: 4) }.field == "images.published.test")
    #expect(try directory.failure { try images(test: 0) }.field == "images.published.test")
    let drawn = ImageSet.drawn(kind: .digits, train: -1, test: 10, stream: "tests/digits")
    #expect(
      try directory.failure { try drawn.images(datasets: nil) }.field == "images.drawn.train")
  }

  @Test func drawnImagesNeedNoFilesAndSayWhatTheyAre() throws {
    let set = ImageSet.drawn(kind: .garments, train: 20, test: 20, stream: "tests/garments")
    let images = try set.images(datasets: nil)
    let (train, test) = (images.train, images.test)
    #expect(train.count == 20 && test.count == 20)
    #expect(train.provenance == .drawn && test.provenance == .drawn)
    #expect(train.pixels != test.pixels)
  }
}
