// The drawn classes behind Is Same Class have the means, the clipping and the two cues that their
// definition gives them (locality sheet 9.4).

import Datasets
import Kernels
import Records
import Testing

@Suite struct GratingsTests {
  /// 100 images of each class.
  private let images: LabelledImages

  init() throws {
    let source = ColorImages.gratings(train: 1000, test: 10, stream: "tests/gratings")
    images = try source.images(datasets: nil).train
  }

  private func pixel(_ image: Int, _ row: Int, _ column: Int, _ channel: Int) -> Double {
    Double(images.pixels[((image * 32 + row) * 32 + column) * 3 + channel]) / 255
  }

  @Test func anImageIsTheSameInASmallerPoolAndOnThreads() throws {
    let backward = Workers(count: 3) { slices, body in
      for slice in (0..<slices).reversed() { body(slice) }
    }
    let few = try ColorImages.gratings(train: 20, test: 10, stream: "tests/gratings")
      .images(datasets: nil, workers: backward)
    #expect(few.train.pixels == Array(images.pixels[..<(20 * 3072)]))
    #expect(few.train.labels == (0..<20).map { UInt8($0 % 10) })
    #expect(few.test.pixels != Array(few.train.pixels[..<(10 * 3072)]))
  }

  /// Tint 0.15, jittered by N(0, 0.25²): cos E = 0.15·exp(−0.25²/2) = 0.1454; brightness 0.5.
  @Test func channelsTellTheHueOfAClass() {
    for label in 0..<10 {
      for (channel, shift) in [0, -Double.pi * 2 / 3, Double.pi * 2 / 3].enumerated() {
        var sum = 0.0
        for image in stride(from: label, to: 1000, by: 10) {
          for row in 0..<32 {
            for column in 0..<32 { sum += pixel(image, row, column, channel) }
          }
        }
        let hue = 2 * Double.pi * Double(label) / 10
        let expected = 0.5 + 0.1454 * Elementary.cos(hue + shift)
        // Brightness alone moves the mean of 100 images by 0.008.
        #expect(abs(sum / 102_400 - expected) < 0.035)
      }
    }
  }

  /// Class 0 varies along rows, class 5, a quarter turn on, along columns.
  @Test func wavesTellTheOrientationOfAClass() {
    func variance(_ means: [Double]) -> Double {
      let mean = means.reduce(0, +) / Double(means.count)
      return means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(means.count)
    }
    for (label, isVertical) in [(0, true), (5, false)] {
      var (columns, rows) = (0.0, 0.0)
      for image in stride(from: label, to: 1000, by: 10) {
        columns += variance(
          (0..<32).map { column in (0..<32).reduce(0) { $0 + pixel(image, $1, column, 1) } / 32 })
        rows += variance(
          (0..<32).map { row in (0..<32).reduce(0) { $0 + pixel(image, row, $1, 1) } / 32 })
      }
      // The variance of A·cos is 0.026 on average.
      #expect(isVertical ? columns > 10 * rows : rows > 10 * columns)
      #expect((0.8...3).contains(max(columns, rows)))
    }
  }

  /// Noise 0.15, wave 0.23/√2, tint 0.15/√2 and brightness 0.08 together: a deviation near 0.26, of
  /// which some is cut off.
  @Test func spreadAndClippingAreModerate() {
    var counts = [Int](repeating: 0, count: 256)
    for level in images.pixels { counts[Int(level)] += 1 }
    let total = Double(images.pixels.count)
    let mean = counts.indices.reduce(0.0) { $0 + Double($1 * counts[$1]) / 255 } / total
    let square = counts.indices.reduce(0.0) { $0 + Double($1 * $1 * counts[$1]) / 65_025 } / total
    #expect(abs(mean - 0.5) < 0.01)
    #expect(abs((square - mean * mean).squareRoot() - 0.25) < 0.015)
    #expect((0.02...0.08).contains(Double(counts[0] + counts[255]) / total))
  }
}
