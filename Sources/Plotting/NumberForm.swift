/// How numbers are written beside ticks: no locale, no format strings, a true minus sign.

internal import Kernels

extension NumberForm {
  /// One number in this form; |value| below 10^15.
  public func label(_ value: Double) -> RichText { labels([value])[0] }

  /// The numbers of one axis in this form; `plain` gives all of them the same number of decimals.
  public func labels(_ values: [Double]) -> [RichText] {
    precondition(
      self == .power || values.allSatisfy { abs($0) < 1e15 }, "only `power` labels 10^15 and above")
    switch self {
    case .plain:
      let decimals = NumberForm.decimals(needed: values)
      return values.map { RichText(plain: NumberForm.fixed($0, decimals: decimals)) }
    case .power:
      return values.map { value in
        let exponent = Int(Elementary.log10(value).rounded())
        let digits = NumberForm.integer(exponent)
        return RichText([.init("10"), .init(digits, script: .superscript)])
      }
    case .truncated:
      return values.map { RichText(plain: NumberForm.truncatedText($0)) }
    }
  }

  /// The power of ten with an exponent in -300...300: exact or correctly rounded for |exponent| <= 22.
  static func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10 }
    return exponent < 0 ? 1 / power : power
  }

  /// The fewest decimals that tell the values apart and show each to a thousandth of their spacing.
  private static func decimals(needed values: [Double]) -> Int {
    let sorted = values.sorted()
    let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
    let tolerance = (gaps.min() ?? abs(values.first ?? 1)) * 1e-3
    return (0..<10).first { decimals in
      let power = powerOfTen(decimals)
      return values.allSatisfy { abs(($0 * power).rounded() / power - $0) <= tolerance }
    } ?? 10
  }

  /// A value with a fixed number of decimals, rounded half away from zero.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let units = UInt64((abs(value) * powerOfTen(decimals)).rounded())
    var digits = String(units)
    while digits.count <= decimals { digits = "0" + digits }
    let point = digits.index(digits.endIndex, offsetBy: -decimals)
    let text = decimals == 0 ? digits : digits[..<point] + "." + digits[point...]
    return (value < 0 && units != 0 ? "\u{2212}" : "") + text
  }

  private static func integer(_ value: Int) -> String {
    value < 0 ? "\u{2212}\(-value)" : "\(value)"
  }

  private static func truncatedText(_ value: Double) -> String {
    let digits = String(Int(abs(value)))
    let sign = value <= -1 ? "\u{2212}" : ""
    guard digits.count > 3 else { return sign + digits }
    let second = digits[digits.index(after: digits.startIndex)]
    return "\(sign)\(digits.first!).\(second)e\(digits.count - 1)"
  }
}
