/// Rounds a finished drawing to device units and collects the glyphs it uses.

/// Turns points into 1/256 pixel; all rounding of a figure happens here.
struct SceneBuilder {
  /// Pixels per point.
  private let scale: Double
  private var glyphs: [Scene.Glyph] = []
  /// Index into `glyphs` by glyph name; only looked up.
  private var glyphIndex: [String: Int] = [:]

  private init(dpi: Double) { scale = dpi / 72 }

  /// The scene of a drawing whose canvas is `width` x `height` pixels.
  static func scene(
    id: String, drawing: Drawing, width: Int, height: Int, dpi: Double
  ) -> Scene {
    var builder = SceneBuilder(dpi: dpi)
    let elements = builder.elements(of: drawing)
    return Scene(
      id: id, width: width, height: height, dpi: dpi, glyphs: builder.glyphs, elements: elements)
  }

  private mutating func elements(of drawing: Drawing) -> [Scene.Element] {
    var result: [Scene.Element] = []
    for element in drawing.elements {
      switch element {
      case .path(let path, let fill, let stroke):
        result.append(.path(self.path(path, fill: fill, stroke: stroke)))
      case .text(let text, let at, let anchor, let size, let color, let turned):
        let block = TextBlock(text, size: size, alignment: anchor.horizontal)
        let origin = block.origin(at: at, anchor: anchor, turned: turned)
        result.append(
          .label(
            label(block, text: text.string, origin: origin, color: color, turned: turned)))
      case .cells(let rect, let columns, let colors):
        result.append(
          .cells(Scene.Cells(box: pixelBox(rect), columns: columns, colors: colors)))
      case .clipped(let rect, let inner):
        result.append(.clip(pixelBox(rect), elements(of: inner)))
      }
    }
    return result
  }

  private func units(_ points: Double) -> DeviceUnit { Int((points * scale * 256).rounded()) }

  private func point(_ p: Point) -> Scene.Point { Scene.Point(x: units(p.x), y: units(p.y)) }

  /// The rectangle with its edges on the nearest whole pixels.
  private func pixelBox(_ r: Rect) -> Scene.Box {
    func whole(_ v: Double) -> DeviceUnit { Int((v * scale).rounded()) * 256 }
    return Scene.Box(
      left: whole(r.left), top: whole(r.top), right: whole(r.right), bottom: whole(r.bottom))
  }

  private func path(_ path: Path, fill: Color?, stroke: Stroke?) -> Scene.Path {
    let steps = path.steps.map { step -> Scene.Step in
      switch step {
      case .move(let p): .move(point(p))
      case .line(let p): .line(point(p))
      case .cubic(let a, let b, let p): .cubic(point(a), point(b), point(p))
      case .close: .close
      }
    }
    return Scene.Path(
      steps: steps, fill: fill,
      stroke: stroke.map {
        Scene.Stroke(
          color: $0.color, width: units($0.width), dash: $0.dash.map(units), cap: $0.cap,
          join: $0.join)
      })
  }

  private mutating func label(
    _ block: TextBlock, text: String, origin: Point, color: Color, turned: Bool
  ) -> Scene.Label {
    let ink = TextBlock.placed(block.ink, origin: origin, turned: turned)
    let uses = block.glyphs.compactMap { glyph -> Scene.GlyphUse? in
      guard let index = index(of: glyph) else { return nil }
      let at =
        turned
        ? Point(origin.x + glyph.y, origin.y - glyph.x)
        : Point(origin.x + glyph.x, origin.y + glyph.y)
      return Scene.GlyphUse(glyph: index, origin: point(at), em: units(glyph.size))
    }
    return Scene.Label(
      text: text,
      box: Scene.Box(
        left: units(ink.left), top: units(ink.top), right: units(ink.right),
        bottom: units(ink.bottom)),
      color: color, turned: turned, glyphs: uses)
  }

  /// The scene's number for a glyph, defined now if it is new; nil if it has no ink.
  private mutating func index(of glyph: TextBlock.Placed) -> Int? {
    let code = String(glyph.character.value, radix: 16, uppercase: true)
    let name = "\(glyph.face.rawValue).\(code)"
    if let known = glyphIndex[name] { return known }
    let outline = glyph.face.glyph(glyph.character).outline
    guard !outline.steps.isEmpty else { return nil }
    glyphIndex[name] = glyphs.count
    glyphs.append(Scene.Glyph(name: name, outline: outline))
    return glyphs.count - 1
  }
}
