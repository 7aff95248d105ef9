// Images as bits, and what a variant makes of images and labels (tensor 2021, sheet section 6).

import Datasets
import Kernels
import Records

/// Images of one bit per pixel with a class each.
struct BinaryImages: Sendable {
  /// Of an image.
  let pixels: Int
  /// Image after image, 32 pixels to a word; pixels that fill up the last word are 0.
  var words: [UInt32]
  /// The class of each image, counted from 0.
  var labels: [UInt8]

  var count: Int { labels.count }
  /// Words of an image.
  var width: Int { (pixels + 31) / 32 }
  /// The share of pixels that are 1.
  var onFraction: Double {
    Double(words.reduce(0) { $0 + $1.nonzeroBitCount }) / Double(count * pixels)
  }

  /// The share of images in a class.
  func frequency(of label: Int) -> Double {
    Double(labels.count { $0 == UInt8(label) }) / Double(count)
  }

  /// A pixel is 1 where the image is at least half bright: 128 of 255.
  init(_ images: LabelledImages) {
    pixels = images.height * images.width * images.channels
    labels = images.labels
    let width = (pixels + 31) / 32
    words = [UInt32](repeating: 0, count: images.count * width)
    for (index, value) in images.pixels.enumerated() where value >= 128 {
      let (image, pixel) = index.quotientAndRemainder(dividingBy: pixels)
      words[image * width + pixel / 32] |= 1 << UInt32(pixel % 32)
    }
  }

  /// Replaces every image by fair bits: those of word w are the lower half of the stream's element w.
  mutating func randomizeImages(_ stream: RandomStream) {
    let last: UInt32 = pixels % 32 == 0 ? .max : 1 << UInt32(pixels % 32) - 1
    for index in words.indices {
      let isLast = index % width == width - 1
      words[index] = UInt32(truncatingIfNeeded: stream.bits(index)) & (isLast ? last : .max)
    }
  }

  /// Puts the labels into a random order.
  mutating func permuteLabels(_ stream: RandomStream) {
    labels = stream.permutation(of: count).map { labels[$0] }
  }

  /// Pixels, count, words and labels, little-endian.
  var bytes: [UInt8] {
    let counts = NumpyArray.Elements.integers([pixels, count]).littleEndian
    let content = words.flatMap { word in
      stride(from: 0, to: 32, by: 8).map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
    return Array(counts) + content + labels
  }
}

/// The images that a run sees.
struct ImageData: Sendable {
  var train: BinaryImages
  var test: BinaryImages
  let provenance: ImageProvenance
  /// The share of pixels that are on in the training images, before a variant replaces them.
  let onFraction: Double

  init(train: BinaryImages, test: BinaryImages, provenance: ImageProvenance) {
    (self.train, self.test, self.provenance) = (train, test, provenance)
    onFraction = train.onFraction
  }

  /// The identity of both sets after binarisation and variant.
  var digest: Digest { Digest(of: train.bytes + test.bytes) }
}

extension ImageExperiment {
  /// Reads or draws the images, and makes of them what the variant asks for, from the streams
  /// `<seed>/images/train`, `<seed>/labels/train` and so on.
  func data(datasets: String?) throws -> ImageData {
    let images = try images.images(datasets: datasets)
    var data = ImageData(
      train: BinaryImages(images.train), test: BinaryImages(images.test),
      provenance: images.provenance)
    switch variant {
    case .original: break
    case .randomImages:
      data.train.randomizeImages(RandomStream("\(seed)/images/train"))
      data.test.randomizeImages(RandomStream("\(seed)/images/test"))
    case .randomLabels:
      data.train.permuteLabels(RandomStream("\(seed)/labels/train"))
      data.test.permuteLabels(RandomStream("\(seed)/labels/test"))
    }
    return data
  }
}
