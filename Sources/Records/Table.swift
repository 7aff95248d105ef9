// Named columns of numbers or words, and their CSV form: traces of runs and the numbers behind a
// figure.

/// A table of equally long named columns.
public struct Table: Hashable, Sendable {
  /// A column's values.
  public enum Values: Hashable, Sendable {
    /// Finite numbers.
    case numbers([Double])
    /// Words without commas, quotes or line breaks.
    case words([String])

    /// How many there are.
    public var count: Int {
      switch self {
      case .numbers(let values): values.count
      case .words(let values): values.count
      }
    }
  }

  /// A named column.
  public struct Column: Hashable, Sendable {
    /// Its name, unique in the table.
    public var name: String
    /// Its values, one a row.
    public var values: Values

    /// A column.
    public init(_ name: String, _ values: Values) {
      self.name = name
      self.values = values
    }
  }

  /// The columns, in order.
  public private(set) var columns: [Column]

  /// A table of columns.
  ///
  /// - Precondition: the columns are equally long, their names differ, and words are as
  ///   ``Values/words(_:)`` says.
  public init(_ columns: [Column]) {
    precondition(Set(columns.map(\.values.count)).count <= 1, "columns of unequal length")
    precondition(Set(columns.map(\.name)).count == columns.count, "columns of the same name")
    for case .words(let words) in columns.map(\.values) {
      precondition(words.allSatisfy(Self.isWord), "a word with a comma, a quote or a line break")
    }
    self.columns = columns
  }

  private static func isWord(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { !",\"\r\n".utf8.contains($0) }
  }

  /// How many rows there are.
  public var rowCount: Int { columns.first?.values.count ?? 0 }

  /// The numbers of a column.
  ///
  /// - Precondition: the table has such a column of numbers.
  public subscript(numbers name: String) -> [Double] {
    guard case .numbers(let values)? = column(name)?.values else {
      preconditionFailure("no column of numbers named '\(name)' among \(columns.map(\.name))")
    }
    return values
  }

  /// The words of a column.
  ///
  /// - Precondition: the table has such a column of words.
  public subscript(words name: String) -> [String] {
    guard case .words(let values)? = column(name)?.values else {
      preconditionFailure("no column of words named '\(name)' among \(columns.map(\.name))")
    }
    return values
  }

  /// The column of a name.
  public func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// The rows whose number in a column equals a value.
  public func rows(where name: String, is value: Double) -> Table {
    let keep = self[numbers: name].map { $0 == value }
    return filtered { keep[$0] }
  }

  /// The rows whose word in a column equals a value.
  public func rows(where name: String, is value: String) -> Table {
    let keep = self[words: name].map { $0 == value }
    return filtered { keep[$0] }
  }

  private func filtered(_ keep: (Int) -> Bool) -> Table {
    let kept = (0..<rowCount).filter(keep)
    return Table(
      columns.map { column in
        switch column.values {
        case .numbers(let values): Column(column.name, .numbers(kept.map { values[$0] }))
        case .words(let values): Column(column.name, .words(kept.map { values[$0] }))
        }
      })
  }

  /// The CSV text: a header, then a line a row; numbers in canonical form.
  public var csv: String {
    let fields = columns.map { column in
      switch column.values {
      case .numbers(let values): values.map(canonicalText(of:))
      case .words(let values): values
      }
    }
    var text = columns.map(\.name).map(Self.quotedIfNeeded).joined(separator: ",") + "\n"
    for row in 0..<rowCount {
      text += fields.map { $0[row] }.joined(separator: ",") + "\n"
    }
    return text
  }

  private static func quotedIfNeeded(_ field: String) -> String {
    field.contains(",") ? "\"\(field)\"" : field
  }

  /// Reads CSV text written by `csv`; a column whose every field is a number becomes numbers.
  ///
  /// - Throws: `Failure` naming `file` and the line.
  public init(csv: String, file: String) throws {
    var lines = csv.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.popLast() == "", let header = lines.first else {
      throw Failure(file, field: "line \(lines.count)", "is cut off: a table ends with a newline")
    }
    let names = Self.fields(of: header)
    var cells = [[Substring]](repeating: [], count: names.count)
    for (index, line) in lines.enumerated().dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == names.count else {
        throw Failure(
          file, field: "line \(index + 1)",
          "has \(fields.count) fields where the header has \(names.count)")
      }
      for (column, field) in fields.enumerated() { cells[column].append(field) }
    }
    self.init(
      try zip(names, cells).map { name, cells in
        let numbers = cells.compactMap { Double($0) }
        if numbers.count == cells.count { return Column(name, .numbers(numbers)) }
        if let row = cells.firstIndex(where: { !Self.isWord($0) }) {
          throw Failure(
            file, field: "line \(row + 2)",
            "has a quote or a carriage return in column '\(name)', expected words without them")
        }
        return Column(name, .words(cells.map(String.init)))
      })
  }

  private static func fields(of header: Substring) -> [String] {
    var fields = [""]
    var quoted = false
    for character in header {
      switch character {
      case "\"": quoted.toggle()
      case "," where !quoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
