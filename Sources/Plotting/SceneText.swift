/// The canonical text of a scene: what the layout digest covers. One element per line.

extension Scene {
  /// The scene as text: a header, the glyphs, then the elements in painting order, all lengths in
  /// integers of 1/256 pixel, colours as `#rrggbbaa`. Equal scenes have equal text and the reverse.
  public var text: String {
    var lines = ["scene 1 \(id) \(width) \(height) \(dpi)"]
    for (index, glyph) in glyphs.enumerated() {
      lines.append("glyph \(index) \(glyph.name) \(Scene.text(glyph.outline))")
    }
    Scene.append(elements, to: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func append(_ elements: [Element], to lines: inout [String]) {
    for element in elements {
      switch element {
      case .path(let path): lines.append("path \(text(path))")
      case .label(let label): lines.append("label \(text(label))")
      case .cells(let cells):
        let colors = cells.colors.map(\.text).joined(separator: " ")
        lines.append("cells \(text(cells.box)) \(cells.columns) \(colors)")
      case .clip(let box, let inner):
        lines.append("clip \(text(box))")
        append(inner, to: &lines)
        lines.append("end")
      }
    }
  }

  private static func text(_ box: Box) -> String {
    "\(box.left) \(box.top) \(box.right) \(box.bottom)"
  }

  private static func text(_ path: Path) -> String {
    var words = [path.fill?.text ?? "-"]
    if let stroke = path.stroke {
      let dash = stroke.dash.map(String.init).joined(separator: ",")
      words.append(
        "\(stroke.color.text) \(stroke.width) [\(dash)] \(stroke.cap.rawValue) "
          + stroke.join.rawValue)
    } else {
      words.append("-")
    }
    for step in path.steps {
      switch step {
      case .move(let p): words.append("M \(p.x) \(p.y)")
      case .line(let p): words.append("L \(p.x) \(p.y)")
      case .cubic(let a, let b, let p):
        words.append("C \(a.x) \(a.y) \(b.x) \(b.y) \(p.x) \(p.y)")
      case .close: words.append("Z")
      }
    }
    return words.joined(separator: " ")
  }

  private static func text(_ label: Label) -> String {
    let quoted = label.text.map { $0 == "\n" ? "\\n" : $0 == "\\" ? "\\\\" : String($0) }.joined()
    let glyphs = label.glyphs.map { "\($0.glyph) \($0.origin.x) \($0.origin.y) \($0.em)" }
    return "\(text(label.box)) \(label.color.text) \(label.turned ? "up" : "right") "
      + "\"\(quoted)\" " + glyphs.joined(separator: " ; ")
  }

  private static func text(_ outline: GlyphOutline) -> String {
    outline.steps.map { step in
      switch step {
      case .move(let x, let y): "M \(x) \(y)"
      case .line(let x, let y): "L \(x) \(y)"
      case .quadratic(let cx, let cy, let x, let y): "Q \(cx) \(cy) \(x) \(y)"
      }
    }.joined(separator: " ")
  }
}

extension Color {
  /// `#rrggbbaa`.
  var text: String {
    "#"
      + [red, green, blue, alpha].map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }
}
