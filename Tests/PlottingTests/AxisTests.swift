// Ticks, limits and where data values land, read off the scene.

import Plotting
import Testing

/// A panel of 144 x 72 points (500 x 250 pixels) with a line through the given points.
private func scene(
  _ points: [DataPoint], x: Axis = Axis(limits: .tight), y: Axis = Axis(limits: .tight),
  tickSize: Double = 9
) -> Scene {
  let panel = Panel(
    size: Size(width: 144, height: 72), x: x, y: y,
    marks: [.line(points, LineStyle(.black))], style: PanelStyle(tickSize: tickSize))
  return Figure(id: "axis", panels: [panel]).scene()
}

extension Scene {
  /// Words left to right, then top to bottom.
  fileprivate var words: [String] {
    labels.sorted { ($0.box.left, $0.box.top) < ($1.box.left, $1.box.top) }.map(\.text)
  }

  /// The axes box: where marks are clipped.
  fileprivate var axes: Scene.Box? {
    elements.compactMap { if case .clip(let box, _) = $0 { box } else { nil } }.first
  }

  fileprivate func label(_ text: String) -> Scene.Label? { labels.first { $0.text == text } }
}

@Suite struct AxisTests {
  @Test func `ticks of a published axis are found again`() {
    // hierarchical 2022, right panel: 9520...32080 on 2.58 inches at 9 points.
    let panel = Panel(
      size: .inches(2.58, 1.59), x: Axis(limits: Limits(low: 9520, high: 32080)),
      y: Axis(limits: Limits(low: -0.8, high: 15.8)), marks: [], style: PanelStyle(tickSize: 9))
    let words = Figure(id: "f", panels: [panel]).scene().words
    #expect(
      words.filter { $0.count > 2 } == ["10000", "15000", "20000", "25000", "30000"])
    #expect(Set(words.filter { $0.count <= 2 }) == ["0", "5", "10", "15"])
  }

  @Test func `tick labels share their decimals and use a true minus sign`() {
    let axis = Axis(limits: Limits(low: -0.1, high: 0.1), ticks: .at([-0.1, -0.05, 0, 0.05, 0.1]))
    let labels = NumberForm.plain.labels([-0.1, -0.05, 0, 0.05, 0.1]).map(\.string)
    #expect(labels == ["−0.10", "−0.05", "0.00", "0.05", "0.10"])
    let words = scene([DataPoint(0, 0), DataPoint(0.1, 1)], x: axis).words
    #expect(words.contains("−0.05"))
  }

  @Test(arguments: [
    (1.0, "1"), (999.9, "999"), (1_113_334, "1.1e6"), (3_399_999, "3.3e6"), (1000, "1.0e3"),
  ])
  func `truncated labels never round up`(value: Double, text: String) {
    #expect(NumberForm.truncated.label(value).string == text)
  }

  @Test func `an inverted logarithmic axis runs from large to small`() {
    let axis = Axis(scale: .log10, limits: Limits(low: 1e-4, high: 1), inverted: true)
    let s = scene([DataPoint(1, 0), DataPoint(1e-4, 1)], x: axis)
    let powers = s.words.filter { $0.hasPrefix("10") && $0.count > 2 }
    #expect(powers == ["100", "10−1", "10−2", "10−3", "10−4"])
    let minus3 = NumberForm.power.label(1e-3)
    #expect(minus3.runs == [.init("10"), .init("−3", script: .superscript)])
  }

  @Test func `data points land where the axes say`() throws {
    let marker = MarkerStyle(.circle, size: 8, fill: .tabRed, edgeWidth: 0)
    let panel = Panel(
      size: Size(width: 144, height: 72),
      x: Axis(scale: .log10, limits: Limits(low: 1e-4, high: 1), inverted: true),
      y: Axis(limits: Limits(low: 0, high: 10)), marks: [.markers([DataPoint(1e-3, 2.5)], marker)])
    let s = Figure(id: "f", panels: [panel]).scene()
    let axes = try #require(s.axes)
    #expect(axes.right - axes.left == 500 * 256 && axes.bottom - axes.top == 250 * 256)
    guard case .clip(_, let inner)? = s.elements.first, case .path(let circle)? = inner.first else {
      Issue.record("expected a clipped marker")
      return
    }
    let xs = circle.steps.compactMap { step -> Int? in
      if case .cubic(_, _, let p) = step { p.x } else { nil }
    }
    let center = ((xs.min() ?? 0) + (xs.max() ?? 0)) / 2
    #expect(abs(center - (axes.left + 375 * 256)) <= 1)
    let tops = circle.steps.compactMap { step -> Int? in
      if case .cubic(_, _, let p) = step { p.y } else { nil }
    }
    let middle = ((tops.min() ?? 0) + (tops.max() ?? 0)) / 2
    #expect(abs(middle - (axes.top + 250 * 256 * 3 / 4)) <= 1)
  }

  @Test func `automatic limits leave five percent and tight ones nothing`() throws {
    let points = [DataPoint(0, 0), DataPoint(10, 10)]
    let ticks = Ticks.at([0, 10])
    let s = scene(
      points, x: Axis(limits: .automatic, ticks: ticks), y: Axis(limits: .tight, ticks: .none))
    let axes = try #require(s.axes)
    let zero = try #require(s.label("0")).box
    let expected = axes.left + Int(500 * 256 * 0.05 / 1.1)
    #expect(abs((zero.left + zero.right) / 2 - expected) < 256)
  }

  @Test func `many decades are labelled with a stride, but never fewer than two`() {
    let wide = Axis(scale: .log10, limits: Limits(low: 5e-7, high: 3))
    let points = [DataPoint(0, 1), DataPoint(1, 1)]
    let words = scene(points, y: wide, tickSize: 14).words.filter { $0.hasPrefix("10") }
    #expect(Set(words) == ["10−1", "10−4"])
    let norms2020 = Axis(scale: .log10, limits: Limits(low: 2.2e-7, high: 2.7))
    let panel = Panel(
      size: .inches(1.97, 1.96), y: norms2020, marks: [], style: PanelStyle(tickSize: 12))
    let published = Figure(id: "f", panels: [panel]).scene().words.filter { $0.hasPrefix("10−") }
    #expect(Set(published) == ["10−1", "10−3", "10−5"])
  }

  @Test func `less than a decade is labelled with plain numbers`() {
    let axis = Axis(scale: .log10, limits: Limits(low: 0.15, high: 0.8))
    let points = [DataPoint(0, 0.2), DataPoint(1, 0.5)]
    let words = scene(points, x: .hidden, y: axis).words
    #expect(words.sorted() == ["0.2", "0.5"])
  }

  @Test(arguments: [7.0, 9, 12, 16], [3.0, 4000, 2_500_000, 0.0004])
  func `automatic labels never touch, whatever the numbers`(size: Double, high: Double) {
    let s = scene(
      [DataPoint(0, 0), DataPoint(high, high)], x: Axis(limits: .automatic),
      y: Axis(limits: .automatic), tickSize: size)
    #expect(s.layoutProblems() == [])
    #expect(s.labels.count >= 4)
  }

  @Test func `categories are labelled at whole positions`() throws {
    let axis = Axis(scale: .categories(["train", "test"]), limits: Limits(low: -0.5, high: 1.5))
    let s = scene([DataPoint(0, 0), DataPoint(1, 1)], x: axis)
    let axes = try #require(s.axes)
    let box = try #require(s.label("test")).box
    #expect(abs((box.left + box.right) / 2 - (axes.left + 375 * 256)) < 2 * 256)
  }
}
