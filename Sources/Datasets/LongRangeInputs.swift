// Inputs of a long-range task: kept as 8-bit images, composed and normalised when a batch is written.

/// Labelled inputs, each an empty canvas with one or more images on it.
///
/// The canvas is zero after normalisation. An image is averaged over squares of `pooling` pixels before it
/// is laid down, so that a pool of images serves any number of inputs.
public struct LongRangeInputs: Sendable {
  /// How many there are.
  public let count: Int
  /// Rows of an input.
  public let height: Int
  /// Columns of an input.
  public let width: Int
  /// Channels of a pixel.
  public let channels: Int
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

  /// Writes inputs one after another: each rows × columns × channels, normalised.
  ///
  /// - Precondition: the buffer has room for them.
  public func write(_ indices: some Sequence<Int>, into buffer: UnsafeMutableBufferPointer<Float>) {
    let size = height * width * channels
    var start = 0
    for index in indices {
      let canvas = UnsafeMutableBufferPointer(rebasing: buffer[start..<start + size])
      canvas.update(repeating: 0)
      for (place, square) in places.enumerated() {
        source.lay(images[index * places.count + place], on: canvas, at: square, width: width)
      }
      start += size
    }
  }
}

/// 8-bit images of one size, and how their pixels become numbers.
struct SourceImages: Sendable {
  /// Images × rows × columns × channels.
  var pixels: [UInt8]
  var height: Int
  var width: Int
  var channels: Int
  /// The side of the squares that are averaged.
  var pooling: Int
  /// What is subtracted from a pixel in [0, 1], by channel.
  var mean: [Double]
  /// What it is divided by then.
  var deviation: [Double]

  /// Writes an image into a canvas of `width` columns.
  func lay(
    _ image: Int, on canvas: UnsafeMutableBufferPointer<Float>, at place: PixelRectangle,
    width canvasWidth: Int
  ) {
    let unit = 255 * Double(pooling * pooling)
    pixels.withUnsafeBufferPointer { pixels in
      let first = image * height * width * channels
      for channel in 0..<channels {
        let (offset, factor) = (mean[channel] * unit, 1 / (deviation[channel] * unit))
        for row in 0..<place.height {
          var target = ((place.row + row) * canvasWidth + place.column) * channels + channel
          for column in 0..<place.width {
            let corner = first + (row * pooling * width + column * pooling) * channels + channel
            let sum = sumOfSquare(pixels, from: corner)
            canvas[target] = Float((Double(sum) - offset) * factor)
            target += channels
          }
        }
      }
    }
  }

  /// The sum of one channel over a square of `pooling` pixels.
  private func sumOfSquare(_ pixels: UnsafeBufferPointer<UInt8>, from corner: Int) -> Int {
    var sum = 0
    for row in 0..<pooling {
      for column in 0..<pooling {
        sum += Int(pixels[corner + (row * width + column) * channels])
      }
    }
    return sum
  }
}
