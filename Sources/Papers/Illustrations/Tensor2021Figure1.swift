// Tensor 2021, Figure 1: a prediction problem as tensor completion (sheet 5.1).
//
// Claim: pictures and entries correspond one to one. Cost: none.

import Analysis
import Plotting
import Records

enum Tensor2021Figure1 {
  static let id = "tensor2021-fig1"

  static let figure = FigureDefinition(
    id: id, work: .tensor2021, kind: .illustration, title: "Prediction as tensor completion",
    source: "Figure 1",
    caption: """
      Three pixels with five grey levels each: a picture is an entry of a 5×5×5 tensor, its label the \
      entry's value, the training set the observed entries. To predict the label of a test picture is to \
      complete the tensor. Our drawing of the published illustration; the entries lie where the \
      samples' grey levels put them. The {{value tensor2021-fig1 positions d}} pictures have as many \
      different positions.
      """,
    alternative: """
      Left, three training samples and one test sample, each a row of three grey squares under the heads \
      A, B and C. Right, a cube with a scale of five grey levels along each of its three sides. Arrows \
      lead from the training samples to entries 1, 1 and 0 in the cube, and from the test sample to a \
      question mark.
      """,
    runs: { _ in [] }, analyse: { _, _ in findings },
    picture: { table, _ in CompletionCube.figure(table, id: id) })

  private static var findings: Findings {
    let positions = Double(CompletionCube.distinctPositions)
    return Findings(
      table: CompletionCube.table,
      quantities: ["positions": Quantity(positions, "different positions of all pictures")],
      claims: [
        Claim(
          "I2", figure: id,
          "The map from pictures to positions in the tensor is one to one.",
          source: "Figure 1 and its text", paper: "every picture an entry of its own",
          reason: "a count of all pictures of three pixels and five levels: exact",
          checks: [
            Claim.Check("different positions of 125 pictures", positions, near: 125, within: 0)
          ])
      ])
  }
}
