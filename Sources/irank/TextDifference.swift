// The first place where two texts differ, in words: a line, a field of it, both values, and how far
// two numbers lie apart.

/// The first difference between an expected and a found text.
struct TextDifference: CustomStringConvertible {
  /// Counted from 1.
  let line: Int
  /// What stands there in the expected and in the found text.
  let expected: String
  let found: String
  /// The column's name where the text is a table.
  let column: String?

  /// Compares two texts; `nil` where they are equal.
  init?(expected: String, found: String, isTable: Bool = false) {
    guard !expected.utf8.elementsEqual(found.utf8) else { return nil }
    let old = Self.lines(expected)
    let new = Self.lines(found)
    let index = zip(old, new).enumerated().first { !$1.0.utf8.elementsEqual($1.1.utf8) }?.offset
    let place = index ?? min(old.count, new.count)
    line = place + 1
    let oldLine = place < old.count ? old[place] : "(end of file)"
    let newLine = place < new.count ? new[place] : "(end of file)"
    let words = (Self.words(oldLine), Self.words(newLine))
    let word = zip(words.0, words.1).enumerated().first { $1.0 != $1.1 }?.offset
    if let word {
      self.expected = String(words.0[word])
      self.found = String(words.1[word])
    } else {
      self.expected = String(oldLine)
      self.found = String(newLine)
    }
    let header = old.first.map { Self.words($0) } ?? []
    column =
      isTable && place > 0 ? word.flatMap { $0 < header.count ? String(header[$0]) : nil } : nil
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func words(_ line: Substring) -> [Substring] {
    line.split { ", []{}\"".contains($0) }
  }

  private static func words(_ line: String) -> [Substring] { words(Substring(line)) }

  var description: String {
    var text = "line \(line)"
    if let column { text += ", column \(column)" }
    text += ": expected \(Self.clipped(expected)), found \(Self.clipped(found))"
    if let distance { text += " (\(distance) ulps apart)" }
    return text
  }

  private static func clipped(_ text: String) -> String {
    text.count > 80 ? "\(text.prefix(77))..." : text
  }

  /// How many doubles lie from one number to the other; `nil` unless both are numbers, and for
  /// whole ones, whose distance a reader sees.
  var distance: UInt64? {
    if Int(expected) != nil && Int(found) != nil { return nil }
    guard let old = Double(expected), let new = Double(found), old.isFinite, new.isFinite else {
      return nil
    }
    let (a, b) = (Self.rank(old), Self.rank(new))
    return a > b ? UInt64(bitPattern: a &- b) : UInt64(bitPattern: b &- a)
  }

  /// Integers in the order of the doubles, zero at both zeros.
  private static func rank(_ value: Double) -> Int64 {
    let bits = Int64(bitPattern: value.bitPattern)
    return bits >= 0 ? bits : Int64.min &- bits
  }
}
