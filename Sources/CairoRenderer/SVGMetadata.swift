/// Texts carried inside an SVG document, as a PNG file carries them: put in, and taken out again.

/// The document with a `<metadata>` element of `key: value` lines before its definitions.
public func carrying(_ texts: [PNGText], in svg: String) -> String {
  let lines = texts.map { xmlEscaped("\($0.key): \($0.value)") }
  let element = "<metadata>\(lines.joined(separator: "\n"))</metadata>\n"
  return svg.replacing("<defs>", with: element + "<defs>", maxReplacements: 1)
}

/// The document as it was before `carrying(_:in:)`, and the texts; no texts where it carries none.
public func separated(_ svg: String) -> (drawing: String, texts: [PNGText]) {
  guard let begin = svg.firstRange(of: "<metadata>"),
    let end = svg[begin.upperBound...].firstRange(of: "</metadata>\n")
  else { return (svg, []) }
  let lines = svg[begin.upperBound..<end.lowerBound].split(separator: "\n")
  let texts = lines.map { xmlUnescaped(String($0)) }.compactMap { line in
    line.firstRange(of: ": ").map { colon in
      PNGText(String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
    }
  }
  return (String(svg[..<begin.lowerBound] + svg[end.upperBound...]), texts)
}

/// What XML reads as markup, and what stands for it.
private let entities: [(character: Character, entity: String)] = [
  ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("\n", "&#10;"),
]

/// A text as XML has it between tags and inside attributes.
func xmlEscaped(_ text: String) -> String {
  text.map { character in
    entities.first { $0.character == character }?.entity ?? String(character)
  }.joined()
}

/// The text that `xmlEscaped` was given.
private func xmlUnescaped(_ text: String) -> String {
  // The ampersand last: what it stands for begins no other entity.
  entities.reversed().reduce(text) { text, pair in
    text.replacing(pair.entity, with: String(pair.character))
  }
}
