// The canonical text of a value: JSON with sorted keys, two-space indentation, shortest
// round-trip numbers and a final newline. Digests are taken of this text, so its writer is ours;
// parsing is Foundation's.

public import FoundationEssentials

/// A JSON document as a value.
public indirect enum JSONValue: Hashable, Sendable, Codable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A number without fraction or exponent.
  case integer(Int)
  /// Any other finite number.
  case number(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object; written with its keys in ascending UTF-8 order.
  case object([String: JSONValue])

  /// Reads the value from its text form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Writes the value in its text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let values): try container.encode(values)
    case .object(let members): try container.encode(members)
    }
  }

  /// The canonical text, without a final newline.
  public var text: String { written(indent: "") }

  private func written(indent: String) -> String {
    let deeper = indent + "  "
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .number(let value): return canonicalText(of: value)
    case .string(let value): return Self.quoted(value)
    case .array(let values):
      if values.allSatisfy(\.isScalar) {
        return "[" + values.map { $0.written(indent: "") }.joined(separator: ", ") + "]"
      }
      let lines = values.map { deeper + $0.written(indent: deeper) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let keys = members.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      let lines = keys.map { key in
        "\(deeper)\(Self.quoted(key)): \(members[key, default: .null].written(indent: deeper))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

/// A finite number in Swift's shortest form that reads back to the same bits; whole numbers below
/// 2^53 carry no fraction.
///
/// - Precondition: `value` is finite. NaN and infinities are refused before they are written.
public func canonicalText(of value: Double) -> String {
  precondition(value.isFinite, "a number that is not finite must not reach canonical text")
  if value == value.rounded(.towardZero), abs(value) < 0x1p53 {
    return value == 0 ? "0" : String(Int64(value))
  }
  return value.description
}

/// Canonical text of anything encodable, and its strict reading.
public enum CanonicalJSON {
  /// The canonical text of a value, with a final newline.
  ///
  /// - Throws: `Failure` if the value holds a number that is not finite.
  public static func text(of value: some Encodable) throws -> String {
    do {
      let data = try JSONEncoder().encode(value)
      return try JSONDecoder().decode(JSONValue.self, from: data).text + "\n"
    } catch EncodingError.invalidValue(let number, let context) {
      throw Failure(
        "record", field: path(context.codingPath), "\(number) is not a finite number")
    }
  }

  /// Reads a value and refuses members that its type does not know.
  ///
  /// - Throws: `Failure` naming `file`, the field, and what was expected there.
  public static func read<Value: Codable>(
    _ type: Value.Type, from data: Data, file: String
  ) throws -> Value {
    do {
      let value = try JSONDecoder().decode(type, from: data)
      let given = try JSONDecoder().decode(JSONValue.self, from: data)
      let known = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
      if let stranger = unknownMember(in: given, comparedTo: known, at: "") {
        throw Failure(file, field: stranger, "is not a member of this document; check its spelling")
      }
      return value
    } catch let error as DecodingError {
      throw explained(error, file: file)
    }
  }

  private static func unknownMember(
    in given: JSONValue, comparedTo known: JSONValue, at path: String
  ) -> String? {
    switch (given, known) {
    case (.object(let given), .object(let known)):
      for key in given.keys.sorted() {
        let place = path.isEmpty ? key : "\(path).\(key)"
        guard let counterpart = known[key] else {
          if given[key] == .null { continue }
          return place
        }
        let member = given[key, default: .null]
        if let found = unknownMember(in: member, comparedTo: counterpart, at: place) {
          return found
        }
      }
      return nil
    case (.array(let given), .array(let known)):
      for (index, pair) in zip(given, known).enumerated() {
        if let found = unknownMember(in: pair.0, comparedTo: pair.1, at: "\(path)[\(index)]") {
          return found
        }
      }
      return nil
    default: return nil
    }
  }

  private static func explained(_ error: DecodingError, file: String) -> Failure {
    switch error {
    case .keyNotFound(let key, let context):
      Failure(file, field: path(context.codingPath + [key]), "is missing")
    case .typeMismatch(let type, let context):
      Failure(file, field: path(context.codingPath), "expected \(type)")
    case .valueNotFound(let type, let context):
      Failure(file, field: path(context.codingPath), "expected \(type), found null")
    case .dataCorrupted(let context):
      Failure(file, field: path(context.codingPath), context.debugDescription)
    @unknown default:
      Failure(file, "\(error)")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
  }
}
