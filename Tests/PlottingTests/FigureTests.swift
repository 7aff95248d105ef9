// The grid: boxes align, gaps hold, the canvas grows, problems are named.

import Plotting
import Testing

extension Scene {
  /// The axes boxes, in the order drawn.
  fileprivate var axesBoxes: [Scene.Box] {
    elements.compactMap { if case .clip(let box, _) = $0 { box } else { nil } }
  }
}

private func panel(
  _ width: Double, _ height: Double, title: RichText? = nil, y: RichText? = nil,
  marks: [Mark] = []
) -> Panel {
  Panel(
    size: .inches(width, height), title: title, y: Axis(y),
    marks: [.line([DataPoint(0, 0), DataPoint(1, 1000)], LineStyle(.tabBlue))] + marks)
}

@Suite struct FigureTests {
  @Test func `axes boxes have their stated size and the stated gap`() {
    let figure = Figure(
      id: "f", panels: [panel(2, 1, y: "norm"), panel(2, 1, y: "norm")], columnGap: 0.8 * 72)
    let boxes = figure.scene().axesBoxes
    #expect(boxes.count == 2)
    #expect(boxes.allSatisfy { $0.right - $0.left == 500 * 256 })
    #expect(boxes[1].left - boxes[0].right == 200 * 256)
    #expect(boxes[0].top == boxes[1].top)
  }

  @Test func `a gap grows when labels need more`() {
    let title: RichText = "a title much wider than the narrow panel under it"
    let figure = Figure(
      id: "f", panels: [panel(0.7, 1, title: title), panel(0.7, 1, title: title)])
    let scene = figure.scene()
    #expect(scene.axesBoxes[1].left - scene.axesBoxes[0].right > 300 * 256)
    #expect(scene.layoutProblems() == [])
  }

  @Test func `columns align over rows whatever protrudes`() {
    let figure = Figure(
      id: "f", title: "all",
      rows: [
        .init([panel(2, 1, y: "one"), panel(2, 1)], title: "first"),
        .init([panel(2, 1), panel(2, 1, y: "two\nlines")], title: "second"),
      ])
    let scene = figure.scene()
    let boxes = scene.axesBoxes
    #expect(boxes[0].left == boxes[2].left && boxes[1].left == boxes[3].left)
    #expect(boxes[0].top == boxes[1].top && boxes[2].top > boxes[0].bottom)
    #expect(scene.layoutProblems() == [])
    #expect(scene.labels.map(\.text).filter { ["all", "first", "second"].contains($0) }.count == 3)
  }

  @Test func `the canvas grows around words outside the axes`() {
    let far = Mark.text(Annotation("far away", at: .fraction(2, -1)))
    let plain = Figure(id: "f", panels: [panel(2, 1)]).scene()
    let grown = Figure(id: "f", panels: [panel(2, 1, marks: [far])]).scene()
    #expect(grown.width > plain.width + 400 && grown.height > plain.height + 100)
    #expect(grown.layoutProblems() == [])
  }

  @Test func `colliding words are named`() {
    let marks: [Mark] = [
      .text(Annotation("one", at: .fraction(0.5, 0.5))),
      .text(Annotation("other", at: .fraction(0.5, 0.52))),
    ]
    let problems = Figure(id: "f", panels: [panel(2, 1, marks: marks)]).scene().layoutProblems()
    #expect(problems == ["f: 'one' overlaps 'other'"])
  }

  @Test func `a tiny scene has the expected text`() {
    var drawing = Drawing()
    drawing.box(
      Rect(x: 1, y: 2, width: 4, height: 5), fill: .tabRed,
      stroke: Stroke(.black, width: 0.5, dash: [1, 2], cap: .round))
    drawing.text(".", at: Point(10, 10), anchor: Anchor(.left, .baseline), size: 16)
    let figure = Figure(
      id: "tiny", panels: [Panel(size: Size(width: 12, height: 12), drawing: drawing)], padding: 0,
      dpi: 72)
    #expect(
      figure.scene().text == """
        scene 1 tiny 14 12 72.0
        glyph 0 sans.2E M 219 254 L 430 254 L 430 0 L 219 0
        path #d62728ff #000000ff 128 [256,512] round miter M 256 512 L 1280 512 L 1280 1792 L 256 1792 Z
        label 2998 2052 3420 2560 #000000ff right "." 0 2560 2560 4096

        """)
  }

  @Test func `a long straight line costs two points and a curve stays within its pixel`() throws {
    let n = 20_000
    let straight = (0...n).map { DataPoint(Double($0), 2 * Double($0)) }
    let parabola = straight.map { DataPoint($0.x, $0.x * $0.x / Double(n)) }
    let p = Panel(
      size: .inches(2, 2), x: Axis(limits: .tight),
      y: Axis(limits: Limits(low: 0, high: 2.0 * Double(n))),
      marks: [.line(straight, LineStyle(.black)), .line(parabola, LineStyle(.black))])
    let scene = Figure(id: "f", panels: [p]).scene()
    guard case .clip(let axes, let inner)? = scene.elements.first, inner.count == 2,
      case .path(let line) = inner[0], case .path(let curve) = inner[1]
    else {
      Issue.record("expected two clipped curves")
      return
    }
    #expect(line.steps.count == 2)
    #expect(curve.steps.count > 10 && curve.steps.count < 200)
    for step in curve.steps {
      guard case .line(let q) = step else { continue }
      let x = Double(q.x - axes.left) / Double(axes.right - axes.left)
      let y = Double(axes.bottom - q.y) / Double(axes.bottom - axes.top)
      #expect(abs(y - x * x / 2) < 1.0 / 500)
    }
  }

  @Test func `noise is thinned to the pixels and a single spike survives`() throws {
    let n = 20_000
    var points = (0...n).map { DataPoint(Double($0), Double(($0 * 7919) % 100) / 1000) }
    points[12_345].y = 1
    let p = Panel(
      size: .inches(2, 2), x: Axis(limits: .tight), y: Axis(limits: Limits(low: 0, high: 1)),
      marks: [.line(points, LineStyle(.black))])
    let scene = Figure(id: "f", panels: [p]).scene()
    guard case .clip(let axes, let inner)? = scene.elements.first,
      case .path(let line)? = inner.first
    else {
      Issue.record("expected a clipped curve")
      return
    }
    #expect(line.steps.count < 4200)
    let top = line.steps.compactMap { step in
      if case .line(let q) = step { q } else { nil }
    }.min { $0.y < $1.y }
    let spike = try #require(top)
    #expect(spike.y == axes.top)
    #expect(abs(Double(spike.x - axes.left) / Double(axes.right - axes.left) - 0.61725) < 1e-4)
  }

  @Test func `values a scale cannot show leave a gap`() {
    let points = [1, 2, 0, 4, 5].map { DataPoint(Double($0), Double($0)) } + [DataPoint(6, .nan)]
    let p = Panel(
      size: .inches(2, 2), x: Axis(scale: .log10), y: Axis(scale: .log10),
      marks: [.line(points, LineStyle(.black))])
    guard case .clip(_, let inner)? = Figure(id: "f", panels: [p]).scene().elements.first else {
      Issue.record("expected clipped marks")
      return
    }
    #expect(inner.count == 2)
  }

  @Test func `a figure resolves to the same scene every time`() {
    let figure = Figure(id: "f", panels: [panel(2, 1, title: "T", y: "y")])
    #expect(figure.scene() == figure.scene())
    #expect(figure.scene().text == figure.scene().text)
  }
}
