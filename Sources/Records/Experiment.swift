// The definition of a training run: everything its result depends on, and nothing else. Written as
// `spec.json`; a run record is a pure function of it.

/// One training run, or several replicates of it that differ only in their random streams.
public struct Experiment: Codable, Hashable, Sendable {
  /// The run's name: lower-case letters, digits, `-` and `.`; also its directory's name.
  public var id: String
  /// The name that keys every random stream of the run, e.g. `norms2020/matrix/depth3`. Two
  /// experiments that share it share their normalised draws.
  public var seed: String
  /// Which replicates to run; replicate numbers enter the stream names, so replicate 4 is the same
  /// alone and among thirty.
  public var replicates: Replicates
  /// The floating-point type of weights and gradients.
  public var precision: Precision
  /// What is fitted.
  public var task: Task
  /// What fits it.
  public var model: Model
  /// The weights it starts from.
  public var initialization: Initialization
  /// What is minimised.
  public var loss: Loss
  /// The step rule.
  public var optimizer: Optimizer
  /// When it ends.
  public var stopping: StoppingRule
  /// What is written down on the way.
  public var recording: Recording

  /// Defines a run; see the members for their meaning.
  public init(
    id: String, seed: String, replicates: Replicates = .one, precision: Precision, task: Task,
    model: Model, initialization: Initialization, loss: Loss, optimizer: Optimizer,
    stopping: StoppingRule, recording: Recording
  ) {
    self.id = id
    self.seed = seed
    self.replicates = replicates
    self.precision = precision
    self.task = task
    self.model = model
    self.initialization = initialization
    self.loss = loss
    self.optimizer = optimizer
    self.stopping = stopping
    self.recording = recording
  }
}

/// A run of consecutive replicate numbers, counted from 1.
public struct Replicates: Codable, Hashable, Sendable {
  /// The first replicate's number.
  public var first: Int
  /// How many there are.
  public var count: Int

  /// Replicates `first ..< first + count`.
  public init(first: Int = 1, count: Int) {
    self.first = first
    self.count = count
  }

  /// Replicate 1 alone.
  public static let one = Replicates(count: 1)
}

/// The floating-point type of weights and gradients.
public enum Precision: String, Codable, Hashable, Sendable {
  /// IEEE single precision, as in the papers.
  case float32
  /// IEEE double precision.
  case float64
}

/// The weights a run starts from.
public struct Initialization: Codable, Hashable, Sendable {
  /// How the weights are drawn.
  public enum Scheme: Codable, Hashable, Sendable {
    /// Every weight independent and normal with this standard deviation.
    case gaussian(std: Double)
    /// As `gaussian`, with the weights' deviation chosen so that the entries of the product have
    /// standard deviation `productStd` (norms sheet 3.1, "unbalanced").
    case layerwise(productStd: Double)
    /// The product drawn with normal entries of this deviation and split evenly between the
    /// factors by its singular value decomposition, so that adjacent factors are balanced.
    case balanced(productStd: Double)
    /// The product is `scale` times the identity, each factor its `depth`-th root.
    case identity(scale: Double)
    /// The weights written out, one matrix after another, each row-major.
    case values(values: [Double])
  }

  /// The sign of a determinant.
  public enum Sign: String, Codable, Hashable, Sendable {
    /// Above zero.
    case positive
    /// Below zero.
    case negative
  }

  /// How the weights are drawn.
  public var scheme: Scheme
  /// Draws are repeated until the product's determinant has this sign; `nil` accepts the first.
  public var determinant: Sign?

  /// An initialization, with a condition on the product's determinant where one is needed.
  public init(_ scheme: Scheme, determinant: Sign? = nil) {
    self.scheme = scheme
    self.determinant = determinant
  }
}

/// The step rule; full batch, all parameters updated together.
public enum Optimizer: Codable, Hashable, Sendable {
  /// Plain gradient descent.
  case gradientDescent(learningRate: Double)
  /// Gradient descent with one adaptive step size for all parameters: the learning rate over the
  /// root of a bias-corrected running mean of the squared gradient norm, plus `epsilon`
  /// (hierarchical sheet 4).
  case groupRMSprop(learningRate: Double, decay: Double, epsilon: Double)
}

/// When a run ends.
public struct StoppingRule: Codable, Hashable, Sendable {
  /// The run ends after this many iterations at the latest.
  public var iterations: Int
  /// The loss that counts as fitted; under Huber and absolute losses the mean of squared residuals.
  public var tolerance: Double
  /// The run ends at the `patience`-th consecutive record whose loss is below the tolerance.
  public var patience: Int

  /// A stopping rule; the loss is looked at where records are made.
  public init(iterations: Int, tolerance: Double, patience: Int) {
    self.iterations = iterations
    self.tolerance = tolerance
    self.patience = patience
  }
}
