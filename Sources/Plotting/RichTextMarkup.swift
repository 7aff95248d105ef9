/// The parser of `RichText`'s markup: one pass, four toggles.

extension RichText {
  /// Runs of a text in markup; an unclosed script ends with the text.
  static func parse(_ markup: String) -> [Run] {
    var runs: [Run] = []
    var current = Run("")
    var rest = Substring(markup)
    func flush() {
      runs.append(current)
      current.text = ""
    }
    while let character = rest.first {
      if rest.hasPrefix("**") {
        flush()
        current.bold.toggle()
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("//") {
        flush()
        current.italic.toggle()
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("^{") || rest.hasPrefix("_{") {
        flush()
        current.script = character == "^" ? .superscript : .subscript
        rest = rest.dropFirst(2)
      } else if character == "}" && current.script != .normal {
        flush()
        current.script = .normal
        rest = rest.dropFirst()
      } else {
        current.text.append(character)
        rest = rest.dropFirst()
      }
    }
    flush()
    return runs
  }

  /// Whether every character can be drawn.
  public var isDrawable: Bool { Font.covers(string) }

  /// Width of the widest line at a font size, in points: advances and kerning, as TeX boxes go.
  public func width(size: Double) -> Double { TextBlock(self, size: size).box.width }
}
