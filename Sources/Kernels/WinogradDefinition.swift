// The definition of Winograd's convolution for shapes that use it: scalar by scalar, in the order that
// the fast one equals. The matrices are in WinogradTransforms.swift.

/// Every output of a 2×2 tile from 16 chains over the source's channels, ascending from +0.
@inline(__always)
func winogradNaive<Scalar: KernelScalar>(
  _ target: UnsafeMutablePointer<Scalar>, _ targetImages: ImageExtent,
  _ source: UnsafePointer<Scalar>, _ sourceImages: ImageExtent, images: Int, padding: Int,
  weight: (_ tap: Int, _ sourceChannel: Int, _ targetChannel: Int) -> Scalar
) {
  let (tileRows, tileColumns) = (targetImages.tileRows, targetImages.tileColumns)
  for tile in 0..<images * tileRows * tileColumns {
    let image = tile / (tileRows * tileColumns)
    let (y, x) = (tile / tileColumns % tileRows * 2, tile % tileColumns * 2)
    for channel in 0..<targetImages.channels {
      var sums = InlineArray<16, Scalar>(repeating: 0)
      for other in 0..<sourceImages.channels {
        let d = InlineArray<16, Scalar> { place in
          let (row, column) = (y + place / 4 - padding, x + place % 4 - padding)
          return entry(source, sourceImages, image, row, column, other)
        }
        let u = filterNaive(InlineArray<9, Scalar> { weight($0, other, channel) })
        let v = inputNaive(d)
        for place in 0..<16 { sums[place] = sums[place].addingProduct(u[place], v[place]) }
      }
      let outputs = outputNaive(sums)
      for place in 0..<4 where targetImages.contains(y + place / 2, x + place % 2) {
        let row = image * targetImages.height + y + place / 2
        let pixel = row * targetImages.width + x + place % 2
        target[pixel * targetImages.channels + channel] = outputs[place]
      }
    }
  }
}

/// Every filter's gradient: for each chunk of images, 16 chains over its tiles, ascending from +0; their
/// transforms are added to +0 in order.
@inline(__always)
func winogradWeightGradientNaive<Scalar: KernelScalar>(
  _ weightGradient: UnsafeMutablePointer<Scalar>, _ input: UnsafePointer<Scalar>,
  _ outputGradient: UnsafePointer<Scalar>, _ shape: ConvolutionShape
) {
  let (inputs, outputs) = (shape.inputImages, shape.outputImages)
  let (tileRows, tileColumns) = (outputs.tileRows, outputs.tileColumns)
  for filter in 0..<shape.filters {
    for channel in 0..<shape.channels {
      var total = InlineArray<9, Scalar>(repeating: 0)
      for first in stride(from: 0, to: shape.images, by: shape.chunkImages) {
        var sums = InlineArray<16, Scalar>(repeating: 0)
        for image in first..<min(first + shape.chunkImages, shape.images) {
          for tile in 0..<tileRows * tileColumns {
            let (y, x) = (tile / tileColumns * 2, tile % tileColumns * 2)
            let e = InlineArray<4, Scalar> { place in
              entry(outputGradient, outputs, image, y + place / 2, x + place % 2, filter)
            }
            let d = InlineArray<16, Scalar> { place in
              let (row, column) = (y + place / 4 - shape.padding, x + place % 4 - shape.padding)
              return entry(input, inputs, image, row, column, channel)
            }
            let (u, v) = (gradientNaive(e), inputNaive(d))
            for place in 0..<16 { sums[place] = sums[place].addingProduct(u[place], v[place]) }
          }
        }
        let chunk = filterGradientNaive(sums)
        for tap in 0..<9 { total[tap] += chunk[tap] }
      }
      for tap in 0..<9 {
        weightGradient[(filter * 9 + tap) * shape.channels + channel] = total[tap]
      }
    }
  }
}

/// An entry of an image, 0 outside.
private func entry<Scalar: KernelScalar>(
  _ source: UnsafePointer<Scalar>, _ images: ImageExtent, _ image: Int, _ row: Int, _ column: Int,
  _ channel: Int
) -> Scalar {
  guard images.contains(row, column) else { return 0 }
  let pixel = (image * images.height + row) * images.width + column
  return source[pixel * images.channels + channel]
}

/// Bᵀ d B
private func inputNaive<Scalar: KernelScalar>(
  _ d: InlineArray<16, Scalar>
) -> InlineArray<16, Scalar> {
  func along(_ place: Int, _ step: Int, _ d: InlineArray<16, Scalar>) -> Scalar {
    // The line through `place`, its entries `step` apart.
    let index = place / step % 4
    let first = place - index * step
    let (a, b, c, e) = (d[first], d[first + step], d[first + 2 * step], d[first + 3 * step])
    return index == 0 ? a - c : index == 1 ? b + c : index == 2 ? c - b : b - e
  }
  let t = InlineArray<16, Scalar> { along($0, 4, d) }
  return InlineArray { along($0, 1, t) }
}

/// G g Gᵀ
private func filterNaive<Scalar: KernelScalar>(
  _ g: InlineArray<9, Scalar>
) -> InlineArray<16, Scalar> {
  func line(_ index: Int, _ a: Scalar, _ b: Scalar, _ c: Scalar) -> Scalar {
    switch index {
    case 0: a
    case 1: ((a + c) + b) * 0.5
    case 2: ((a + c) - b) * 0.5
    default: c
    }
  }
  let t = InlineArray<12, Scalar> { line($0 / 3, g[$0 % 3], g[3 + $0 % 3], g[6 + $0 % 3]) }
  return InlineArray { place in
    let first = place / 4 * 3
    return line(place % 4, t[first], t[first + 1], t[first + 2])
  }
}

/// Aᵀ m A
private func outputNaive<Scalar: KernelScalar>(
  _ m: InlineArray<16, Scalar>
) -> InlineArray<4, Scalar> {
  func line(_ index: Int, _ a: Scalar, _ b: Scalar, _ c: Scalar, _ d: Scalar) -> Scalar {
    index == 0 ? (a + b) + c : (b - c) - d
  }
  let t = InlineArray<8, Scalar> {
    line($0 / 4, m[$0 % 4], m[4 + $0 % 4], m[8 + $0 % 4], m[12 + $0 % 4])
  }
  return InlineArray { place in
    let first = place / 2 * 4
    return line(place % 2, t[first], t[first + 1], t[first + 2], t[first + 3])
  }
}

/// A e Aᵀ
private func gradientNaive<Scalar: KernelScalar>(
  _ e: InlineArray<4, Scalar>
) -> InlineArray<16, Scalar> {
  func line(_ index: Int, _ a: Scalar, _ b: Scalar) -> Scalar {
    index == 0 ? a : index == 1 ? a + b : index == 2 ? a - b : -b
  }
  let t = InlineArray<8, Scalar> { line($0 / 2, e[$0 % 2], e[2 + $0 % 2]) }
  return InlineArray { place in line(place % 4, t[place / 4 * 2], t[place / 4 * 2 + 1]) }
}

/// Gᵀ s G
private func filterGradientNaive<Scalar: KernelScalar>(
  _ s: InlineArray<16, Scalar>
) -> InlineArray<9, Scalar> {
  func line(_ index: Int, _ a: Scalar, _ b: Scalar, _ c: Scalar, _ d: Scalar) -> Scalar {
    index == 0 ? a + (b + c) * 0.5 : index == 1 ? (b - c) * 0.5 : (b + c) * 0.5 + d
  }
  let t = InlineArray<12, Scalar> {
    line($0 / 4, s[$0 % 4], s[4 + $0 % 4], s[8 + $0 % 4], s[12 + $0 % 4])
  }
  return InlineArray { place in
    let first = place / 3 * 4
    return line(place % 3, t[first], t[first + 1], t[first + 2], t[first + 3])
  }
}
