/// One panel drawn around the upper left corner of its axes box: marks, frame, ticks, labels, bar, legend.

/// Draws a panel; everything that protrudes from the axes box is found by measuring the result.
struct PanelLayout {
  private let panel: Panel
  private let grid: PixelGrid
  private let frame: PanelFrame
  private var drawing = Drawing()

  /// matplotlib's tick lengths and paddings, in points.
  private static let majorLength = 3.5
  private static let minorLength = 2.0
  private static let tickPad = 3.5
  private static let labelPad = 4.0
  /// Vertical centre of digits above the baseline, in ems: half of matplotlib's ascender.
  private static let middle = 0.38

  /// The panel in points, origin at the upper left corner of its axes box.
  static func drawing(of panel: Panel, grid: PixelGrid) -> Drawing {
    var layout = PanelLayout(panel, grid)
    layout.draw()
    return layout.drawing
  }

  private init(_ panel: Panel, _ grid: PixelGrid) {
    self.panel = panel
    self.grid = grid
    let extents = panel.marks.map(\.extent)
    frame = PanelFrame(
      x: AxisMap(
        panel.x, values: extents.flatMap(\.x), length: grid.edge(panel.size.width),
        isVertical: false),
      y: AxisMap(
        panel.y, values: extents.flatMap(\.y), length: grid.edge(panel.size.height),
        isVertical: true),
      pixel: 1 / grid.scale)
  }

  private var style: PanelStyle { panel.style }

  private mutating func draw() {
    drawing.add(frame.drawing(of: panel.marks))
    if panel.showsAxes {
      drawFrame(frame.box)
      let labelsBottom = drawXAxis()
      drawYAxis()
      if let bar = panel.colorBar { draw(bar, below: labelsBottom) }
    }
    if let title = panel.title {
      drawing.text(
        title, at: Point(frame.box.center.x, -style.titlePad - titleDescent(title)),
        anchor: Anchor(.center, .bottom), size: style.titleSize)
    }
    if let legend = panel.legend { draw(legend) }
  }

  /// matplotlib puts a title's last baseline at the pad; our anchor is the bottom of its line box.
  private func titleDescent(_ title: RichText) -> Double {
    let block = TextBlock(title, size: style.titleSize)
    let lines = Double(title.string.split(separator: "\n", omittingEmptySubsequences: false).count)
    let pitch = style.titleSize * (TextBlock.ascender * 1.2 + TextBlock.descender)
    return -(block.box.bottom - pitch * (lines - 1))
  }

  private mutating func drawFrame(_ box: Rect) {
    let width = grid.width(style.frameWidth)
    let snapped = Rect(
      left: grid.center(box.left, width: width), top: grid.center(box.top, width: width),
      right: grid.center(box.right, width: width), bottom: grid.center(box.bottom, width: width))
    drawing.box(snapped, stroke: Stroke(.black, width: width))
  }

  /// A tick downward or leftward from the box's edge, snapped to pixels.
  private mutating func tick(at position: Double, edge: Double, length: Double, isVertical: Bool) {
    let width = grid.width(length < 3 ? style.frameWidth * 0.75 : style.frameWidth)
    let at = grid.center(position, width: width)
    let end = grid.edge(isVertical ? edge - length : edge + length)
    drawing.polyline(
      isVertical
        ? [Point(edge, at), Point(end, at)] : [Point(at, edge), Point(at, end)],
      Stroke(.black, width: width))
  }

  /// How many tick labels matplotlib finds room for.
  private func room(_ length: Double, perLabel: Double) -> Int {
    let labels = Int((length / (style.tickSize * perLabel)).rounded(.down))
    return min(max(labels, 1), 9)
  }

  /// Ticks of the x axis: as many as matplotlib would show, or fewer where their labels would touch.
  private func fittingTicks(_ map: AxisMap) -> ResolvedTicks {
    var room = room(map.length, perLabel: 3)
    while true {
      let ticks = ResolvedTicks(map.axis, low: map.low, high: map.high, room: room)
      if room == 1 || labelsFit(ticks.major, on: map) { return ticks }
      room -= 1
    }
  }

  /// Whether neighbouring labels of the x axis keep a quarter of their size apart.
  private func labelsFit(_ ticks: [Ticks.Tick], on map: AxisMap) -> Bool {
    let size = style.tickSize
    let spans = ticks.compactMap { tick in
      map.position(tick.value).map { (at: $0, half: tick.label.width(size: size) / 2) }
    }.sorted { $0.at < $1.at }
    return zip(spans, spans.dropFirst()).allSatisfy {
      $0.at + $0.half + size / 4 <= $1.at - $1.half
    }
  }

  /// Ticks and labels of the x axis; returns the bottom of the lowest label's line box.
  private mutating func drawXAxis() -> Double {
    let map = frame.x
    let ticks = fittingTicks(map)
    let edge = frame.y.length
    for value in ticks.minor {
      guard let at = map.position(value) else { continue }
      tick(at: at, edge: edge, length: PanelLayout.minorLength, isVertical: false)
    }
    var bottom = edge + (ticks.major.isEmpty ? 0 : PanelLayout.majorLength)
    let top = edge + PanelLayout.majorLength + PanelLayout.tickPad
    for major in ticks.major {
      guard let at = map.position(major.value) else { continue }
      tick(at: at, edge: edge, length: PanelLayout.majorLength, isVertical: false)
      let size = style.tickSize
      drawing.text(major.label, at: Point(at, top), anchor: .top, size: size)
      bottom = max(bottom, top + TextBlock(major.label, size: size).box.height)
    }
    guard let label = map.axis.label else { return bottom }
    let y = bottom + PanelLayout.labelPad
    drawing.text(label, at: Point(map.length / 2, y), anchor: .top, size: style.labelSize)
    return y + TextBlock(label, size: style.labelSize).box.height
  }

  private mutating func drawYAxis() {
    let map = frame.y
    let ticks = ResolvedTicks(
      map.axis, low: map.low, high: map.high, room: room(map.length, perLabel: 2))
    for value in ticks.minor {
      guard let at = map.position(value) else { continue }
      tick(at: at, edge: 0, length: PanelLayout.minorLength, isVertical: true)
    }
    var left = ticks.major.isEmpty ? 0 : -PanelLayout.majorLength
    let right = -PanelLayout.majorLength - PanelLayout.tickPad
    for major in ticks.major {
      guard let at = map.position(major.value) else { continue }
      tick(at: at, edge: 0, length: PanelLayout.majorLength, isVertical: true)
      let size = style.tickSize
      drawing.text(
        major.label, at: Point(right, at + PanelLayout.middle * size),
        anchor: Anchor(.right, .baseline), size: size)
      left = min(left, right - TextBlock(major.label, size: size).box.width)
    }
    guard let label = map.axis.label else { return }
    drawing.text(
      label, at: Point(left - PanelLayout.labelPad, map.length / 2), anchor: .bottom,
      size: style.labelSize, turned: true)
  }

  /// The colour bar: one cell per pixel column, a frame, ticks, tick labels and words.
  private mutating func draw(_ bar: ColorBar, below labelsBottom: Double) {
    let top = grid.edge(labelsBottom + bar.gap)
    let box = Rect(
      left: 0, top: top, right: frame.x.length, bottom: grid.edge(top + bar.thickness))
    let columns = 256
    let colors = (0..<columns).map { bar.map((Double($0) + 0.5) / Double(columns)) }
    drawing.elements.append(.cells(box, columns: columns, colors))
    drawFrame(box)
    let labelTop = box.bottom + PanelLayout.majorLength + PanelLayout.tickPad
    var bottom = labelTop
    for major in bar.ticks {
      let at = (major.value - bar.low) / (bar.high - bar.low) * box.width
      tick(at: at, edge: box.bottom, length: PanelLayout.majorLength, isVertical: false)
      let size = style.colorBarTickSize
      drawing.text(major.label, at: Point(at, labelTop), anchor: .top, size: size)
      bottom = max(bottom, labelTop + TextBlock(major.label, size: size).box.height)
    }
    drawing.text(
      bar.label, at: Point(box.center.x, bottom + PanelLayout.labelPad), anchor: .top,
      size: style.colorBarLabelSize)
  }

  private mutating func draw(_ legend: Legend) {
    let em = style.legendSize
    let (sample, size) = legend.drawing(size: em)
    let outer = drawing.bounds.map(frame.box.union) ?? frame.box
    let corner = legend.corner(size, box: frame.box, outer: outer, em: em)
    drawing.add(sample, dx: corner.x, dy: corner.y)
  }
}
