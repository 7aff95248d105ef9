// Ten classes of drawn colour images in place of CIFAR-10: tinted gratings (locality sheet 9.4).
//
// Hue and orientation both tell the class and both are circular, so that no score of one image plus a
// score of the other says whether two are of one class.

import Kernels

extension LabelledImages {
  /// `count` images of 32 × 32 pixels in red, green and blue, labels cycling 0…9.
  ///
  /// Image i takes element i of each of the stream's children "hue", "orientation", "frequency", "phase",
  /// "amplitude" and "brightness", and the elements from 3072·i on of "noise" in the order of its
  /// numbers.
  static func gratings(count: Int, stream: RandomStream, workers: Workers) -> LabelledImages {
    let labels = (0..<count).map { UInt8($0 % 10) }
    let noise = stream.child("noise")
    let pixels = [UInt8](unsafeUninitializedCapacity: count * Grating.numbers) { buffer, filled in
      workers.divide(count) { _, range in
        for image in range {
          let grating = Grating(image, class: Int(labels[image]), stream: stream)
          for pixel in 0..<Grating.side * Grating.side {
            let color = grating.color(ofPixel: pixel)
            for channel in 0..<3 {
              let element = image * Grating.numbers + 3 * pixel + channel
              let value = color[channel] + 0.15 * noise.normal(element)
              buffer[element] = UInt8((min(max(value, 0), 1) * 255).rounded())
            }
          }
        }
      }
      filled = count * Grating.numbers
    }
    return LabelledImages(
      width: Grating.side, height: Grating.side, channels: 3, pixels: pixels, labels: labels)
  }
}

/// One grating before noise.
private struct Grating {
  static let side = 32
  /// Numbers of an image.
  static let numbers = side * side * 3

  /// Brightness and tint together, by channel.
  private var base = SIMD3<Double>()
  private var amplitude: Double
  private var phase: Double
  /// The wave's direction times its frequency, in radians per half width.
  private var wave: (x: Double, y: Double)

  init(_ image: Int, class label: Int, stream: RandomStream) {
    let turn = 2 * Double.pi
    let hue = turn * Double(label) / 10 + 0.25 * stream.child("hue").normal(image)
    let orientation =
      Double.pi * Double(label) / 10 + 0.15 * stream.child("orientation").normal(image)
    let brightness = 0.5 + 0.08 * stream.child("brightness").normal(image)
    for (channel, shift) in [0, -turn / 3, turn / 3].enumerated() {
      base[channel] = brightness + 0.15 * Elementary.cos(hue + shift)
    }
    amplitude = 0.15 + 0.15 * stream.child("amplitude").uniform(image)
    phase = turn * stream.child("phase").uniform(image)
    let frequency = 4 + 2 * stream.child("frequency").uniform(image)
    wave = (frequency * Elementary.cos(orientation), frequency * Elementary.sin(orientation))
  }

  /// Red, green and blue; x and y are −1…1 at the centres of pixels.
  func color(ofPixel pixel: Int) -> SIMD3<Double> {
    let half = Double(Self.side) / 2
    let x = (Double(pixel % Self.side) + 0.5) / half - 1
    let y = (Double(pixel / Self.side) + 0.5) / half - 1
    return base + amplitude * Elementary.cos(wave.x * x + wave.y * y + phase)
  }
}
