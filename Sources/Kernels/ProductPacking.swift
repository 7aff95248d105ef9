// Packing: copies of A and B in the order in which the register tiles read them.

/// Copies a block of a transposed A, `steps` × `rows` with its corner at `source` and steps
/// `stride` apart, tile by tile: steps × 6 scalars each. What lies beyond the last row is left as it
/// is; nothing reads it.
@inline(__always)
func packTiles<Scalar: KernelScalar>(
  _ target: UnsafeMutablePointer<Scalar>, _ source: UnsafePointer<Scalar>, stride: Int, steps: Int,
  rows: Int, tileRows: Int
) {
  var target = target
  for row in Swift.stride(from: 0, to: rows, by: tileRows) {
    let height = min(tileRows, rows - row)
    for step in 0..<steps {
      for i in 0..<height { target[i] = source[step * stride + row + i] }
      target += tileRows
    }
  }
}

/// Copies `steps` rows of `width` scalars, `stride` apart, to rows of `padded` scalars, zeros behind.
@inline(__always)
func packRows<Scalar: KernelScalar>(
  _ target: UnsafeMutablePointer<Scalar>, _ source: UnsafePointer<Scalar>, stride: Int, steps: Int,
  width: Int, padded: Int
) {
  if width < padded { target.update(repeating: 0, count: steps * padded) }
  for step in 0..<steps {
    (target + step * padded).update(from: source + step * stride, count: width)
  }
}

/// Copies `width` rows of `steps` scalars, `stride` apart, transposed: to `steps` rows of `padded`
/// scalars, zeros behind.
@inline(__always)
func packColumns<Scalar: KernelScalar>(
  _ target: UnsafeMutablePointer<Scalar>, _ source: UnsafePointer<Scalar>, stride: Int, steps: Int,
  width: Int, padded: Int
) {
  if width < padded { target.update(repeating: 0, count: steps * padded) }
  let (wholeWidth, wholeSteps) = (width & ~3, steps & ~3)
  for column in Swift.stride(from: 0, to: wholeWidth, by: 4) {
    for step in Swift.stride(from: 0, to: wholeSteps, by: 4) {
      transpose4x4(target + step * padded + column, padded, source + column * stride + step, stride)
    }
  }
  for column in 0..<width {
    for step in (column < wholeWidth ? wholeSteps : 0)..<steps {
      target[step * padded + column] = source[column * stride + step]
    }
  }
}

@inline(__always)
private func transpose4x4<Scalar: KernelScalar>(
  _ target: UnsafeMutablePointer<Scalar>, _ targetStride: Int, _ source: UnsafePointer<Scalar>,
  _ sourceStride: Int
) {
  let rows = InlineArray<4, SIMD4<Scalar>> {
    UnsafeRawPointer(source + $0 * sourceStride).loadUnaligned(as: SIMD4<Scalar>.self)
  }
  for i in 0..<4 {
    UnsafeMutableRawPointer(target + i * targetStride).storeBytes(
      of: SIMD4(rows[0][i], rows[1][i], rows[2][i], rows[3][i]), as: SIMD4<Scalar>.self)
  }
}
