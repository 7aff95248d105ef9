/// A text measured and broken into placed glyphs, in points around its own origin.

/// Placed glyphs; the origin is the left end of the first baseline, y downward.
struct TextBlock {
  struct Placed {
    let face: Font
    let character: Unicode.Scalar
    var x: Double
    let y: Double
    /// Font size in points.
    let size: Double
  }

  private(set) var glyphs: [Placed] = []
  /// Line boxes: advance widths by ascender and descender, grown to the ink of scripts.
  private(set) var box: Rect
  /// The smallest box around the ink (control points included); the origin if there is none.
  private(set) var ink: Rect

  /// matplotlib measures every line at least as tall as "lp" in DejaVu Sans, in font units.
  static let ascender = 1556.0 / 2048
  static let descender = 426.0 / 2048
  /// matplotlib's mathtext, in ems: size of scripts, their shifts, and the space after them.
  private static let scriptSize = 0.7
  private static let raise = 0.383
  private static let lower = 0.164
  private static let lowerStacked = 0.27

  /// Lays out `text`; lines shorter than the widest are aligned inside it.
  init(_ text: RichText, size: Double, alignment: Anchor.Horizontal = .left) {
    let lines = TextBlock.lines(text)
    let pitch = size * (TextBlock.ascender * 1.2 + TextBlock.descender)
    box = Rect(
      left: 0, top: -TextBlock.ascender * size, right: 0,
      bottom: TextBlock.descender * size + pitch * Double(lines.count - 1))
    ink = Rect(left: 0, top: 0, right: 0, bottom: 0)
    let placed = lines.enumerated().map { index, runs in
      TextBlock.place(runs, size: size, baseline: pitch * Double(index))
    }
    box.right = placed.map(\.width).max() ?? 0
    for line in placed {
      let slack = box.right - line.width
      let shift = alignment == .left ? 0 : alignment == .center ? slack / 2 : slack
      glyphs += line.glyphs.map { glyph in
        var glyph = glyph
        glyph.x += shift
        return glyph
      }
    }
    if let bounds = TextBlock.inkBounds(glyphs) {
      ink = bounds
      box.top = min(box.top, ink.top)
      box.bottom = max(box.bottom, ink.bottom)
    }
  }

  /// The runs of each line.
  private static func lines(_ text: RichText) -> [[RichText.Run]] {
    var lines: [[RichText.Run]] = [[]]
    for run in text.runs {
      let parts = run.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append([]) }
        var piece = run
        piece.text = String(part)
        lines[lines.count - 1].append(piece)
      }
    }
    return lines
  }

  /// One line from x = 0; a script directly after the opposite script starts where that started.
  private static func place(
    _ runs: [RichText.Run], size: Double, baseline: Double
  ) -> (glyphs: [Placed], width: Double) {
    var glyphs: [Placed] = []
    var x = 0.0
    var scriptStart: (x: Double, script: RichText.Script)?
    for (index, run) in runs.enumerated() {
      let isScript = run.script != .normal
      let stacks = isScript && scriptStart != nil && scriptStart?.script != run.script
      let start = stacks ? scriptStart!.x : x
      let next = index + 1 < runs.count ? runs[index + 1].script : .normal
      let partner = stacks || (isScript && next != .normal && next != run.script)
      let placed = place(run, size: size, from: start, baseline: baseline, stacked: partner)
      glyphs += placed.glyphs
      x = max(x, placed.end)
      scriptStart = isScript ? (stacks ? nil : (start, run.script)) : nil
    }
    return (glyphs, x)
  }

  /// One run from x = `start`.
  private static func place(
    _ run: RichText.Run, size: Double, from start: Double, baseline: Double, stacked: Bool
  ) -> (glyphs: [Placed], end: Double) {
    let face = Font(bold: run.bold, italic: run.italic)
    let em = run.script == .normal ? size : size * scriptSize
    let y =
      switch run.script {
      case .normal: baseline
      case .superscript: baseline - size * raise
      case .subscript: baseline + size * (stacked ? lowerStacked : lower)
      }
    var x = start
    var glyphs: [Placed] = []
    var previous: Unicode.Scalar?
    for character in run.text.unicodeScalars {
      if let previous {
        x += Double(face.kerning(previous, character)) * em / Double(Font.unitsPerEm)
      }
      glyphs.append(Placed(face: face, character: character, x: x, y: y, size: em))
      x += Double(face.glyph(character).advance) * em / Double(Font.unitsPerEm)
      previous = character
    }
    return (glyphs, x)
  }

  /// The smallest box around the control points of all outlines.
  private static func inkBounds(_ glyphs: [Placed]) -> Rect? {
    var result: Rect?
    for glyph in glyphs {
      let scale = glyph.size / Double(Font.unitsPerEm)
      for (x, y) in glyph.face.glyph(glyph.character).outline.controlPoints {
        let px = glyph.x + Double(x) * scale
        let py = glyph.y - Double(y) * scale
        let point = Rect(left: px, top: py, right: px, bottom: py)
        result = result?.union(point) ?? point
      }
    }
    return result
  }

  /// Where the origin goes so that the anchor of the (turned) text sits at `point`.
  func origin(at point: Point, anchor: Anchor, turned: Bool) -> Point {
    let along: Double =
      switch anchor.horizontal {
      case .left: box.left
      case .center: (box.left + box.right) / 2
      case .right: box.right
      }
    let across: Double =
      switch anchor.vertical {
      case .top: box.top
      case .center: (box.top + box.bottom) / 2
      case .baseline: 0
      case .bottom: box.bottom
      }
    return turned
      ? Point(point.x - across, point.y + along) : Point(point.x - along, point.y - across)
  }

  /// A rectangle of this block as it lies on the page once the origin is placed.
  static func placed(_ r: Rect, origin: Point, turned: Bool) -> Rect {
    turned
      ? Rect(
        left: origin.x + r.top, top: origin.y - r.right,
        right: origin.x + r.bottom, bottom: origin.y - r.left)
      : r.moved(origin.x, origin.y)
  }
}

extension GlyphOutline {
  /// All points of the contours, control points included.
  var controlPoints: [(x: Int, y: Int)] {
    steps.flatMap { step -> [(x: Int, y: Int)] in
      switch step {
      case .move(let x, let y), .line(let x, let y): [(x, y)]
      case .quadratic(let cx, let cy, let x, let y): [(cx, cy), (x, y)]
      }
    }
  }
}
