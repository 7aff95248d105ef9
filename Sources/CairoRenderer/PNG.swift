/// PNG files: pixels through libpng's simplified interface, passports as `iTXt` chunks.

internal import CPNG

/// A key and a value carried inside a PNG file.
public struct PNGText: Sendable, Equatable {
  /// 1 to 79 printable ASCII characters.
  public let key: String
  /// Any text without zero bytes.
  public let value: String

  /// A pair of key and value.
  public init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}

/// The bytes of a PNG file with 8-bit RGB pixels (RGBA if any pixel is transparent) and the given
/// texts, in their order, before the end of the file.
///
/// The compressed bytes depend on the zlib in use: compare pixels, never files.
/// - Throws: `RenderError.png` if libpng refuses.
public func writePNG(_ raster: Raster, text: [PNGText] = []) throws(RenderError) -> [UInt8] {
  let isOpaque = stride(from: 3, to: raster.pixels.count, by: 4).allSatisfy {
    raster.pixels[$0] == 255
  }
  var image = png_image()
  image.version = UInt32(PNG_IMAGE_VERSION)
  image.width = UInt32(raster.width)
  image.height = UInt32(raster.height)
  image.format = isOpaque ? pixelFormatRGB : pixelFormatRGBA
  let pixels = isOpaque ? raster.withoutAlpha : raster.pixels
  var size = 0
  guard png_image_write_to_memory(&image, nil, &size, 0, pixels, 0, nil) != 0 else {
    throw .png(message: image.text, during: "measuring a picture")
  }
  var file = [UInt8](repeating: 0, count: size)
  guard png_image_write_to_memory(&image, &file, &size, 0, pixels, 0, nil) != 0 else {
    throw .png(message: image.text, during: "compressing a picture")
  }
  let chunks = try PNGChunk.split(Array(file[..<size]))
  let texts = text.map { PNGChunk.text($0) }
  let body: [PNGChunk] = Array(chunks.dropLast()) + texts + Array(chunks.suffix(1))
  return PNGChunk.signature + body.flatMap { $0.bytes }
}

/// The pixels and texts of a PNG file, whatever its colour type; all checksums are verified.
/// - Throws: `RenderError.malformed` for a damaged file, `RenderError.png` if libpng refuses the pixels.
public func readPNG(_ file: [UInt8]) throws(RenderError) -> (raster: Raster, text: [PNGText]) {
  let chunks = try PNGChunk.split(file)
  var image = png_image()
  image.version = UInt32(PNG_IMAGE_VERSION)
  guard png_image_begin_read_from_memory(&image, file, file.count) != 0 else {
    throw .png(message: image.text, during: "reading a header")
  }
  defer { png_image_free(&image) }
  image.format = pixelFormatRGBA
  let (width, height) = (Int(image.width), Int(image.height))
  guard width * height <= 1 << 28 else {
    throw .png(message: "\(width) x \(height) pixels are too many", during: "reading a header")
  }
  var pixels = [UInt8](repeating: 0, count: width * height * 4)
  guard png_image_finish_read(&image, nil, &pixels, 0, nil) != 0 else {
    throw .png(message: image.text, during: "reading pixels")
  }
  return (Raster(width: width, height: height, pixels: pixels), chunks.compactMap { $0.text })
}

/// `PNG_FORMAT_RGB` and `PNG_FORMAT_RGBA`, which Swift cannot import as macros of macros.
private let pixelFormatRGB: UInt32 = 2
private let pixelFormatRGBA: UInt32 = 3

extension png_image {
  /// libpng's message about the last failure.
  fileprivate var text: String {
    withUnsafeBytes(of: message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

extension Raster {
  /// Red, green, blue of each pixel; shape height x width x 3.
  fileprivate var withoutAlpha: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: width * height * 3) { out, count in
      for i in 0..<width * height {
        for channel in 0..<3 { out[i * 3 + channel] = pixels[i * 4 + channel] }
      }
      count = width * height * 3
    }
  }
}
