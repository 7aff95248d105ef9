/// Pixels: what a scene looks like, independent of any file format.

/// A picture of 8-bit pixels.
public struct Raster: Sendable, Equatable {
  /// Columns of pixels.
  public let width: Int
  /// Rows of pixels.
  public let height: Int
  /// Red, green, blue, alpha of each pixel, not premultiplied; rows from the top.
  /// Shape height x width x 4.
  public let pixels: [UInt8]

  /// A picture from its pixels (height x width x 4 bytes).
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(
      width > 0 && height > 0 && pixels.count == width * height * 4,
      "\(width) x \(height) pixels need \(width * height * 4) bytes, not \(pixels.count)")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Red, green, blue, alpha of the pixel in column `x` of row `y`.
  public subscript(x: Int, y: Int) -> [UInt8] {
    precondition(x >= 0 && x < width && y >= 0 && y < height, "pixel (\(x), \(y)) is outside")
    let start = (y * width + x) * 4
    return Array(pixels[start..<start + 4])
  }

  /// What a pixel digest covers: width and height as 32-bit little-endian integers, then the pixels.
  public var canonicalBytes: [UInt8] {
    let header = [width, height].flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    return header + pixels
  }
}
