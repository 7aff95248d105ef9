// One axis of a convolution, cut into bands of positions that read alike.

/// Positions along one axis of what is computed (`first`, `first + step`, …) that have the same taps,
/// so that no tap of theirs lies outside the image and nothing is padded.
///
/// Read along the axis of the source, position number j takes `taps` entries in ascending order,
/// from `source + j · sourceStep` on. Their taps are packed in that order, from `tap` on.
struct ConvolutionBand {
  var first: Int
  var step = 1
  var count = 1
  var source: Int
  var sourceStep = 1
  var tap: Int
  var taps: Int
}

extension ConvolutionBand {
  /// The bands of outputs, which read inputs; `bands` is overwritten.
  static func ofOutputs(_ bands: inout [ConvolutionBand], extent: Int, _ shape: ConvolutionShape) {
    bands.removeAll(keepingCapacity: true)
    for output in 0..<shape.outputExtent(extent) {
      let source = output * shape.stride - shape.padding
      let first = min(max(0, -source), shape.kernel)
      let end = max(first, min(shape.kernel, extent - source))
      append(output, source: source + first, tap: first, taps: end - first, to: &bands)
    }
  }

  /// The bands of some of the inputs, which read the gradients of outputs; `bands` is overwritten.
  static func ofInputs(
    _ bands: inout [ConvolutionBand], _ inputs: Range<Int>, extent: Int, _ shape: ConvolutionShape
  ) {
    bands.removeAll(keepingCapacity: true)
    for input in inputs {
      // The outputs y with 0 ≤ input + padding − y·stride < kernel.
      let reach = input + shape.padding
      let first = max(0, reach - shape.kernel + shape.stride) / shape.stride
      let end = max(first, min(shape.outputExtent(extent), reach / shape.stride + 1))
      let tap = end > first ? packedTap(reach - first * shape.stride, shape) : 0
      append(input, source: first, tap: tap, taps: end - first, to: &bands)
    }
  }

  /// Where a tap is packed for inputs: those that meet at one input lie together, the last of them first.
  static func packedTap(_ tap: Int, _ shape: ConvolutionShape) -> Int {
    let (kernel, stride) = (shape.kernel, shape.stride)
    let phase = tap % stride
    // Taps of earlier phases, then the later ones of this phase.
    var place = 0
    for earlier in 0..<min(phase, kernel) { place += (kernel - earlier + stride - 1) / stride }
    return place + (kernel - 1 - tap) / stride
  }

  /// One more position, in the band that it continues.
  private static func append(
    _ position: Int, source: Int, tap: Int, taps: Int, to bands: inout [ConvolutionBand]
  ) {
    let same = bands.firstIndex {
      $0.tap == tap && $0.taps == taps
        && ($0.count == 1
          || ($0.first + $0.count * $0.step == position
            && $0.source + $0.count * $0.sourceStep == source))
    }
    guard let same else {
      return bands.append(ConvolutionBand(first: position, source: source, tap: tap, taps: taps))
    }
    if bands[same].count == 1 {
      bands[same].step = position - bands[same].first
      bands[same].sourceStep = source - bands[same].source
    }
    bands[same].count += 1
  }
}
