// Tensor 2021, Figure 2: tensor factorization as a shallow non-linear network (sheet 5.2).
//
// Claim: the network's output is the tensor's entry, checked on random weights. Cost: none.

import Analysis
import Plotting
import Records

enum Tensor2021Figure2 {
  static let id = "tensor2021-fig2"

  static let figure = FigureDefinition(
    id: id, work: .tensor2021, kind: .illustration,
    title: "Tensor factorization as a shallow non-linear network", source: "Figure 2",
    caption: """
      A picture of *N* black or white pixels is a tuple of *N* indices with *d* = 2 values each, and \
      so an entry of a tensor of order *N*. The factorization's network: one-hot vectors, a locally \
      connected linear layer, pooling by a product over all positions, a sum. Our drawing of the \
      published illustration. On random weights of several orders and sizes, the largest difference \
      between outputs and entries, as a share of the largest entry, is \
      {{value tensor2021-fig2 deviation 2s}}.
      """,
    alternative: """
      A diagram from left to right: a black-and-white picture of 16 pixels, three one-hot vectors of two \
      cells with dots between them, a strip of channels for each, one strip of pooled channels, and a \
      square for the output. One channel is highlighted in all layers.
      """,
    runs: { _ in [] },
    analyse: { _, _ in
      Findings.identity(
        "I1", figure: id,
        "The network's output for one-hot inputs is the entry of the tensor factorization.",
        source: "Figure 2 and its text", NetworkIdentity.shallow())
    },
    picture: { _, _ in picture })

  private static var picture: Figure {
    let pixels = [0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1]
    var image = Drawing()
    let frame = Rect(x: 5, y: 35, width: 60, height: 60)
    image.path(.rectangle(frame), fill: .white)
    for row in 0..<4 {
      image.strip(
        Rect(x: frame.left, y: frame.top + 15 * Double(row), width: frame.width, height: 15),
        pixels[4 * row..<4 * row + 4].map { $0 == 1 ? Color.gray(0.25) : Palette.pale })
    }
    let circuit = ShallowCircuit(
      source: image, sourceName: "picture of\n//N// pixels", size: 2,
      indices: [pixels[0], pixels[1], pixels[15]])
    return Figure(
      id: id, width: ShallowCircuit.width, height: ShallowCircuit.height, circuit.drawing)
  }
}
