/// The Cairo context of one picture, with the settings that make pixels repeatable. No Cairo text.

internal import CCairo
internal import Plotting

/// Owns a Cairo image surface and its context. A class, because the compiler (6.3.1) crashes on the
/// throwing initializer of the noncopyable struct that this would otherwise be.
final class Canvas {
  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let width: Int
  private let height: Int

  /// A white canvas in pixels.
  init(width: Int, height: Int) throws(RenderError) {
    self.width = width
    self.height = height
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    context = cairo_create(surface)
    try check("creating a \(width) x \(height) surface")
    cairo_set_antialias(context, CAIRO_ANTIALIAS_GOOD)
    cairo_set_tolerance(context, 0.1)
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  func check(_ during: String) throws(RenderError) {
    for status in [cairo_surface_status(surface), cairo_status(context)]
    where status != CAIRO_STATUS_SUCCESS {
      throw .cairo(status: String(cString: cairo_status_to_string(status)), during: during)
    }
  }

  func draw(_ elements: [Scene.Element], glyphs: [Scene.Glyph]) {
    for element in elements {
      switch element {
      case .path(let path): draw(path)
      case .label(let label): draw(label, glyphs: glyphs)
      case .cells(let cells): draw(cells)
      case .clip(let box, let inner):
        cairo_save(context)
        rectangle(box)
        cairo_clip(context)
        draw(inner, glyphs: glyphs)
        cairo_restore(context)
      }
    }
  }

  private func draw(_ path: Scene.Path) {
    cairo_new_path(context)
    for step in path.steps {
      switch step {
      case .move(let p): cairo_move_to(context, pixels(p.x), pixels(p.y))
      case .line(let p): cairo_line_to(context, pixels(p.x), pixels(p.y))
      case .cubic(let a, let b, let p):
        cairo_curve_to(
          context, pixels(a.x), pixels(a.y), pixels(b.x), pixels(b.y), pixels(p.x), pixels(p.y))
      case .close: cairo_close_path(context)
      }
    }
    if let fill = path.fill {
      setColor(fill)
      cairo_fill_preserve(context)
    }
    if let stroke = path.stroke {
      setColor(stroke.color)
      cairo_set_line_width(context, pixels(stroke.width))
      let dash = stroke.dash.map(pixels)
      cairo_set_dash(context, dash, Int32(dash.count), 0)
      cairo_set_line_cap(context, stroke.cap.cairo)
      cairo_set_line_join(context, stroke.join.cairo)
      cairo_stroke(context)
    }
    cairo_new_path(context)
  }

  /// All glyphs of a label as one path, so that neighbours never blend twice.
  private func draw(_ label: Scene.Label, glyphs: [Scene.Glyph]) {
    cairo_new_path(context)
    for use in label.glyphs {
      add(glyphs[use.glyph].outline, use, turned: label.turned)
    }
    setColor(label.color)
    cairo_fill(context)
  }

  /// Quadratic contours raised to the cubics that Cairo knows.
  private func add(_ outline: GlyphOutline, _ use: Scene.GlyphUse, turned: Bool) {
    let scale = pixels(use.em) / Double(GlyphOutline.unitsPerEm)
    let origin = (x: pixels(use.origin.x), y: pixels(use.origin.y))
    func place(_ x: Int, _ y: Int) -> (x: Double, y: Double) {
      turned
        ? (origin.x - Double(y) * scale, origin.y - Double(x) * scale)
        : (origin.x + Double(x) * scale, origin.y - Double(y) * scale)
    }
    var pen = (x: 0.0, y: 0.0)
    for step in outline.steps {
      switch step {
      case .move(let x, let y):
        cairo_close_path(context)
        pen = place(x, y)
        cairo_move_to(context, pen.x, pen.y)
      case .line(let x, let y):
        pen = place(x, y)
        cairo_line_to(context, pen.x, pen.y)
      case .quadratic(let cx, let cy, let x, let y):
        let c = place(cx, cy)
        let end = place(x, y)
        cairo_curve_to(
          context, (pen.x + 2 * c.x) / 3, (pen.y + 2 * c.y) / 3,
          (end.x + 2 * c.x) / 3, (end.y + 2 * c.y) / 3, end.x, end.y)
        pen = end
      }
    }
    cairo_close_path(context)
  }

  /// Cells with edges on the nearest pixels; no cell blends into its neighbour.
  private func draw(_ cells: Scene.Cells) {
    let rows = cells.colors.count / cells.columns
    cairo_save(context)
    cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE)
    for (index, color) in cells.colors.enumerated() {
      let box = cells.box(row: index / cells.columns, column: index % cells.columns, rows: rows)
      setColor(color)
      rectangle(box)
      cairo_fill(context)
    }
    cairo_restore(context)
  }

  private func rectangle(_ box: Scene.Box) {
    cairo_new_path(context)
    cairo_rectangle(
      context, pixels(box.left), pixels(box.top), pixels(box.right - box.left),
      pixels(box.bottom - box.top))
  }

  private func setColor(_ color: Color) {
    cairo_set_source_rgba(
      context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
      Double(color.alpha) / 255)
  }

  private func pixels(_ units: DeviceUnit) -> Double { Double(units) / 256 }

  /// The finished picture; every pixel is opaque.
  func raster() throws(RenderError) -> Raster {
    cairo_surface_flush(surface)
    try check("painting")
    guard let data = cairo_image_surface_get_data(surface) else {
      throw .cairo(status: "no pixel data", during: "reading the surface")
    }
    let stride = Int(cairo_image_surface_get_stride(surface))
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 4) { out, count in
      for y in 0..<height {
        let row = UnsafeRawPointer(data + y * stride).assumingMemoryBound(to: UInt32.self)
        for x in 0..<width {
          let rgb = row[x]
          let to = (y * width + x) * 4
          out[to] = UInt8(truncatingIfNeeded: rgb >> 16)
          out[to + 1] = UInt8(truncatingIfNeeded: rgb >> 8)
          out[to + 2] = UInt8(truncatingIfNeeded: rgb)
          out[to + 3] = 255
        }
      }
      count = width * height * 4
    }
    return Raster(width: width, height: height, pixels: pixels)
  }
}

extension Plotting.Stroke.Cap {
  fileprivate var cairo: cairo_line_cap_t {
    switch self {
    case .butt: CAIRO_LINE_CAP_BUTT
    case .square: CAIRO_LINE_CAP_SQUARE
    case .round: CAIRO_LINE_CAP_ROUND
    }
  }
}

extension Plotting.Stroke.Join {
  fileprivate var cairo: cairo_line_join_t {
    switch self {
    case .miter: CAIRO_LINE_JOIN_MITER
    case .round: CAIRO_LINE_JOIN_ROUND
    }
  }
}
