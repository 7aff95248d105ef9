// Inputs of a long-range task: kept as 8-bit images, composed and normalised when a batch is written.

private import FoundationEssentials
import Records

/// Labelled inputs, each an empty canvas with one or more images on it.
///
/// The canvas is zero after normalisation. An image is averaged over squares of pixels before it is laid
/// down, so that one pool of images serves any number of inputs.
public struct LongRangeInputs: Sendable {
  /// Rows of an input.
  public let height: Int
  /// Columns of an input.
  public let width: Int
  /// 0 or 1 for each input.
  public let labels: [Float]
  /// Where the patches of the regularizer may lie.
  public let patches: Patches

  /// The images that inputs are made of.
  let source: SourceImages
  /// Where they are laid on the canvas.
  let places: [PixelRectangle]
  /// The numbers of an input's images, one for each place: count × places.
  let images: [Int]

  /// How many there are.
  public var count: Int { labels.count }
  /// Channels of a pixel.
  public var channels: Int { source.images.channels }

  /// Writes inputs one after another: each rows × columns × channels, normalised.
  ///
  /// - Precondition: the buffer has room for them.
  public func write(_ indices: some Sequence<Int>, into buffer: UnsafeMutableBufferPointer<Float>) {
    let size = height * width * channels
    var start = 0
    for index in indices {
      let canvas = UnsafeMutableBufferPointer(rebasing: buffer[start..<start + size])
      canvas.update(repeating: 0)
      for (number, place) in places.enumerated() {
        let image = images[index * places.count + number]
        source.lay(image, on: canvas, at: place, columns: width)
      }
      start += size
    }
  }

  /// One input as it looks, levels 0…255 row by row; the empty canvas has the level that is zero after
  /// normalisation.
  public func levels(of index: Int) -> [UInt8] {
    var values = [Float](repeating: 0, count: height * width * channels)
    values.withUnsafeMutableBufferPointer { write([index], into: $0) }
    return values.indices.map { position in
      let channel = position % channels
      let value = Double(values[position]) * source.deviation[channel] + source.mean[channel]
      return UInt8((min(max(value, 0), 1) * 255).rounded())
    }
  }

  /// What the inputs' identity is taken of, each number little-endian and 8 bytes wide: count, height,
  /// width and pooling, the places, the images of each input, its label, means and deviations; then the
  /// images' own digest as text.
  var identity: [UInt8] {
    let numbers =
      [count, height, width, source.pooling, places.count]
      + places.flatMap { [$0.row, $0.column, $0.height, $0.width] }
      + images + labels.map { Int($0) }
    var bytes = NumpyArray.Elements.integers(numbers).littleEndian
    bytes.append(NumpyArray.Elements.float64(source.mean + source.deviation).littleEndian)
    bytes.append(contentsOf: source.images.digest.hexadecimal.utf8)
    return Array(bytes)
  }
}

/// 8-bit images, and how their pixels become numbers.
struct SourceImages: Sendable {
  var images: LabelledImages
  /// The side of the squares that are averaged.
  var pooling: Int
  /// What is subtracted from a pixel in [0, 1], by channel.
  var mean: [Double]
  /// What it is divided by then.
  var deviation: [Double]

  /// Writes an image into a canvas of `columns` columns.
  func lay(
    _ image: Int, on canvas: UnsafeMutableBufferPointer<Float>, at place: PixelRectangle,
    columns: Int
  ) {
    let (channels, rowLength) = (images.channels, images.width * images.channels)
    let unit = 255 * Double(pooling * pooling)
    images.pixels.withUnsafeBufferPointer { pixels in
      for channel in 0..<channels {
        let (offset, factor) = (mean[channel] * unit, 1 / (deviation[channel] * unit))
        for row in 0..<place.height {
          var source = (image * images.height + row * pooling) * rowLength + channel
          var target = ((place.row + row) * columns + place.column) * channels + channel
          for _ in 0..<place.width {
            var sum = 0
            for i in 0..<pooling {
              for j in 0..<pooling { sum += Int(pixels[source + i * rowLength + j * channels]) }
            }
            canvas[target] = Float((Double(sum) - offset) * factor)
            source += pooling * channels
            target += channels
          }
        }
      }
    }
  }
}
