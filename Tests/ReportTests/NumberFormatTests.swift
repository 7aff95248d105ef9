import Report
import Testing

/// A subnormal number; the compiler refuses it as a literal.
private let subnormal = Double("1e-310") ?? 0

@Suite struct NumberFormatTests {
  @Test(arguments: [
    // significant digits
    ("3s", 0.0123456, "0.0123"), ("3s", 9.995, "10.0"), ("3s", 9.994999, "9.99"),
    ("3s", 999.5, "1.00 × 10³"), ("3s", 123456, "1.23 × 10⁵"), ("6s", 123456, "123\u{202F}456"),
    ("3s", 0.0001, "0.000100"), ("3s", 0.000099994, "0.000100"), ("3s", 0.00009994, "9.99 × 10⁻⁵"),
    ("1s", 0.5, "0.5"), ("3s", subnormal, "1.00 × 10⁻³¹⁰"),
    ("1s", .leastNonzeroMagnitude, "5 × 10⁻³²⁴"),
    ("3s", 0, "0"), ("3s", -0.0, "0"), ("3s", 1.0, "1.00"), ("4s", -2.5, "−2.500"),
    ("17s", 0.1, "0.10000000000000000"), ("3s", .greatestFiniteMagnitude, "1.80 × 10³⁰⁸"),
    // digits after the point
    ("2f", 9.995, "10.00"), ("2f", 1.005, "1.01"), ("0f", 0.5, "1"), ("0f", 1.5, "2"),
    ("0f", 2.5, "3"), ("0f", -2.5, "−3"), ("1f", 0.25, "0.3"), ("2f", 0.004, "0.00"),
    ("2f", -0.004, "0.00"), ("2f", -0.005, "−0.01"), ("2f", -0.0, "0.00"),
    ("2f", subnormal, "0.00"),
    ("2f", 99.995, "100.00"), ("1f", 12345.67, "12\u{202F}345.7"), ("1f", 1234.56, "1234.6"),
    ("0f", 1e22, "10\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000"),
    ("3f", 1e-3, "0.001"), ("0f", 99999.5, "100\u{202F}000"), ("0f", 0.05, "0"),
    // powers of ten
    ("2e", 0.000123456, "1.23 × 10⁻⁴"), ("2e", 9.995, "1.00 × 10¹"), ("0e", 1e22, "1 × 10²²"),
    ("2e", subnormal, "1.00 × 10⁻³¹⁰"), ("1e", -123.456, "−1.2 × 10²"), ("1e", 1.25, "1.3 × 10⁰"),
    ("2e", -0.0, "0"),
    // whole numbers
    ("d", 1234, "1234"), ("d", 12345, "12\u{202F}345"), ("d", -1234567, "−1\u{202F}234\u{202F}567"),
    ("d", -0.0, "0"), ("d", 100000, "100\u{202F}000"),
    ("d", 1e22, "10\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000"),
    // percent
    ("%1", 0.123456, "12.3\u{202F}%"), ("%0", 0.995, "100\u{202F}%"), ("%0", 1.0, "100\u{202F}%"),
    ("%2", 0.0005, "0.05\u{202F}%"), ("%1", -0.0004, "0.0\u{202F}%"), ("%0", 0, "0\u{202F}%"),
  ])
  func `rounds the shortest decimal form, halves away from zero`(
    word: String, value: Double, text: String
  ) throws {
    #expect(try #require(NumberFormat(word)).text(of: value) == text)
  }

  @Test func `refuses what it cannot write`() {
    #expect(NumberFormat.whole.text(of: 2.5) == nil)
    #expect(NumberFormat.fixed(2).text(of: .nan) == nil)
    #expect(NumberFormat.scientific(2).text(of: .infinity) == nil)
  }

  @Test(arguments: ["", "s", "0s", "18f", "3g", "-1f", "+1f", "%", "%-1", "D", "3 s", "3ss", "٣s"])
  func `knows no other words`(word: String) { #expect(NumberFormat(word) == nil) }

  @Test func `errs by at most half a unit of the last digit, on numbers of every size`() throws {
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      guard value.isFinite, value.magnitude > 1e-300 else { continue }
      let places = Int(state % 13)
      let text = try #require(NumberFormat.scientific(places).text(of: value))
      let read = try #require(Self.read(text))
      #expect((read - value).magnitude <= 0.5001 * Self.unit(of: text, places), "\(value): \(text)")
    }
  }

  private static func parts(of text: String) -> (mantissa: String, exponent: String) {
    let parts = text.replacing("−", with: "-").split(separator: " × 10")
    let digits = Dictionary(uniqueKeysWithValues: zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return (String(parts[0]), String(parts[1].compactMap { digits[$0] }))
  }

  private static func read(_ text: String) -> Double? {
    let (mantissa, exponent) = parts(of: text)
    return Double("\(mantissa)e\(exponent)")
  }

  private static func unit(of text: String, _ places: Int) -> Double {
    let exponent = parts(of: text).exponent
    return (Double("1e\(exponent)") ?? 0) / (Double("1e\(places)") ?? 1)
  }
}
