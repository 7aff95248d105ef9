// Every figure there is, in the order of the report. Adding one is a file and a line here.

public import Records

/// The list of figures, as the published images at hand let them be made.
public struct Catalogue: Sendable {
  /// The preset's figures, in the order of the report.
  public let figures: [FigureDefinition]
  /// Those that the paper preset alone makes, where it is another; `paperOnly` says why.
  public let omitted: [FigureDefinition]

  /// Lists every figure of a preset; published images that are not at hand are replaced by drawn
  /// stand-ins.
  public init(images: PublishedSets = [], preset: Preset = .standard) {
    let all = Self.works(images) + Self.postsAndTalk(images)
    figures = all.filter { preset == .paper || $0.paperOnly == nil }
    omitted = all.filter { preset != .paper && $0.paperOnly != nil }
  }

  private static func works(_ images: PublishedSets) -> [FigureDefinition] {
    [
      UnobservedEntry.figure,
      TensorCompletionRankOne.figure,
      Norms2020Figure3.figure,
      OtherDimensions.figure,
      OtherObservations.figure,
      TensorCompletionRankThree.figure,
      TheoremOne.figure,
      Seeds.figure,
      Tensor2021Figure1.figure,
      Tensor2021Figure2.figure,
      ComponentNorms.figure,
      RankOneTrajectory.figure,
      HuberLoss.figure,
      OtherOrders.figure,
      Sensing.figure,
      NaturalImages.figure(images),
      NaturalSamples.figure(images),
      HierarchicalTrees.figure,
      HierarchicalRange.figure,
      ThreeDynamics.figure,
      TreeNodes.figure,
      SensedDynamics.figure,
      Exponents.figure,
      LargeInitialization.figure,
      LocalitySamples.figure,
      Locality.figure(.resNet18),
      Locality.figure(.resNet34),
      Separability.figure,
    ]
  }

  private static func postsAndTalk(_ images: PublishedSets) -> [FigureDefinition] {
    [
      Post2020Figure1.figure,
      Post2020Figure2.figure,
      PostIllustrations.post2020Figure3,
      Post2021Figure1.figure,
      PostIllustrations.post2021Figure2,
      PostIllustrations.post2021Figure3,
      Post2021Figure4.figure,
      Post2021Figure5.figure(images),
      Post2022Figure1.figure,
      Post2022Figure2.figure,
      Post2022Figure4.figure,
      PostIllustrations.post2022Figure3,
      PostIllustrations.post2022Figure5,
      Post2022Figure6.figure,
      BiasVariance.figure,
      MinimalNorm.figure,
      TalkCompletion.figure,
      TalkLinearNetwork.figure,
      Analogy.figure,
      ComplexityOfData.figure(images),
      Tasks.figure,
      TalkHypothesis.figure,
    ]
  }

  /// The figure of an id.
  ///
  /// - Throws: `Failure` that names the nearest ids.
  public func figure(_ id: String) throws -> FigureDefinition {
    guard let figure = figures.first(where: { $0.id == id }) else {
      let known = figures.map(\.id).joined(separator: ", ")
      throw Failure(
        "figure '\(id)'", "is not in the catalogue; there are: \(known)", hint: "make figures")
    }
    return figure
  }

  /// Every run that the preset needs, each once, in catalogue order.
  ///
  /// - Precondition: two runs that share an id are the same run (a test asserts it).
  public func runs(_ preset: Preset) -> [PlannedRun] {
    var seen: Set<String> = []
    return figures.flatMap { $0.runs(preset) }.filter { seen.insert($0.spec.id).inserted }
  }
}
