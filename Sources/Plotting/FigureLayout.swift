/// The grid: axes boxes align, labels protrude into the gaps, and the canvas grows to hold everything.

/// Places the panels of a figure; all offsets are whole pixels, so what was crisp stays crisp.
struct FigureLayout {
  private let figure: Figure
  private let grid: PixelGrid
  /// Space kept free between the labels of neighbouring panels, in points.
  private static let spacing = 8.0

  /// A panel with its drawing and how far that protrudes from the axes box.
  private struct Cell {
    let drawing: Drawing
    let box: Rect
    let outer: Rect
  }

  init(_ figure: Figure) {
    precondition(
      figure.rows.contains { !$0.panels.isEmpty }, "figure '\(figure.id)' has no panels")
    self.figure = figure
    grid = PixelGrid(dpi: figure.dpi)
  }

  func scene() -> Scene {
    let rows = figure.rows.map { $0.panels.map(cell) }
    let lefts = columnEdges(rows)
    var drawing = Drawing()
    var content = Rect(left: 0, top: 0, right: 0, bottom: 0)
    var top = 0.0
    var floor = 0.0
    for (index, row) in rows.enumerated() {
      let title = figure.rows[index].title
      let above = row.map { -$0.outer.top }.max() ?? 0
      let head = above + (title == nil ? 0 : figure.rowTitleSize * 1.5)
      if index > 0 {
        top = grid.edge(max(top + figure.rowGap, floor + FigureLayout.spacing + head))
      }
      for (cell, left) in zip(row, lefts) {
        drawing.add(cell.drawing, dx: left, dy: top)
        content = content.union(cell.outer.moved(left, top))
      }
      if let title {
        drawing.text(
          title, at: Point(span(row, lefts).center.x, top - above - 0.3 * figure.rowTitleSize),
          anchor: .bottom, size: figure.rowTitleSize)
      }
      floor = top + (row.map(\.outer.bottom).max() ?? 0)
      top += row.map(\.box.height).max() ?? 0
    }
    addTitle(over: rows.map { span($0, lefts) }.reduce(span([], lefts)) { $0.union($1) }, &drawing)
    return cropped(drawing, to: drawing.bounds.map(content.union) ?? content)
  }

  private func cell(_ panel: Panel) -> Cell {
    let drawing = PanelLayout.drawing(of: panel, grid: grid)
    let box = Rect(
      x: 0, y: 0, width: grid.edge(panel.size.width), height: grid.edge(panel.size.height))
    return Cell(drawing: drawing, box: box, outer: drawing.bounds.map(box.union) ?? box)
  }

  /// Left edges of the columns' axes boxes.
  private func columnEdges(_ rows: [[Cell]]) -> [Double] {
    let count = rows.map(\.count).max() ?? 0
    var lefts = [0.0]
    for column in 1..<max(count, 1) {
      let before = rows.compactMap { $0.count > column - 1 ? $0[column - 1] : nil }
      let here = rows.compactMap { $0.count > column ? $0[column] : nil }
      let width = before.map(\.box.width).max() ?? 0
      let right = before.map(\.outer.right).max() ?? 0
      let left = here.map { -$0.outer.left }.max() ?? 0
      let distance = max(width + figure.columnGap, right + FigureLayout.spacing + left)
      lefts.append(grid.edge(lefts[column - 1] + distance))
    }
    return lefts
  }

  /// The stretch of a row's axes boxes.
  private func span(_ row: [Cell], _ lefts: [Double]) -> Rect {
    let right = zip(row, lefts).map { $1 + $0.box.width }.max() ?? lefts[0]
    return Rect(left: lefts[0], top: 0, right: right, bottom: 0)
  }

  private func addTitle(over span: Rect, _ drawing: inout Drawing) {
    guard let title = figure.title else { return }
    let above = drawing.bounds?.top ?? 0
    drawing.text(
      title, at: Point(span.center.x, above - 0.35 * figure.titleSize), anchor: .bottom,
      size: figure.titleSize)
  }

  /// The canvas around everything drawn, all axes boxes and padding, moved so that it starts at (0, 0).
  private func cropped(_ drawing: Drawing, to content: Rect) -> Scene {
    let outer = content.expanded(by: figure.padding)
    let dx = -(outer.left * grid.scale).rounded(.down) / grid.scale
    let dy = -(outer.top * grid.scale).rounded(.down) / grid.scale
    var moved = Drawing()
    moved.add(drawing, dx: dx, dy: dy)
    return SceneBuilder.scene(
      id: figure.id, drawing: moved, width: grid.pixelsCovering(outer.right + dx),
      height: grid.pixelsCovering(outer.bottom + dy), dpi: figure.dpi)
  }
}
