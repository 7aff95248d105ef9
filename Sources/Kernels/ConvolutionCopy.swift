// How patches are gathered: pixels in order, and copies of short runs, for which a library call would
// cost more than the copy.

/// Calls `body` with some pixels of images of one size, in order: the index in `pixels`, the image, its
/// row and its column.
@inline(__always)
func forEachPixel(
  _ pixels: Range<Int>, height: Int, width: Int,
  _ body: (_ index: Int, _ image: Int, _ y: Int, _ x: Int) -> Void
) {
  let row = pixels.lowerBound / width
  var (image, y, x) = (row / height, row % height, pixels.lowerBound % width)
  for index in 0..<pixels.count {
    body(index, image, y, x)
    x &+= 1
    if x == width {
      (x, y) = (0, y &+ 1)
      if y == height { (y, image) = (0, image &+ 1) }
    }
  }
}

/// Copies `count` scalars in whole vectors, the last one overlapping the one before.
@inline(__always)
func copyRun<Scalar: KernelScalar>(
  _ target: UnsafeMutablePointer<Scalar>, _ source: UnsafePointer<Scalar>, _ count: Int
) {
  let bytes = count &* MemoryLayout<Scalar>.stride
  let (target, source) = (UnsafeMutableRawPointer(target), UnsafeRawPointer(source))
  if bytes >= 64 {
    copy(SIMD16<UInt32>.self, target, source, bytes)
  } else if bytes >= 32 {
    copy(SIMD8<UInt32>.self, target, source, bytes)
  } else if bytes >= 16 {
    copy(SIMD4<UInt32>.self, target, source, bytes)
  } else {
    for byte in Swift.stride(from: 0, to: bytes, by: 4) { move(UInt32.self, target, source, byte) }
  }
}

/// At least one whole vector.
@inline(__always)
private func copy<Vector: BitwiseCopyable>(
  _ vector: Vector.Type, _ target: UnsafeMutableRawPointer, _ source: UnsafeRawPointer,
  _ bytes: Int
) {
  let size = MemoryLayout<Vector>.size
  var byte = 0
  while byte &+ size <= bytes {
    move(vector, target, source, byte)
    byte &+= size
  }
  if byte < bytes { move(vector, target, source, bytes &- size) }
}

@inline(__always)
private func move<Vector: BitwiseCopyable>(
  _ vector: Vector.Type, _ target: UnsafeMutableRawPointer, _ source: UnsafeRawPointer, _ byte: Int
) {
  let value = source.loadUnaligned(fromByteOffset: byte, as: vector)
  target.storeBytes(of: value, toByteOffset: byte, as: vector)
}

/// One vector, from any address.
@inline(__always)
func loadLanes<Scalar: KernelScalar>(_ source: UnsafePointer<Scalar>) -> Scalar.Lanes {
  UnsafeRawPointer(source).loadUnaligned(as: Scalar.Lanes.self)
}

/// One vector, to any address.
@inline(__always)
func storeLanes<Scalar: KernelScalar>(
  _ lanes: Scalar.Lanes, _ target: UnsafeMutablePointer<Scalar>
) {
  UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: Scalar.Lanes.self)
}
