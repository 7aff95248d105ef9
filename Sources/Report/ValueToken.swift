// What the token `{{value FIGURE KEY FORMAT}}` stands for, in chapters and outside of them.

public import Records

/// A token's words, and the number they quote.
struct ValueToken {
  let figure: String
  let key: String
  private let format: String

  /// The token of some words; `nil` where they are no value token.
  init?(_ words: [String]) {
    guard words.count == 4, words[0] == "value" else { return nil }
    (figure, key, format) = (words[1], words[2], words[3])
  }

  /// The number as text.
  ///
  /// - Throws: `Problem` where there is no such value or format.
  func text(_ values: [String: [String: Quantity]]) throws(Problem) -> String {
    guard let quantity = values[figure]?[key] else {
      let known = values[figure].map { $0.keys.sorted().joined(separator: ", ") }
      throw Problem(
        text: "figure '\(figure)' has no value '\(key)'; it has: \(known ?? "no values at all")")
    }
    guard let number = NumberFormat(format) else {
      throw Problem(text: "'\(format)' is no format, \(NumberFormat.expected)")
    }
    guard let text = number.text(of: quantity.value) else {
      throw Problem(text: "\(quantity.value) cannot be written as '\(format)'; try 0f or 3s")
    }
    return text
  }

  /// What is wrong with a token.
  struct Problem: Error {
    let text: String
  }
}

/// A figure's text with its value tokens filled in, for readers outside of the report.
///
/// - Throws: `Failure` naming the figure, if a token names no value or no format.
public func quoting(
  _ text: String, of figure: String, _ values: [String: [String: Quantity]]
) throws(Failure) -> String {
  var faults: [Failure] = []
  let place = Place(chapter: figure, line: 1, part: "its text")
  var quoted = ""
  for span in SpanScanner.spans(of: text, at: place, faults: &faults) {
    switch span.span {
    case .prose(let text), .code(let text), .formula(let text): quoted += text
    case .token(let words):
      do throws(ValueToken.Problem) {
        guard let token = ValueToken(words) else {
          throw .init(text: "'{{\(words.joined(separator: " "))}}' is no value")
        }
        quoted += try token.text(values)
      } catch {
        faults.append(place.failure(error.text))
      }
    default: break
    }
  }
  guard faults.isEmpty else { throw .combining(faults) }
  return quoted
}
