// Stand-ins for MNIST and Fashion-MNIST: digits from pen strokes, garments from outlines, each image
// from a random stream of its own.

public import Kernels
public import Records

extension DrawnImages {
  /// The first `count` images of the set that `stream` keys: 28 × 28, one channel, ten classes.
  ///
  /// Image i depends on the stream and on i only, so a smaller set is the start of a larger one.
  /// Digits are about as frequent as in MNIST, each label drawn by itself; garments take turns, as
  /// Fashion-MNIST has equally many of each.
  public func images(count: Int, stream: RandomStream) -> LabelledImages {
    let lots = stream.child("labels")
    let labels = (0..<count).map { label(at: $0, lots) }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * DrawnCanvas.side * DrawnCanvas.side)
    for (index, label) in labels.enumerated() {
      var draws = RandomSequence(stream.child("image \(index)"))
      switch self {
      case .digits: pixels += DrawnDigits.image(of: label, &draws)
      case .garments: pixels += DrawnGarments.image(of: label, &draws)
      }
    }
    return LabelledImages(
      width: DrawnCanvas.side, height: DrawnCanvas.side, channels: 1, pixels: pixels,
      labels: labels.map { UInt8($0) })
  }

  private func label(at index: Int, _ lots: RandomStream) -> Int {
    switch self {
    case .garments: return index % 10
    case .digits:
      // In thousandths, near those of MNIST's training set.
      let frequencies = [99, 112, 99, 102, 97, 90, 99, 104, 98, 100]
      var rest = lots.integer(below: 1000, at: index)
      for (digit, frequency) in frequencies.enumerated() {
        if rest < frequency { return digit }
        rest -= frequency
      }
      preconditionFailure("frequencies add up to 1000")
    }
  }
}
