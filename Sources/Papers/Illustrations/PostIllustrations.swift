// The posts' illustrations, which share their drawings with those of the works (norms sheet 5.7, tensor
// sheet 5.1 and 5.2, hierarchical sheet 5.5, locality sheet 7.4).
//
// Claims: those of the identities drawn. Cost: none.

import Analysis
import Plotting
import Records

enum PostIllustrations {
  static let post2020Figure3 = correspondence(
    "F3", id: "post2020-fig3", post: "post on norms", showsEnd: true, lower: 270,
    upperTitles: ("Matrix Factorizations", "Linear Neural Networks"),
    lowerTitles: ("Tensor Factorizations", "Convolutional Arithmetic Circuits"),
    below: "**//(Non-Linear Neural Networks)//**")

  static let post2021Figure2 = FigureDefinition(
    id: "post2021-fig2", work: .posts, kind: .illustration,
    title: "Prediction as tensor completion, in the post",
    source: "post on tensor factorization, Figure 2",
    caption: """
      The post's drawing of prediction as completion of a tensor, drawn by us from the same samples as \
      [](figure:tensor2021-fig1), where it is explained.
      """,
    alternative: Tensor2021Figure1.figure.alternative,
    runs: { _ in [] },
    analyse: { _, _ in Findings(table: CompletionCube.table, quantities: [:], claims: []) },
    picture: { table, _ in CompletionCube.figure(table, id: "post2021-fig2") })

  static let post2021Figure3 = correspondence(
    "I1", id: "post2021-fig3", post: "post on tensor factorization",
    showsEnd: false, lower: 260, upperTitles: ("Matrix Factorization", "Linear Neural Network"),
    lowerTitles: ("Tensor Factorization", "Non-Linear Neural Network"), below: nil)

  static let post2022Figure3 = FigureDefinition(
    id: "post2022-fig3", work: .posts, kind: .illustration,
    title: "Tensor factorizations and convolutional networks, in the post",
    source: "post on hierarchical tensor factorization, Figure 3",
    caption: """
      The post's drawing of tensor and hierarchical tensor factorization beside the networks they are, in \
      our hand. It is that of [](figure:hierarchical2022-trees), where the identities are checked.
      """,
    alternative: HierarchicalTrees.figure.alternative,
    runs: { _ in [] },
    analyse: { library, preset in
      Findings(
        table: HierarchicalTrees.figure.analyse(library, preset).table, quantities: [:], claims: [])
    },
    picture: { _, _ in Trees.figure(id: "post2022-fig3") })

  static let post2022Figure5 = FigureDefinition(
    id: "post2022-fig5", work: .posts, kind: .illustration,
    title: "Short against long range, in the post",
    source: "post on hierarchical tensor factorization, Figure 5",
    caption: """
      Short-range and long-range dependencies. The post draws its squares and arrows on a photograph of a \
      street; ours lie on a schematic one, that of [](figure:hierarchical2022-range).
      """,
    alternative: HierarchicalRange.figure.alternative,
    runs: { _ in [] }, analyse: { _, _ in DependencyRange.findings },
    picture: { table, _ in DependencyRange.figure(table, id: "post2022-fig5") })

  /// Two rows: matrices and linear networks, tensors and non-linear ones; the second row starts at `lower`
  /// pixels.
  private static func correspondence(
    _ claim: String, id: String, post: String, showsEnd: Bool, lower: Double,
    upperTitles: (String, String),
    lowerTitles: (String, String), below: RichText?
  ) -> FigureDefinition {
    FigureDefinition(
      id: id, work: .posts, kind: .illustration,
      title: "Factorizations and networks in the \(post)",
      source: "\(post), Figure 3",
      caption: """
        Above, a product of matrices is a linear network. Below, a sum of outer products is a non-linear \
        one, with a product as pooling: the coloured patch of the input is followed to a channel of the \
        hidden layer, to its pooled value and to the output. Our drawing after the post's. On \
        random weights, outputs and entries differ by at most {{value \(id) deviation 2s}} of the largest \
        entry.
        """,
      alternative: """
        Two rows with an arrow both ways in each. Above, a product of squares and a chain of squares from x \
        to y. Below, a sum of components, each made of three bars, and a network of a slab, a wider slab, a \
        column and a square, connected by curved arrows.
        """,
      runs: { _ in [] },
      analyse: { _, _ in
        Findings.identity(
          claim, figure: id,
          "The networks' outputs for one-hot inputs are the entries of the matrix and the tensor.",
          source: "\(post), Figure 3", NetworkIdentity.linear() + NetworkIdentity.shallow())
      },
      picture: { _, _ in
        let rows = Correspondence(showsEnd: showsEnd)
        let ruler = Correspondence.ruler
        var drawing = rows.matrixRow(upperTitles.0, upperTitles.1)
        drawing.add(
          rows.tensorRow(lowerTitles.0, lowerTitles.1, below: below), dy: ruler.length(lower))
        return Figure(
          id: id, width: Correspondence.width, height: ruler.length(lower + 250), drawing)
      })
  }
}
