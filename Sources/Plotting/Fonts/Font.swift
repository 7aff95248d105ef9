/// The four faces of DejaVu Sans as data: outlines, advances, kerning. No system font is ever read.

/// A face of DejaVu Sans.
enum Font: String, CaseIterable, Sendable {
  case sans, bold, oblique, boldOblique

  /// Font units to the em in every face.
  static let unitsPerEm = GlyphOutline.unitsPerEm

  /// Outline and advance of one character, in font units.
  struct Glyph: Sendable {
    let advance: Int
    let outline: GlyphOutline
  }

  /// The face of a run.
  init(bold: Bool, italic: Bool) {
    self = bold ? (italic ? .boldOblique : .bold) : (italic ? .oblique : .sans)
  }

  /// The glyph of a character; stops, naming it, if the project does not carry that character.
  func glyph(_ character: Unicode.Scalar) -> Glyph {
    guard let glyph = table.glyphs[character.value] else {
      // Not `preconditionFailure`: an optimized build would drop the message.
      fatalError(
        "no glyph for '\(character)' (U+\(String(character.value, radix: 16, uppercase: true))): "
          + "add it to Fonts/extract.py and run that")
    }
    return glyph
  }

  /// Adjustment between two neighbours, in font units.
  func kerning(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Int {
    table.kerning[left.value << 16 | right.value] ?? 0
  }

  private var table: FontTable {
    switch self {
    case .sans: Font.tables.sans
    case .bold: Font.tables.bold
    case .oblique: Font.tables.oblique
    case .boldOblique: Font.tables.boldOblique
    }
  }

  /// Whether all characters of `text` have a glyph in every face.
  static func covers(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == "\n" || tables.sans.glyphs[$0.value] != nil }
  }

  private static let tables = (
    sans: FontTable(sansGlyphs, sansKerning),
    bold: FontTable(boldGlyphs, boldKerning),
    oblique: FontTable(obliqueGlyphs, obliqueKerning),
    boldOblique: FontTable(boldObliqueGlyphs, boldObliqueKerning)
  )
}

/// One face parsed from its source form; dictionaries are only ever looked up by key.
private struct FontTable: Sendable {
  /// By code point.
  var glyphs: [UInt32: Font.Glyph] = [:]
  /// By (left << 16 | right).
  var kerning: [UInt32: Int] = [:]

  init(_ glyphLines: String, _ kerningLines: String) {
    for line in glyphLines.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2)
      let outline = words.count > 2 ? FontTable.outline(words[2]) : GlyphOutline(steps: [])
      glyphs[UInt32(words[0], radix: 16)!] = Font.Glyph(advance: Int(words[1])!, outline: outline)
    }
    for line in kerningLines.split(separator: "\n") {
      let words = line.split(separator: " ")
      let left = UInt32(words[0], radix: 16)!
      for i in stride(from: 1, to: words.count, by: 2) {
        kerning[left << 16 | UInt32(words[i], radix: 16)!] = Int(words[i + 1])!
      }
    }
  }

  /// Contours from the source form: relative steps become absolute.
  private static func outline(_ text: Substring) -> GlyphOutline {
    var words = text.split(separator: " ").makeIterator()
    var steps: [GlyphOutline.Step] = []
    var x = 0
    var y = 0
    func next() -> Int { Int(words.next()!)! }
    while let word = words.next() {
      let first = Int(word.dropFirst())!
      switch word.first {
      case "M":
        (x, y) = (first, next())
        steps.append(.move(x: x, y: y))
      case "L":
        (x, y) = (x + first, y + next())
        steps.append(.line(x: x, y: y))
      default:
        let cx = x + first
        let cy = y + next()
        (x, y) = (x + next(), y + next())
        steps.append(.quadratic(cx: cx, cy: cy, x: x, y: y))
      }
    }
    return GlyphOutline(steps: steps)
  }
}
