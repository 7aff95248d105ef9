// Arrays in and out as NumPy's `.npy` (format versions 1 to 3): what the users' tools read. Little-endian
// numbers in C order only; anything else is refused by name.

public import FoundationEssentials

/// A rectangular array of numbers with its shape.
public struct NumpyArray: Hashable, Sendable {
  /// The elements in row-major order.
  public enum Elements: Hashable, Sendable {
    /// 32-bit floats, `<f4`.
    case float32([Float])
    /// 64-bit floats, `<f8`.
    case float64([Double])
    /// Signed 64-bit integers, `<i8`; narrower integers are widened when they are read.
    case integers([Int])

    /// How many there are.
    public var count: Int {
      switch self {
      case .float32(let values): values.count
      case .float64(let values): values.count
      case .integers(let values): values.count
      }
    }
  }

  /// The extent of each axis; empty for a single number.
  public let shape: [Int]
  /// The elements, as many as the product of the extents.
  public let elements: Elements

  /// An array.
  ///
  /// - Precondition: there are as many elements as the shape asks for.
  public init(shape: [Int], _ elements: Elements) {
    precondition(shape.reduce(1, *) == elements.count, "elements do not fill the shape")
    self.shape = shape
    self.elements = elements
  }

  /// Reads the content of an `.npy` file.
  ///
  /// - Throws: `Failure` naming `file` and what was expected in it.
  public init(npy data: Data, file: String) throws(Failure) {
    let header = try NumpyHeader(data, file: file)
    var count = 1
    for extent in header.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw Failure(file, field: "shape", "is too large to be held") }
      count = product
    }
    let bytes = data.dropFirst(header.length)
    let (needed, overflow) = count.multipliedReportingOverflow(by: header.kind.width)
    guard !overflow, bytes.count == needed else {
      throw Failure(
        file, "holds \(bytes.count) bytes of elements, expected \(count) × \(header.kind.width)",
        hint: "write the file again with numpy.save; it may be cut off")
    }
    self.init(shape: header.shape, header.kind.elements(of: bytes, count: count))
  }

  /// The content of an `.npy` file of format version 1, its elements on a multiple of 64 bytes.
  public var npy: Data {
    let name =
      switch elements {
      case .float32: "<f4"
      case .float64: "<f8"
      case .integers: "<i8"
      }
    let extents = shape.map { "\($0)," }.joined(separator: " ")
    let tuple = shape.count == 1 ? extents : String(extents.dropLast())
    var text = "{'descr': '\(name)', 'fortran_order': False, 'shape': (\(tuple)), }"
    text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
    var data = Data(NumpyHeader.magic + [1, 0])
    data.append(contentsOf: littleEndianBytes(UInt16(text.utf8.count)))
    data.append(contentsOf: text.utf8)
    data.append(elements.littleEndian)
    return data
  }
}

extension NumpyArray.Elements {
  /// The elements' bytes, little-endian, one after another.
  public var littleEndian: Data {
    switch self {
    case .float32(let values): Self.bytes(values.map { $0.bitPattern.littleEndian })
    case .float64(let values): Self.bytes(values.map { $0.bitPattern.littleEndian })
    case .integers(let values): Self.bytes(values.map { Int64($0).littleEndian })
    }
  }

  /// The memory of words whose bytes are in order.
  private static func bytes(_ words: [some FixedWidthInteger]) -> Data {
    words.withUnsafeBytes { Data($0) }
  }
}

/// What stands before the elements.
private struct NumpyHeader {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  var kind: NumpyKind
  var shape: [Int]
  var length: Int

  init(_ data: Data, file: String) throws(Failure) {
    let bytes = [UInt8](data.prefix(65_536 + 12))
    guard bytes.count >= 10, bytes.starts(with: Self.magic), (1...3).contains(bytes[6]) else {
      throw Failure(
        file, "is not an .npy file of format version 1, 2 or 3",
        hint: "numpy.save('array.npy', array)")
    }
    let isShort = bytes[6] == 1
    let start = isShort ? 10 : 12
    let size = bytes[8..<min(start, bytes.count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count >= start + size else {
      throw Failure(file, field: "header", "is cut off or longer than 64 KiB")
    }
    length = start + size
    let text = String(decoding: bytes[start..<length], as: UTF8.self)
    guard Self.value(of: "fortran_order", in: text) == "False" else {
      throw Failure(
        file, field: "fortran_order", "expected elements in C order",
        hint: "numpy.save('array.npy', numpy.ascontiguousarray(array))")
    }
    let name = Self.value(of: "descr", in: text)
    guard let kind = NumpyKind(descr: name.filter { $0 != "'" && $0 != "\"" }) else {
      throw Failure(
        file, field: "descr", "expected little-endian floats or integers, found \(name)",
        hint: "numpy.save('array.npy', array.astype('<f8'))")
    }
    self.kind = kind
    shape = try Self.shape(in: text, file: file)
  }

  /// The text of a member up to the next comma outside of parentheses.
  private static func value(of key: String, in text: String) -> String {
    guard let found = text.firstRange(of: "'\(key)':") else { return "" }
    let rest = text[found.upperBound...].drop { $0 == " " }
    if rest.first == "(" { return String(rest.prefix { $0 != ")" }.dropFirst()) }
    return String(rest.prefix { $0 != "," && $0 != "}" && $0 != " " })
  }

  private static func shape(in text: String, file: String) throws(Failure) -> [Int] {
    var extents: [Int] = []
    for part in value(of: "shape", in: text).split(separator: ",") {
      let digits = part.filter { $0 != " " }
      if digits.isEmpty { continue }
      guard let extent = Int(digits), extent >= 0 else {
        throw Failure(file, field: "shape", "expected whole numbers, found '\(digits)'")
      }
      extents.append(extent)
    }
    return extents
  }
}

/// The element types that are read.
private enum NumpyKind: String {
  case float32 = "<f4"
  case float64 = "<f8"
  case int8 = "|i1"
  case uint8 = "|u1"
  case int16 = "<i2"
  case uint16 = "<u2"
  case int32 = "<i4"
  case uint32 = "<u4"
  case int64 = "<i8"

  init?(descr: String) { self.init(rawValue: descr) }

  var width: Int { Int(String(rawValue.dropFirst(2)))! }

  func elements(of bytes: Data, count: Int) -> NumpyArray.Elements {
    bytes.withUnsafeBytes { raw in
      switch self {
      case .float32:
        .float32(Self.words(raw, count, UInt32.self).map(Float.init(bitPattern:)))
      case .float64:
        .float64(Self.words(raw, count, UInt64.self).map(Double.init(bitPattern:)))
      case .int8: .integers(Self.words(raw, count, Int8.self).map(Int.init))
      case .uint8: .integers(Self.words(raw, count, UInt8.self).map(Int.init))
      case .int16: .integers(Self.words(raw, count, Int16.self).map(Int.init))
      case .uint16: .integers(Self.words(raw, count, UInt16.self).map(Int.init))
      case .int32: .integers(Self.words(raw, count, Int32.self).map(Int.init))
      case .uint32: .integers(Self.words(raw, count, UInt32.self).map(Int.init))
      case .int64: .integers(Self.words(raw, count, Int64.self).map(Int.init))
      }
    }
  }

  private static func words<Word: FixedWidthInteger>(
    _ raw: UnsafeRawBufferPointer, _ count: Int, _ type: Word.Type
  ) -> [Word] {
    (0..<count).map { index in
      let word = raw.loadUnaligned(fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self)
      return Word(littleEndian: word)
    }
  }
}

/// The bytes of an integer, least significant first.
func littleEndianBytes(_ word: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: word.littleEndian) { Array($0) }
}
