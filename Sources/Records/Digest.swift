// SHA-256 digests: the identity of specs, records, tables, scenes and pixels.

private import Crypto
public import FoundationEssentials

/// A SHA-256 digest, written as 64 lower-case hexadecimal digits.
public struct Digest: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The 64 hexadecimal digits.
  public let hexadecimal: String

  /// The digest of some bytes.
  public init(of bytes: some DataProtocol) {
    hexadecimal = SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  /// The digest of a text's UTF-8 bytes.
  public init(of text: String) { self.init(of: Array(text.utf8)) }

  /// A digest read back from text; `nil` unless it is 64 lower-case hexadecimal digits.
  public init?(hexadecimal text: String) {
    guard text.utf8.count == 64, text.utf8.allSatisfy(Self.isDigit) else { return nil }
    hexadecimal = text
  }

  /// Reads the value from its text form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let digest = Digest(hexadecimal: text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "expected 64 lower-case hexadecimal digits, found '\(text)'")
    }
    self = digest
  }

  /// Writes the value in its text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hexadecimal)
  }

  /// The text a person reads.
  public var description: String { hexadecimal }

  /// The first twelve digits: enough for a person to tell two digests apart.
  public var short: String { String(hexadecimal.prefix(12)) }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...102).contains(byte)
  }
}
