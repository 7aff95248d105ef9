// The maximum over 3 × 3 pixels with stride 2 and padding 1: value, tangent and gradient.

import Kernels

/// Maxima of what rectifiers put out, in images of one size; ties go to the window's first pixel.
struct MaxPooling<Scalar: KernelScalar> {
  /// Integers as wide as the scalars; those for pixels say which of a window they are, 0 to 8.
  typealias Places = Scalar.Lanes.MaskStorage

  let input: InputShape
  let workers: Workers

  private var output: InputShape { input.pooled }
  private var lanes: Int { Scalar.Lanes.scalarCount }

  /// Writes the maxima and their places.
  func forward(
    _ maxima: UnsafeMutablePointer<Scalar>, _ places: UnsafeMutablePointer<Places.Scalar>,
    _ values: UnsafePointer<Scalar>, images: Int
  ) {
    forEachVector(images) { pixel, window, channel, count in
      let target = pixel * input.channels + channel
      var (best, place) = (Places(), Places(repeating: window.first))
      window.forEach { tap, source in
        let value = Scalar.Lanes(values + source * input.channels + channel, count).bits
        let wins = (best &- value).signs
        best = best & ~wins | value & wins
        place = place & ~wins | Places(repeating: Places.Scalar(tap)) & wins
      }
      unsafeBitCast(best, to: Scalar.Lanes.self).store(maxima + target, count)
      place.store(places + target, count)
    }
  }

  /// Takes tangents from the places of the maxima.
  func tangent(
    _ outputs: UnsafeMutablePointer<Scalar>, _ places: UnsafePointer<Places.Scalar>,
    _ tangents: UnsafePointer<Scalar>, images: Int
  ) {
    forEachVector(images) { pixel, window, channel, count in
      let target = pixel * input.channels + channel
      let place = Places(places + target, count)
      var output = Places()
      window.forEach { tap, source in
        let value = Scalar.Lanes(tangents + source * input.channels + channel, count).bits
        output = output | value & Self.mask(of: tap, in: place)
      }
      unsafeBitCast(output, to: Scalar.Lanes.self).store(outputs + target, count)
    }
  }

  /// Adds the adjoint of each maximum to its place, in ascending pixel of the output, from 0. That adjoint
  /// is `outputs`, plus `others` if there are.
  func adjoint(
    _ adjoints: UnsafeMutablePointer<Scalar>, _ places: UnsafePointer<Places.Scalar>,
    _ outputs: UnsafePointer<Scalar>, others: UnsafePointer<Scalar>?, images: Int
  ) {
    workers.divide(images) { _, images in
      let first = adjoints + images.lowerBound * input.count
      first.update(repeating: 0, count: images.count * input.count)
    }
    forEachVector(images) { pixel, window, channel, count in
      let source = pixel * input.channels + channel
      let place = Places(places + source, count)
      var output = Scalar.Lanes(outputs + source, count)
      if let others { output += Scalar.Lanes(others + source, count) }
      window.forEach { tap, target in
        let target = adjoints + target * input.channels + channel
        let share = output.masked(Self.mask(of: tap, in: place))
        (Scalar.Lanes(target, count) + share).store(target, count)
      }
    }
  }

  /// −1 where the place is this one, else 0.
  @inline(__always)
  private static func mask(of tap: Int, in place: Places) -> Places {
    ((place ^ Places(repeating: Places.Scalar(tap))) &- Places(repeating: 1)).signs
  }

  /// The pixels of one window that lie in the image.
  struct Window {
    let rows: Range<Int>
    let columns: Range<Int>
    /// Where row 0 and column 0 of the window are.
    let corner: Int
    let width: Int

    /// The number of its first pixel.
    var first: Places.Scalar { Places.Scalar(3 * rows.lowerBound + columns.lowerBound) }

    /// Calls `body` with the number of each pixel in the window, and in the input.
    @inline(__always)
    func forEach(_ body: (_ tap: Int, _ pixel: Int) -> Void) {
      for row in rows {
        for column in columns { body(3 * row + column, corner + row * width + column) }
      }
    }
  }

  /// Calls `body` with each pixel of the outputs, its window, a first channel and a number of channels.
  @inline(__always)
  private func forEachVector(
    _ images: Int, _ body: (Int, Window, Int, Int) -> Void
  ) {
    workers.divide(images) { _, range in
      for image in range {
        for y in 0..<output.height {
          for x in 0..<output.width {
            let window = Window(
              rows: max(0, 1 - 2 * y)..<min(3, input.height + 1 - 2 * y),
              columns: max(0, 1 - 2 * x)..<min(3, input.width + 1 - 2 * x),
              corner: (image * input.height + 2 * y - 1) * input.width + 2 * x - 1,
              width: input.width)
            let pixel = (image * output.height + y) * output.width + x
            for channel in stride(from: 0, to: input.channels, by: lanes) {
              body(pixel, window, channel, min(lanes, input.channels - channel))
            }
          }
        }
      }
    }
  }
}
