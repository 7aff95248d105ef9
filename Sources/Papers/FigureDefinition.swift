// What a figure is to the pipeline: its runs, the analysis of them, its picture and its words. One
// file per figure builds one such value; everything else is generic.

public import Analysis
public import Plotting
public import Records

/// A work whose figures are reproduced.
public enum Work: String, Codable, Hashable, Sendable, CaseIterable {
  /// Razin and Cohen, NeurIPS 2020.
  case norms2020
  /// Razin, Maman and Cohen, ICML 2021.
  case tensor2021
  /// Razin, Maman and Cohen, ICML 2022.
  case hierarchical2022
  /// The author's blog posts.
  case posts
  /// The author's talk.
  case talk

  /// The work's title, as a reader would cite it.
  public var title: String {
    switch self {
    case .norms2020:
      "Implicit Regularization in Deep Learning May Not Be Explainable by Norms"
    case .tensor2021: "Implicit Regularization in Tensor Factorization"
    case .hierarchical2022:
      "Implicit Regularization in Hierarchical Tensor Factorization and Deep Convolutional "
        + "Neural Networks"
    case .posts: "Blog posts on implicit regularization"
    case .talk: "Talk on implicit regularization and generalization in deep learning"
    }
  }
}

/// A figure of the catalogue.
public struct FigureDefinition: Sendable {
  /// What a figure is for.
  public enum Kind: String, Codable, Hashable, Sendable {
    /// An experiment of a work.
    case experiment
    /// A drawing that explains; no run stands behind it.
    case illustration
    /// Ours: the theory at work, or a control that no work draws.
    case ours
  }

  /// The key: file name under `figures/`, and the name in prose, manifest and claims.
  public var id: String
  /// The work it belongs to.
  public var work: Work
  /// What it is for.
  public var kind: Kind
  /// A short title.
  public var title: String
  /// Where it comes from, e.g. "Figure 1".
  public var source: String
  /// The caption, in Markdown with value tokens.
  public var caption: String
  /// What a reader who cannot see the picture is told, with value tokens.
  public var alternative: String
  /// Why the paper preset alone makes it; nil for a figure of every preset.
  public var paperOnly: String?
  /// The runs it draws from, in order; figures share runs by sharing them here.
  public var runs: @Sendable (Preset) -> [PlannedRun]
  /// From runs to the numbers plotted, the numbers quoted and the claims.
  public var analyse: @Sendable (RunLibrary, Preset) -> Findings
  /// From the numbers plotted to the picture.
  public var picture: @Sendable (Table, Preset) -> Figure

  /// A figure; see the members for their meaning.
  public init(
    id: String, work: Work, kind: Kind = .experiment, title: String, source: String,
    caption: String, alternative: String, paperOnly: String? = nil,
    runs: @escaping @Sendable (Preset) -> [PlannedRun],
    analyse: @escaping @Sendable (RunLibrary, Preset) -> Findings,
    picture: @escaping @Sendable (Table, Preset) -> Figure
  ) {
    self.id = id
    self.work = work
    self.kind = kind
    self.title = title
    self.source = source
    self.caption = caption
    self.alternative = alternative
    self.paperOnly = paperOnly
    self.runs = runs
    self.analyse = analyse
    self.picture = picture
  }
}

/// A run and what it is expected to cost.
public struct PlannedRun: Hashable, Sendable {
  /// The definition.
  public var spec: RunSpec
  /// Expected seconds on one core, for estimates and for scheduling the longest first; it decides
  /// nothing else.
  public var seconds: Double

  /// How often a run of many seconds leaves a fingerprint and a checkpoint: a few seconds apart.
  static let fingerprintEvery = 2500

  /// A run with its expected cost.
  public init(_ spec: RunSpec, seconds: Double) {
    self.spec = spec
    self.seconds = seconds
  }

  /// A run of a factorization with its expected cost.
  public init(_ experiment: Experiment, seconds: Double) {
    self.init(.factorization(experiment), seconds: seconds)
  }

  /// A run of a network with its expected cost.
  public init(_ experiment: NetworkExperiment, seconds: Double) {
    self.init(.network(experiment), seconds: seconds)
  }

  /// A sheet of inputs with its expected cost.
  public init(_ sheet: SampleSheet, seconds: Double) {
    self.init(.samples(sheet), seconds: seconds)
  }
}
