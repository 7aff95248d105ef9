// The maximum over 3 × 3 pixels with stride 2 and padding 1: value, tangent and gradient.

import Kernels

/// Maxima of images of one size; ties go to the window's first pixel.
struct MaxPooling<Scalar: KernelScalar> {
  let input: InputShape
  let workers: Workers

  private var output: InputShape { input.pooled }
  private var lanes: Int { Scalar.Lanes.scalarCount }

  /// Writes the maxima, and which of the nine pixels of its window each is, 0 to 8.
  func forward(
    _ maxima: UnsafeMutablePointer<Scalar>, _ places: UnsafeMutablePointer<Scalar>,
    _ values: UnsafePointer<Scalar>, images: Int
  ) {
    forEachVector(images) { pixel, taps, channel, count in
      let target = pixel * input.channels + channel
      var (best, place) = (Scalar.Lanes(repeating: -.infinity), Scalar.Lanes())
      taps.forEach { tap, source in
        let value = Scalar.Lanes(values + source * input.channels + channel, count)
        let wins = value .> best
        best.replace(with: value, where: wins)
        place.replace(with: Scalar.Lanes(repeating: Scalar(tap)), where: wins)
      }
      best.store(maxima + target, count)
      place.store(places + target, count)
    }
  }

  /// Takes tangents from the places of the maxima.
  func tangent(
    _ outputs: UnsafeMutablePointer<Scalar>, _ places: UnsafePointer<Scalar>,
    _ tangents: UnsafePointer<Scalar>, images: Int
  ) {
    forEachVector(images) { pixel, taps, channel, count in
      let target = pixel * input.channels + channel
      let place = Scalar.Lanes(places + target, count)
      var output = Scalar.Lanes()
      taps.forEach { tap, source in
        output.replace(
          with: Scalar.Lanes(tangents + source * input.channels + channel, count),
          where: place .== Scalar(tap))
      }
      output.store(outputs + target, count)
    }
  }

  /// Adds the adjoint of each maximum to its place, in ascending pixel of the output, from 0. That adjoint
  /// is `outputs`, plus `others` if there are.
  func adjoint(
    _ adjoints: UnsafeMutablePointer<Scalar>, _ places: UnsafePointer<Scalar>,
    _ outputs: UnsafePointer<Scalar>, others: UnsafePointer<Scalar>?, images: Int
  ) {
    workers.divide(images) { _, images in
      let first = adjoints + images.lowerBound * input.count
      first.update(repeating: 0, count: images.count * input.count)
    }
    forEachVector(images) { pixel, taps, channel, count in
      let source = pixel * input.channels + channel
      let place = Scalar.Lanes(places + source, count)
      var output = Scalar.Lanes(outputs + source, count)
      if let others { output += Scalar.Lanes(others + source, count) }
      taps.forEach { tap, target in
        let target = adjoints + target * input.channels + channel
        let share = Scalar.Lanes().replacing(with: output, where: place .== Scalar(tap))
        (Scalar.Lanes(target, count) + share).store(target, count)
      }
    }
  }

  /// The pixels of one window that lie in the image.
  struct Window {
    let rows: Range<Int>
    let columns: Range<Int>
    /// Where row 0 and column 0 of the window are.
    let corner: Int
    let width: Int

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
