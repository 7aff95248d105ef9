// The name of an observable taken apart: `singularValue[{1,3},2]` is a base, a set of modes, indices.

import Records

/// A name's parts; modes and indices counted from 0.
struct ObservableName {
  var base: String
  /// The modes in braces, ascending; empty where there are none.
  var modes: [Int] = []
  var indices: [Int] = []

  /// Only the plain spelling is read, so that one column has one name.
  init?(_ observable: Observable) {
    let text = observable.rawValue
    guard let bracket = text.firstIndex(of: "[") else {
      base = text
      return
    }
    base = String(text[..<bracket])
    guard text.last == "]" else { return nil }
    var list = text[text.index(after: bracket)...].dropLast()
    if list.first == "{" {
      guard let brace = list.firstIndex(of: "}") else { return nil }
      guard let modes = Self.numbers(list[..<brace].dropFirst()) else { return nil }
      guard zip(modes, modes.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
      self.modes = modes
      list = list[list.index(after: brace)...]
      if list.isEmpty { return }
      guard list.first == "," else { return nil }
      list = list.dropFirst()
    }
    guard let indices = Self.numbers(list) else { return nil }
    self.indices = indices
  }

  private static func numbers(_ list: Substring) -> [Int]? {
    var numbers: [Int] = []
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Int(part), number >= 1, String(number) == part else { return nil }
      numbers.append(number - 1)
    }
    return numbers
  }
}
