/// The chunk structure of a PNG file: splitting, joining, checksums, and the text chunks among them.
/// Pixels are libpng's business.

/// One chunk: a four-letter type and its data.
struct PNGChunk {
  let type: String
  let data: [UInt8]

  /// Length, type, data and checksum as they stand in a file.
  var bytes: [UInt8] {
    let body = Array(type.utf8) + data
    return PNGChunk.bigEndian(UInt32(data.count)) + body + PNGChunk.bigEndian(crc32(body))
  }

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  /// The chunks of a file, every checksum verified, up to and including `IEND`.
  static func split(_ file: [UInt8]) throws(RenderError) -> [PNGChunk] {
    guard file.starts(with: signature) else {
      throw .malformed(expected: "the PNG signature", offset: 0)
    }
    var chunks: [PNGChunk] = []
    var at = signature.count
    while chunks.last?.type != "IEND" {
      guard at + 12 <= file.count else { throw .malformed(expected: "a chunk", offset: at) }
      let length = Int(word(file, at))
      let end = at + 8 + length
      guard end + 4 <= file.count else {
        throw .malformed(expected: "\(length) bytes of chunk data", offset: at + 8)
      }
      guard crc32(file[(at + 4)..<end]) == word(file, end) else {
        throw .malformed(expected: "the checksum of the chunk before it", offset: end)
      }
      let type = String(decoding: file[(at + 4)..<(at + 8)], as: UTF8.self)
      chunks.append(PNGChunk(type: type, data: Array(file[(at + 8)..<end])))
      at = end + 4
    }
    return chunks
  }

  private static func word(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// An uncompressed international text chunk.
  static func text(_ entry: PNGText) -> PNGChunk {
    precondition(
      (1...79).contains(entry.key.utf8.count) && entry.key.utf8.allSatisfy { $0 >= 32 && $0 < 127 },
      "a PNG text key has 1 to 79 printable ASCII characters, not '\(entry.key)'")
    precondition(!entry.value.utf8.contains(0), "PNG text '\(entry.key)' contains a zero byte")
    // After the key: terminator, uncompressed, method 0, no language, no translated key.
    return PNGChunk(
      type: "iTXt", data: Array(entry.key.utf8) + [0, 0, 0, 0, 0] + Array(entry.value.utf8))
  }

  /// The text of an uncompressed `iTXt` chunk; nil for any other chunk.
  var text: PNGText? {
    guard type == "iTXt", let end = data.firstIndex(of: 0), end + 2 < data.count,
      data[end + 1] == 0
    else { return nil }
    let afterLanguage = data[(end + 3)...].firstIndex(of: 0).map { $0 + 1 } ?? data.count
    let afterTranslation =
      data[min(afterLanguage, data.count)...].firstIndex(of: 0).map { $0 + 1 }
    guard let start = afterTranslation else { return nil }
    return PNGText(
      String(decoding: data[..<end], as: UTF8.self),
      String(decoding: data[start...], as: UTF8.self))
  }
}

/// The checksum of PNG chunks (ISO 3309, polynomial 0xEDB88320 reflected).
func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
  var crc: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    crc = crcTable[Int((crc ^ UInt32(byte)) & 0xFF)] ^ (crc >> 8)
  }
  return crc ^ 0xFFFF_FFFF
}

private let crcTable: [UInt32] = (0..<256).map { index in
  (0..<8).reduce(UInt32(index)) { crc, _ in
    crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1
  }
}
