// Small figures that use every part of Plotting the way the papers' figures do. Their numbers are made
// up from closed forms; what they look like is the point.

import Foundation
import Plotting

enum Gallery {
  static let all: [Figure] = [
    unobservedEntry, dynamics, completion, complexity, locality, trees, samples, shapes,
  ]

  /// Color-mapped curve over an inverted log axis, grey markers, legend, colour bar.
  static let unobservedEntry: Figure = {
    let losses = (0...2000).map { pow(10, -4 * Double($0) / 2000) }
    let points = losses.map { DataPoint($0, 0.7 * (pow($0, -0.5) - 1)) }
    let markers: [(MarkerStyle.Shape, Double)] = [
      (.circle, 0.65), (.triangleDown, 0.48), (.triangleUp, 0.31), (.diamond, 0.14),
    ]
    let styles = markers.map { MarkerStyle($0.0, size: 7, fill: .gray($0.1)) }
    let names: [RichText] = [
      "lr 6e-3 init 1e-5", "lr 6e-3 init 1e-5 (b)", "lr 3e-3 init 1e-6", "lr 3e-3 init 1e-6 (b)",
    ]
    let at = [DataPoint(0.13, 1.3), DataPoint(0.013, 5.6), DataPoint(0.0013, 19)]
    return Figure(
      id: "unobserved-entry",
      panels: [
        Panel(
          size: .inches(529 / 250.0, 437 / 250.0), title: "depth 3",
          x: Axis(
            "loss", scale: .log10, limits: Limits(low: 1e-4, high: 1), inverted: true),
          y: Axis("|unobserved entry|", limits: Limits(low: 0)),
          marks: [
            .coloredLine(
              points, parameters: losses.indices.map { Double($0) / 2000 }, .iterations, width: 2)
          ] + styles.map { .markers(at, $0) },
          legend: Legend(
            .upperLeft, zip(names, styles).map { Legend.Entry($0, marker: $1) }, handleLength: 1,
            handleTextPad: 0.3),
          colorBar: ColorBar(
            "iterations", map: .iterations, low: 1, high: 3_340_000, evenTicks: 4),
          style: PanelStyle(
            titleSize: 14, labelSize: 13, tickSize: 10, colorBarTickSize: 9, legendSize: 9))
      ])
  }()

  /// Three panels of staircases in "summer" colours.
  static let dynamics: Figure = {
    func rise(_ center: Double, _ height: Double, to last: Double) -> [DataPoint] {
      (0...500).map { i in
        let x = last * Double(i) / 500
        return DataPoint(x, height / (1 + exp(-(x - center) / 60)))
      }
    }
    func panel(_ title: RichText, _ label: RichText, _ last: Double) -> Panel {
      let heights = [38.7, 33.9, 28.3, 23.6, 20.3, 0.2, 0.1, 0.1, 0, 0]
      return Panel(
        size: .inches(2.58, 1.59), title: title, x: Axis("iterations", limits: .tight),
        y: Axis(label),
        marks: heights.enumerated().map { index, height in
          .line(
            rise(last / 6 * (Double(index) + 0.5), height, to: last),
            LineStyle(Color.summer10[index]))
        },
        style: PanelStyle(titleSize: 12, titlePad: 8, labelSize: 11, tickSize: 9))
    }
    return Figure(
      id: "dynamics",
      panels: [
        panel("matrix factorization", "singular values", 5399),
        panel("tensor factorization", "component norms", 6899),
        panel("hierarchical tensor factorization", "local component norms", 32080),
      ], columnGap: 0.79 * 72)
  }()

  /// Two panels with dashes, markers, error bars, a rule; figure title; legend inside.
  static let completion: Figure = {
    let n = [50.0, 100, 150, 200, 250, 300, 350, 400, 450, 511]
    let styles: [(RichText, LineStyle, MarkerStyle, (Double) -> Double)] = [
      (
        "linear", LineStyle(.tabBlue, dash: .dashed), MarkerStyle(.circle, fill: .tabBlue),
        { 1.05 - $0 / 700 }
      ),
      (
        "tf, init 1e-2", LineStyle(.tabOrange), MarkerStyle(.triangleDown, fill: .tabOrange),
        { 0.4 * pow(10, -$0 / 170) }
      ),
      (
        "tf, init 1e-3", LineStyle(.tabGreen, dash: .dashDot),
        MarkerStyle(.triangleUp, fill: .tabGreen), { 0.2 * pow(10, -$0 / 90) }
      ),
    ]
    let errors = styles.flatMap { _, line, marker, f -> [Mark] in
      let points = n.map { DataPoint($0, f($0)) }
      let bars = points.map { DataInterval($0.x, low: $0.y * 0.5, high: $0.y * 1.8) }
      return [
        .errorBars(bars, LineStyle(line.color.opacity(0.5))), .line(points, line),
        .markers(points, marker),
      ]
    }
    let truth = LineStyle(.tabRed, width: 3)
    let ranks: [Mark] = [
      .horizontalRule(1, truth),
      .line(n.map { DataPoint($0, 17 - $0 / 100) }, styles[0].1),
      .markers(n.map { DataPoint($0, 17 - $0 / 100) }, styles[0].2),
    ]
    let style = PanelStyle(labelSize: 14, tickSize: 10.5, legendSize: 10)
    let x = Axis("# of observations", limits: .tight)
    return Figure(
      id: "completion", title: "8x8x8 (order 3) rank 1 tensor completion",
      panels: [
        Panel(
          size: .inches(1.97, 1.96), x: x, y: Axis("reconstruction error", scale: .log10),
          marks: errors, style: style),
        Panel(
          size: .inches(1.97, 1.96), x: x, y: Axis("rank", limits: Limits(low: 0)), marks: ranks,
          legend: Legend(
            .center,
            styles.map { Legend.Entry($0.0, line: $0.1, marker: $0.2) } + [
              Legend.Entry("ground truth", line: truth)
            ]), style: style),
      ], columnGap: 45)
  }()

  /// Two wide panels, the shared legend in an empty place between them.
  static let complexity: Figure = {
    let ranks = (1...15).map(Double.init)
    let variance = LineStyle(.tabGreen.opacity(0.5))
    func series(_ color: Color, _ shape: MarkerStyle.Shape, alpha: Double, _ slope: Double)
      -> [Mark]
    {
      let c = color.opacity(alpha)
      let points = ranks.map { DataPoint($0, 0.09 + slope * ($0 - 1)) }
      return [
        .errorBars(
          points.map { DataInterval($0.x, low: $0.y - 0.006, high: $0.y + 0.006) }, LineStyle(c)),
        .line(points, LineStyle(c, dash: alpha < 1 ? .dashed : .solid)),
        .markers(points, MarkerStyle(shape, fill: c)),
      ]
    }
    let marks =
      series(.tabBlue, .circle, alpha: 1, -0.006)
      + series(.tabRed, .triangleUp, alpha: 0.5, 0.004)
      + series(.tabPurple, .thinDiamond, alpha: 1, -0.003) + [.horizontalRule(0.09, variance)]
    func panel(_ title: RichText) -> Panel {
      Panel(
        size: .inches(5.1, 2.1), title: title,
        x: Axis("tensor rank", limits: .tight, ticks: .at(ranks)),
        y: Axis("mean error", limits: Limits(margin: 0.01)), marks: marks,
        style: PanelStyle(titleSize: 13, labelSize: 12, tickSize: 9))
    }
    let entries: [Legend.Entry] = [
      .init(
        "original train", line: LineStyle(.tabBlue), marker: MarkerStyle(.circle, fill: .tabBlue),
        bar: LineStyle(.tabBlue)),
      .init(
        "rand image test", line: LineStyle(.tabRed.opacity(0.5), dash: .dashed),
        marker: MarkerStyle(.triangleUp, fill: .tabRed.opacity(0.5))),
      .init(
        "rand label train", line: LineStyle(.tabPurple),
        marker: MarkerStyle(.thinDiamond, fill: .tabPurple)),
      .init("variance", line: variance),
    ]
    return Figure(
      id: "complexity",
      panels: [
        panel("MNIST"),
        Panel(
          size: .inches(1.9, 2.1), legend: Legend(.center, entries),
          style: PanelStyle(legendSize: 11)),
        panel("Fashion-MNIST"),
      ])
  }()

  /// Error bars without caps, legend lower left, two labels lines.
  static let locality = Figure(
    id: "locality",
    panels: [
      Panel(
        size: .inches(5, 2.7), title: "Is Same Class (ResNet18)",
        x: Axis("distance between images", ticks: .at([0, 40, 80, 120, 160])),
        y: Axis("ResNet test\naccuracy (%)", limits: Limits(low: 49, high: 62)),
        marks: [
          .errorBars(
            [0, 40, 80, 120, 160].map { DataInterval($0, low: 59 - $0 / 20, high: 61 - $0 / 20) },
            LineStyle(.tabRed.opacity(0.5))),
          .line([DataPoint(0, 60), DataPoint(80, 56), DataPoint(160, 52)], LineStyle(.tabRed)),
          .markers(
            [DataPoint(0, 60), DataPoint(80, 56), DataPoint(160, 52)],
            MarkerStyle(.thinDiamond, fill: .tabRed)),
        ],
        legend: Legend(
          .lowerLeft,
          [
            .init(
              "reg 0", line: LineStyle(.tabRed), marker: MarkerStyle(.thinDiamond, fill: .tabRed))
          ]), style: PanelStyle(titleSize: 14, labelSize: 13, tickSize: 10, legendSize: 11))
    ])

  /// An illustration: trees, blocks, arrows, braces, words in all faces.
  static let trees: Figure = {
    var d = Drawing()
    let blue = Color(hex: 0xB3C5E6)
    let root = Point(110, 50)
    let leaves = stride(from: 10.0, through: 210, by: 40).map { Point($0, 110) }
    for leaf in leaves {
      d.polyline([root, leaf, Point(leaf.x, leaf.y + 16)])
      d.disc(center: leaf, radius: 9, fill: blue)
    }
    d.disc(center: root, radius: 9, fill: Color(hex: 0xF3AF81))
    d.text(
      "**//Tensor Factorization//**\n**(sum of components)**", at: Point(110, 12), size: 13,
      color: Color(hex: 0x1F4E79))
    d.doubleArrow(Rect(x: 240, y: 60, width: 60, height: 32))
    d.block(
      front: Rect(x: 330, y: 40, width: 70, height: 70), depth: 12, fill: .gray(0.95),
      hiddenEdges: true)
    d.block(front: Rect(x: 430, y: 40, width: 70, height: 70), depth: 12, fill: blue)
    d.text("conv: ⟨//w//_{//r//}^{(//n//)}, //x//_{//n//}⟩", at: Point(465, 120), anchor: .top)
    d.arrow(from: Point(505, 75), to: Point(540, 75), head: 8)
    d.arrow(
      from: Point(450, 160), control1: Point(400, 150), control2: Point(380, 150),
      to: Point(370, 125), Stroke(.gray(0.45), width: 1.5))
    d.box(
      Rect(x: 545, y: 60, width: 30, height: 30), radius: 6, fill: Color(hex: 0xF3AF81),
      stroke: Stroke(.gray(0.4), width: 1, dash: [4, 3]))
    d.brace(Rect(x: 590, y: 30, width: 12, height: 90), opensRight: false)
    d.text("2 − 2/K", at: Point(606, 75), anchor: .left)
    return Figure(
      id: "trees", panels: [Panel(size: Size(width: 640, height: 165), drawing: d)], padding: 6)
  }()

  /// Sample images in two titled rows.
  static let samples: Figure = {
    func image(_ seed: Int) -> Panel {
      let cells = (0..<32 * 32).map { Double(($0 * (seed + 7) + $0 / 32 * 5) % 32) / 31 }
      return Panel(
        size: Size(width: 60, height: 60), title: "L = \(seed)", x: .hidden, y: .hidden,
        marks: [.image(CellImage(columns: 32, gray: cells))],
        style: PanelStyle(titleSize: 9, titlePad: 4))
    }
    return Figure(
      id: "samples",
      rows: [
        .init((1...4).map(image), title: "connected ✓"),
        .init((5...8).map(image), title: "not connected ✗"),
      ])
  }()

  /// Every marker shape, bars, steps, band, rules, annotations, categories, legend below.
  static let shapes = Figure(id: "shapes", panels: [everyMark, logarithms])

  private static let everyMark: Panel = {
    let at = (0...7).map(Double.init)
    let names: [RichText] = ["o", "v", "^", "D", "d", "s", "x", "*"]
    let markers = MarkerStyle.Shape.allCases.enumerated().map { index, shape -> Mark in
      let style = MarkerStyle(shape, size: 9, fill: Color.tab10[index])
      return .markers([DataPoint(Double(index), 1.5)], style)
    }
    let others: [Mark] = [
      .band(at.map { DataInterval($0, low: 1, high: 2) }, .gray(0.9)),
      .bars(
        at.map { DataInterval($0, low: 0, high: 0.5) }, width: 0.6, fill: .tabOrange,
        edge: LineStyle(.black, width: 0.5)),
      .steps(at.map { DataPoint($0, $0 > 3 ? 4 : 3) }, LineStyle(.tabGreen)),
      .verticalRule(3.5, LineStyle(.gray(0.5), width: 1, dash: .dotted)),
      .text(Annotation("‖W_{2,2}‖ → ∞", at: .fraction(0.3, 0.93), size: 9)),
    ]
    return Panel(
      size: .inches(3, 2), title: "markers", x: Axis("//β//", scale: .categories(names)),
      y: Axis("λ_{2,2}"), marks: others + markers,
      legend: Legend(
        .below, [.init("band", patch: .gray(0.9)), .init("bars", patch: .tabOrange)], columns: 2))
  }()

  private static let logarithms = Panel(
    size: .inches(2, 2), title: "log-log", x: Axis("t", scale: .log10),
    y: Axis("y", scale: .log10),
    marks: [
      .line([DataPoint(1, 1), DataPoint(1000, 1e6)], LineStyle(.tabBlue)),
      .line(
        [
          DataPoint(1, 10), DataPoint(3, 30), DataPoint(0, 3), DataPoint(30, 300),
          DataPoint(1000, 1e4),
        ], LineStyle(.tabRed)),
    ],
    legend: Legend(
      .outsideRight,
      [.init("t^{2}", line: LineStyle(.tabBlue)), .init("gap", line: LineStyle(.tabRed))]))
}
