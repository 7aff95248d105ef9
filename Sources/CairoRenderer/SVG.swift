/// A scene as SVG text: our own writer, so that equal scenes give equal files. Words are outlines, with
/// their text for readers that cannot see.

public import Plotting

/// The scene as an SVG document: paths only, each glyph once in `<defs>`, words as `aria-label`s.
public func svg(_ scene: Scene, title: String, description: String) -> String {
  SVGWriter(scene).document(title: title, description: description)
}

/// Writes the parts of one document; one unit is one device pixel.
private struct SVGWriter {
  private let scene: Scene
  private var lines: [String] = []
  private var clips = 0

  init(_ scene: Scene) { self.scene = scene }

  func document(title: String, description: String) -> String {
    var writer = self
    writer.header(title: title, description: description)
    writer.write(scene.elements)
    writer.lines.append("</svg>")
    return writer.lines.joined(separator: "\n") + "\n"
  }

  private mutating func header(title: String, description: String) {
    let size = scene.size
    lines += [
      #"<svg xmlns="http://www.w3.org/2000/svg" role="img" "#
        + #"aria-labelledby="title desc" width="\#(points(size.width))pt" "#
        + #"height="\#(points(size.height))pt" viewBox="0 0 \#(scene.width) \#(scene.height)">"#,
      #"<title id="title">\#(xmlEscaped(title))</title>"#,
      #"<desc id="desc">\#(xmlEscaped(description))</desc>"#,
    ]
    lines.append("<defs>")
    for (index, glyph) in scene.glyphs.enumerated() {
      lines.append(#"<path id="g\#(index)" d="\#(data(glyph.outline))"/>"#)
    }
    lines.append("</defs>")
    lines.append(#"<rect width="\#(scene.width)" height="\#(scene.height)" fill="white"/>"#)
  }

  private mutating func write(_ elements: [Scene.Element]) {
    for element in elements {
      switch element {
      case .path(let path): lines.append(text(path))
      case .label(let label): write(label)
      case .cells(let cells): write(cells)
      case .clip(let box, let inner):
        clips += 1
        let b = pixels
        lines.append(
          #"<clipPath id="c\#(clips)"><rect x="\#(b(box.left))" y="\#(b(box.top))" "#
            + #"width="\#(b(box.right - box.left))" height="\#(b(box.bottom - box.top))"/>"#
            + "</clipPath>")
        lines.append(#"<g clip-path="url(#c\#(clips))">"#)
        write(inner)
        lines.append("</g>")
      }
    }
  }

  private func text(_ path: Scene.Path) -> String {
    var attributes = [#"d="\#(data(path.steps))""#, paint("fill", path.fill)]
    if let stroke = path.stroke {
      attributes += [
        paint("stroke", stroke.color), #"stroke-width="\#(pixels(stroke.width))""#,
      ]
      if stroke.cap != .butt { attributes.append(#"stroke-linecap="\#(stroke.cap.rawValue)""#) }
      if stroke.join != .miter { attributes.append(#"stroke-linejoin="\#(stroke.join.rawValue)""#) }
      if !stroke.dash.isEmpty {
        let dash = stroke.dash.map(pixels).joined(separator: " ")
        attributes.append(#"stroke-dasharray="\#(dash)""#)
      }
    }
    return "<path \(attributes.joined(separator: " "))/>"
  }

  private mutating func write(_ label: Scene.Label) {
    let words = xmlEscaped(label.text)
    lines.append(#"<g role="text" aria-label="\#(words)" \#(paint("fill", label.color))>"#)
    for use in label.glyphs {
      // 2048 font units to the em, y upward: eight more binary digits than the em's own unit.
      let s = SVGNumber.text(use.em, binaryDigits: 19)
      let minus = "-" + s
      let matrix = label.turned ? "0 \(minus) \(minus) 0" : "\(s) 0 0 \(minus)"
      lines.append(
        ##"<use href="#g\##(use.glyph)" transform="matrix(\##(matrix) "##
          + #"\#(pixels(use.origin.x)) \#(pixels(use.origin.y)))"/>"#)
    }
    lines.append("</g>")
  }

  /// One path per colour, in order of first appearance, of all runs of that colour in a row.
  private mutating func write(_ cells: Scene.Cells) {
    let rows = cells.colors.count / cells.columns
    var order: [Color] = []
    var runs: [Color: String] = [:]
    for row in 0..<rows {
      let colors = cells.colors[row * cells.columns..<(row + 1) * cells.columns]
      var column = 0
      while column < cells.columns {
        let color = colors[colors.startIndex + column]
        let end = column + colors.dropFirst(column).prefix { $0 == color }.count - 1
        let first = cells.box(row: row, column: column, rows: rows)
        let last = cells.box(row: row, column: end, rows: rows)
        if runs[color] == nil { order.append(color) }
        runs[color, default: ""] +=
          "M\(pixels(first.left)) \(pixels(first.top))H\(pixels(last.right))"
          + "V\(pixels(last.bottom))H\(pixels(first.left))Z"
        column = end + 1
      }
    }
    lines.append(#"<g shape-rendering="crispEdges">"#)
    for color in order {
      lines.append(#"<path d="\#(runs[color] ?? "")" \#(paint("fill", color))/>"#)
    }
    lines.append("</g>")
  }

  private func data(_ steps: [Scene.Step]) -> String {
    steps.map { step in
      switch step {
      case .move(let p): "M" + pair(p)
      case .line(let p): "L" + pair(p)
      case .cubic(let a, let b, let p): "C\(pair(a)) \(pair(b)) \(pair(p))"
      case .close: "Z"
      }
    }.joined()
  }

  private func data(_ outline: GlyphOutline) -> String {
    outline.steps.enumerated().map { index, step in
      switch step {
      case .move(let x, let y): "\(index == 0 ? "" : "Z")M\(x) \(y)"
      case .line(let x, let y): "L\(x) \(y)"
      case .quadratic(let cx, let cy, let x, let y): "Q\(cx) \(cy) \(x) \(y)"
      }
    }.joined() + "Z"
  }

  private func pair(_ p: Scene.Point) -> String { "\(pixels(p.x)) \(pixels(p.y))" }

  /// 1/256 pixel as a decimal number of pixels, rounded to hundredths.
  private func pixels(_ units: DeviceUnit) -> String { SVGNumber.text(units, binaryDigits: 8) }

  private func points(_ value: Double) -> String {
    SVGNumber.text(Int((value * 256).rounded()), binaryDigits: 8)
  }

  private func paint(_ name: String, _ color: Color?) -> String {
    guard let color else { return #"\#(name)="none""# }
    let hex = [color.red, color.green, color.blue].map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    let opacity = SVGNumber.text(Int(color.alpha) * 256 / 255, binaryDigits: 8)
    return ##"\##(name)="#\##(hex)""##
      + (color.alpha == 255 ? "" : #" \#(name)-opacity="\#(opacity)""#)
  }
}

/// Decimal numbers written from integers, the same on every machine.
private enum SVGNumber {
  /// `value` / 2^binaryDigits with two decimals (six for finer units), trailing zeros dropped.
  static func text(_ value: Int, binaryDigits: Int) -> String {
    let decimals = binaryDigits > 8 ? 6 : 2
    let power = (0..<decimals).reduce(1) { p, _ in p * 10 }
    let rounded = (abs(value) * power + (1 << (binaryDigits - 1))) >> binaryDigits
    let whole = rounded / power
    var fraction = String(rounded % power)
    while fraction.count < decimals { fraction = "0" + fraction }
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let sign = value < 0 && rounded > 0 ? "-" : ""
    return sign + (fraction.isEmpty ? "\(whole)" : "\(whole).\(fraction)")
  }
}
