// The formats of value tokens.

/// How a value token writes its number. Results depend on the number alone: no locale, no platform.
public enum NumberFormat: Hashable, Sendable {
  /// `3s`: so many significant digits, e.g. `0.0123`, `12.3`, `1.23 × 10⁻⁷`.
  case significant(Int)
  /// `2f`: so many digits after the decimal point, e.g. `12.34`.
  case fixed(Int)
  /// `2e`: a power of ten with so many digits after the decimal point, e.g. `1.23 × 10⁻⁴`.
  case scientific(Int)
  /// `d`: a whole number in groups of three, e.g. `12 345`.
  case whole
  /// `%1`: a fraction as percent with so many digits after the decimal point, e.g. `12.3 %`.
  case percent(Int)

  /// The format of a word; `nil` unless it is one of those above with at most 17 digits.
  public init?(_ word: String) {
    if word == "d" {
      self = .whole
      return
    }
    let isPercent = word.hasPrefix("%")
    let digits = isPercent ? word.dropFirst() : word.dropLast()
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), digits.utf8.count <= 2,
      let count = Int(digits), count <= 17
    else { return nil }
    switch word.last {
    case _ where isPercent: self = .percent(count)
    case "s" where count > 0: self = .significant(count)
    case "f": self = .fixed(count)
    case "e": self = .scientific(count)
    default: return nil
    }
  }

  /// The words there are, for messages.
  static let expected = "such as 3s, 2f, 2e, d or %1"

  /// The text of a number; `nil` if it is not finite, or not whole where a whole number is asked for.
  public func text(of value: Double) -> String? {
    guard value.isFinite else { return nil }
    let decimal = ShortestDecimal(value)
    switch self {
    case .significant(let count): return decimal.significant(count)
    case .fixed(let places): return decimal.plain(places: places)
    case .scientific(let places): return decimal.scientific(places: places)
    case .whole: return decimal.isWhole ? decimal.plain(places: 0) : nil
    case .percent(let places):
      return decimal.scaled(byPowerOfTen: 2).plain(places: places) + "\u{202F}%"
    }
  }
}
