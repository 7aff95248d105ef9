// Images of one size with a class each: what the readers of published files and the drawn stand-ins give.

public import Records

/// Labelled 8-bit images of one size.
public struct LabelledImages: Hashable, Sendable {
  /// Columns of an image.
  public let width: Int
  /// Rows of an image.
  public let height: Int
  /// Numbers of a pixel: 1 for grey, 3 for red, green and blue.
  public let channels: Int
  /// Images × rows × columns × channels.
  public let pixels: [UInt8]
  /// The class of each image, counted from 0.
  public let labels: [UInt8]
  /// Where they come from.
  public let provenance: ImageProvenance

  /// Images, drawn unless said otherwise.
  ///
  /// - Precondition: there are as many pixels as the labels and the size ask for.
  public init(
    width: Int, height: Int, channels: Int, pixels: [UInt8], labels: [UInt8],
    provenance: ImageProvenance = .drawn
  ) {
    precondition(
      pixels.count == labels.count * height * width * channels, "pixels do not fill the images")
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
    self.labels = labels
    self.provenance = provenance
  }

  /// How many there are.
  public var count: Int { labels.count }

  /// The identity of size, pixels and labels: the SHA-256 of count, height, width and channels, each
  /// little-endian and 8 bytes wide, the pixels, and the labels.
  public var digest: Digest {
    let size = NumpyArray.Elements.integers([count, height, width, channels]).littleEndian
    return Digest(of: Array(size) + pixels + labels)
  }
}

/// The images of a set that are trained on, and those that are held out.
public struct SplitImages: Hashable, Sendable {
  /// What is trained on.
  public let train: LabelledImages
  /// What is held out.
  public let test: LabelledImages

  /// A set in its two parts.
  public init(train: LabelledImages, test: LabelledImages) {
    self.train = train
    self.test = test
  }

  /// What can be said of where both parts come from.
  public var provenance: ImageProvenance {
    .weakest(of: [train.provenance, test.provenance])
  }
}
