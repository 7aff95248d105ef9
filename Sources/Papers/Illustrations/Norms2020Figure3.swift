// Norms 2020, Figure 3: tensor factorization as a convolutional arithmetic circuit (sheet 5.3).
//
// Claim: the network's output is the tensor's entry, checked on random weights. Cost: none.

import Analysis
import Plotting
import Records

enum Norms2020Figure3 {
  static let id = "norms2020-fig3"

  static let figure = FigureDefinition(
    id: id, work: .norms2020, kind: .illustration,
    title: "Tensor factorization as a convolutional arithmetic circuit", source: "Figure 3",
    caption: """
      The network that a tensor factorization is. The indices of an entry enter as one-hot vectors; a \
      locally connected linear layer computes inner products with the vectors of the components, \
      *R* of them at each of the *N* positions; pooling multiplies each channel over all positions, \
      and the sum of the channels is the entry. Our drawing of the published illustration. On random \
      weights of several orders and sizes, the largest difference between outputs and entries, as a share of \
      the largest entry, is {{value norms2020-fig3 deviation 2s}}.
      """,
    alternative: """
      A diagram from left to right: an index tuple, three one-hot vectors with dots between them, a \
      strip of channels for each, one strip of pooled channels, and a square for the output. One channel \
      is highlighted in all layers.
      """,
    runs: { _ in [] },
    analyse: { _, _ in
      Findings.identity(
        "F3", figure: id,
        "The network's output for one-hot inputs is the entry of the tensor factorization.",
        source: "Figure 3 and its text", NetworkIdentity.shallow())
    },
    picture: { _, _ in picture })

  private static var picture: Figure {
    var tuple = Drawing()
    tuple.text(
      "(//i//_{1}, //i//_{2},\n…, //i//_{//N//})", at: Point(35, 66), size: 11)
    let circuit = ShallowCircuit(
      source: tuple, sourceName: "indices of\nan entry", size: 4, indices: [1, 3, 0])
    return Figure(
      id: id, width: ShallowCircuit.width, height: ShallowCircuit.height, circuit.drawing)
  }
}
