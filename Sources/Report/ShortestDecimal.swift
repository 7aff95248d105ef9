// Decimal rounding and writing of binary numbers, without a formatter of the platform's.

/// The decimal digits of a number's shortest form that reads back to the same bits.
///
/// Rounding starts from this form, which is the one that tables and value files show, so that a
/// reader who rounds a published number by hand gets what the report prints. Halves go away from
/// zero: 9.995 becomes 10.00, although the binary number lies a little below.
struct ShortestDecimal {
  /// Whether the number is below zero; false for both zeros.
  private(set) var isNegative: Bool
  /// Digits d1 d2 d3 … without zeros at either end; none for zero.
  private(set) var digits: [Int] = []
  /// The number is ±d1.d2d3… × 10^exponent.
  private(set) var exponent = 0

  /// The digits of a finite number.
  init(_ value: Double) {
    precondition(value.isFinite, "a number that is not finite has no digits")
    isNegative = value < 0
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    exponent = mantissa[0].count - 1 + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    digits = mantissa.joined().compactMap(\.wholeNumberValue)
    normalize()
  }

  private mutating func normalize() {
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    exponent = digits.isEmpty ? 0 : exponent - zeros
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { isNegative = false }
  }

  /// The number times a power of ten.
  func scaled(byPowerOfTen power: Int) -> ShortestDecimal {
    var result = self
    if !digits.isEmpty { result.exponent += power }
    return result
  }

  /// The number rounded to its first `count` digits, halves away from zero.
  func rounded(toDigits count: Int) -> ShortestDecimal {
    guard count < digits.count else { return self }
    var result = self
    result.digits = count < 0 ? [] : Array(digits.prefix(count))
    if count >= 0, digits[count] >= 5 {
      while result.digits.last == 9 { result.digits.removeLast() }
      if let last = result.digits.popLast() {
        result.digits.append(last + 1)
      } else {
        result.digits = [1]
        result.exponent += 1
      }
    }
    result.normalize()
    return result
  }

  /// The number rounded to so many digits after the decimal point.
  func rounded(toPlaces places: Int) -> ShortestDecimal {
    rounded(toDigits: exponent + 1 + places)
  }

  /// Whether no digit stands after the decimal point.
  var isWhole: Bool { digits.count <= exponent + 1 }

  /// The number rounded to `places` decimals and written out, in groups of three from five whole
  /// digits on.
  func plain(places: Int) -> String {
    let number = rounded(toPlaces: places)
    let greatest = max(number.exponent, 0)
    var text = number.isNegative ? "\u{2212}" : ""
    for power in stride(from: greatest, through: -places, by: -1) {
      if power == -1 { text += "." }
      text += String(number.digit(ofPower: power))
      if greatest >= 4, power > 0, power.isMultiple(of: 3) { text += "\u{202F}" }
    }
    return text
  }

  private func digit(ofPower power: Int) -> Int {
    let index = exponent - power
    return digits.indices.contains(index) ? digits[index] : 0
  }

  /// The number rounded to `places` decimals of its leading digit, e.g. `1.23 × 10⁻⁴`.
  func scientific(places: Int) -> String {
    let number = rounded(toDigits: places + 1)
    if number.digits.isEmpty { return "0" }
    let mantissa = number.scaled(byPowerOfTen: -number.exponent).plain(places: places)
    return "\(mantissa) × 10\(superscript(number.exponent))"
  }

  private func superscript(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (number < 0 ? "⁻" : "")
      + String(number.magnitude.description.compactMap(\.wholeNumberValue).map { digits[$0] })
  }

  /// Exactly `count` significant digits: written out where none of them is a filling zero and the
  /// number is at least 0.0001, else in powers of ten.
  func significant(_ count: Int) -> String {
    let number = rounded(toDigits: count)
    if number.digits.isEmpty { return "0" }
    return (-4..<count).contains(number.exponent)
      ? number.plain(places: count - 1 - number.exponent) : number.scientific(places: count - 1)
  }

  /// All digits there are: written out between 0.0001 and 999 999, else in powers of ten.
  var compact: String {
    (-4..<6).contains(exponent)
      ? plain(places: max(digits.count - 1 - exponent, 0))
      : scientific(places: max(digits.count - 1, 0))
  }

  /// The binary number nearest to these digits.
  var value: Double {
    let digits = digits.map(String.init).joined()
    let magnitude = Double("\(digits.isEmpty ? "0" : digits)e\(exponent + 1 - digits.count)") ?? 0
    return isNegative ? -magnitude : magnitude
  }
}
