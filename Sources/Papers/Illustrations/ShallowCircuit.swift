// The network of a tensor factorization, layer by layer: one-hot inputs, a locally connected linear layer,
// product pooling over all positions, a sum of the channels.

import Plotting

struct ShallowCircuit {
  /// What is encoded: words or a small picture left of the inputs, in a box 70 by 130 points.
  var source: Drawing
  /// The words below it.
  var sourceName: RichText
  /// The size of a mode.
  var size: Int
  /// The position of the one in each of the three inputs drawn.
  var indices: [Int]

  static let width = 600.0
  static let height = 208.0
  private static let channels = 6
  /// The channel that is followed through the layers.
  private static let channel = 3
  private static let rows = [44.0, 86, 150]
  private static let names = ["1", "2", "//N//"]

  var drawing: Drawing {
    var drawing = Drawing()
    drawing.add(source, dx: 0, dy: 36)
    drawing.arrow(from: Point(74, 101), to: Point(92, 101), head: 5)
    for (index, y) in Self.rows.enumerated() { position(index, y, &drawing) }
    for x in [118 + 8 * Double(size), 302] {
      drawing.dots(3, center: Point(x, 126), step: 6, radius: 1.3, vertical: true)
    }
    pooling(&drawing)
    words(&drawing)
    return drawing
  }

  /// The input at a position and its channels.
  private func position(_ index: Int, _ y: Double, _ drawing: inout Drawing) {
    let name = Self.names[index]
    drawing.text("**x**_{\(name)}", at: Point(106, y + 8), size: 10)
    let input = Rect(x: 118, y: y, width: 16 * Double(size), height: 16)
    drawing.strip(
      input, (0..<size).map { $0 == indices[index] ? Color.gray(0.25) : Palette.pale })
    drawing.arrow(from: Point(input.right + 4, y + 8), to: Point(250, y + 8), head: 5)
    drawing.text(
      "//W//^{(\(name))}", at: Point((input.right + 250) / 2, y + 3), anchor: .bottom, size: 9)
    drawing.strip(Rect(x: 254, y: y, width: 96, height: 16), Self.channelFills)
  }

  /// From the channels at all positions to the output.
  private func pooling(_ drawing: inout Drawing) {
    drawing.brace(Rect(x: 356, y: 44, width: 12, height: 122), opensRight: false)
    drawing.arrow(from: Point(374, 105), to: Point(408, 105), head: 5)
    drawing.text("∏_{//n//}", at: Point(390, 100), anchor: .bottom, size: 11)
    drawing.strip(Rect(x: 412, y: 97, width: 96, height: 16), Self.channelFills)
    drawing.arrow(from: Point(512, 105), to: Point(546, 105), head: 5)
    drawing.text("∑_{//r//}", at: Point(528, 100), anchor: .bottom, size: 11)
    drawing.box(Rect(x: 551, y: 95, width: 20, height: 20), fill: Palette.orange)
  }

  private func words(_ drawing: inout Drawing) {
    let columns: [(Double, RichText, RichText)] = [
      (35, "", sourceName),
      (144, "**input**\none-hot vectors", "**x**_{//n//} ∈ ℝ^{//d//}"),
      (
        302, "**hidden layer**\nlocally connected, linear",
        "channel //r// at position //n//:\n⟨**w**_{//r//}^{(//n//)}, **x**_{//n//}⟩"
      ),
      (
        448, "**pooling**\nglobal, product",
        "channel //r//:\n∏_{//n//} ⟨**w**_{//r//}^{(//n//)}, **x**_{//n//}⟩"
      ),
      (561, "**output**\nsum of channels", "entry\n**//W//**[//i//_{1}, …, //i//_{//N//}]"),
    ]
    for (x, above, below) in columns {
      drawing.text(
        above, at: Point(x, 28), anchor: Anchor(.center, .bottom), size: 9, color: Palette.words)
      drawing.text(below, at: Point(x, 180), anchor: Anchor(.center, .top), size: 9.5)
    }
  }

  private static var channelFills: [Color] {
    (1...channels).map { $0 == channel ? Palette.yellow : Palette.blue }
  }
}
