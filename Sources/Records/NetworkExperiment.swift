// The definition of a run that trains a residual network on a long-range task (hierarchical 2022, locality
// sheet).

/// A residual network with one logit, trained on a task of two classes.
public struct NetworkExperiment: Codable, Hashable, Sendable {
  /// The run's name, as ``Experiment/id``.
  public var id: String
  /// The name that keys every random stream of the run; those of the data are named by the task.
  public var seed: String
  /// Which replicates to run.
  public var replicates: Replicates
  /// The inputs and their labels.
  public var task: LongRangeTask
  /// The network.
  public var network: ResidualNetwork
  /// The coefficient of the regularizer of separability, 0 for none (locality sheet 5).
  public var regularization: Double
  /// The step rule.
  public var optimizer: Momentum
  /// Inputs per step; the order is drawn again every epoch, a last partial batch is kept.
  public var batch: Int
  /// When it ends.
  public var stopping: AccuracyRule
  /// Epochs between two evaluations of the test set; the last epoch is always evaluated.
  public var evaluateEvery: Int
  /// Held-out inputs on which separability is measured at each evaluation, 0 for none.
  public var separabilityInputs: Int
  /// Epochs between two fingerprints and checkpoints.
  public var fingerprintEvery: Int?

  /// Defines a run; see the members for their meaning.
  public init(
    id: String, seed: String, replicates: Replicates, task: LongRangeTask,
    network: ResidualNetwork, regularization: Double, optimizer: Momentum, batch: Int,
    stopping: AccuracyRule, evaluateEvery: Int, separabilityInputs: Int = 0,
    fingerprintEvery: Int? = nil
  ) {
    self.id = id
    self.seed = seed
    self.replicates = replicates
    self.task = task
    self.network = network
    self.regularization = regularization
    self.optimizer = optimizer
    self.batch = batch
    self.stopping = stopping
    self.evaluateEvery = evaluateEvery
    self.separabilityInputs = separabilityInputs
    self.fingerprintEvery = fingerprintEvery
  }
}

/// A task that relates two distant parts of its input.
public enum LongRangeTask: Codable, Hashable, Sendable {
  /// Whether two images on an empty canvas, `distance` columns apart, are of one class (locality sheet
  /// 2). Sources are 32 × 32 pixels, averaged over squares of `pooling` pixels first.
  case sameClass(
    source: ColorImages, pooling: Int, height: Int, width: Int, distance: Int, train: Int,
    test: Int, stream: String)
  /// Whether two marked dots are joined by a dashed path (locality sheet 3).
  case pathfinder(geometry: PathfinderGeometry, train: Int, test: Int, stream: String)
}

/// Ten classes of 32 × 32 colour images.
public enum ColorImages: Codable, Hashable, Sendable {
  /// CIFAR-10 in its official binary files: all of them, or the first training batch alone.
  case cifar10(batches: Int)
  /// Tinted gratings, drawn: pools of `train` and `test` images (locality sheet 9.4).
  case gratings(train: Int, test: Int, stream: String)
}

/// What a Pathfinder image looks like; lengths in pixels of the drawing canvas, which is twice
/// as wide and high as the image (locality sheet 3).
public struct PathfinderGeometry: Codable, Hashable, Sendable {
  /// The width and height of the drawing canvas.
  public var canvas: Int
  /// Where nothing is drawn, on each side.
  public var border: Int
  /// Dashes of each of the two paths.
  public var pathLength: Int
  /// Dashes of each distractor.
  public var distractorLength: Int
  /// How many distractors are attempted.
  public var distractors: Int

  /// A geometry; see the members for their meaning.
  public init(
    canvas: Int, border: Int, pathLength: Int, distractorLength: Int, distractors: Int
  ) {
    self.canvas = canvas
    self.border = border
    self.pathLength = pathLength
    self.distractorLength = distractorLength
    self.distractors = distractors
  }
}

/// A residual network of basic blocks with one logit (locality sheet 4).
public struct ResidualNetwork: Codable, Hashable, Sendable {
  /// The first convolution, with batch norm and ReLU after it.
  public struct Stem: Codable, Hashable, Sendable {
    /// The kernel's width and height, odd; padded by half of it.
    public var kernel: Int
    /// The stride.
    public var stride: Int
    /// The number of channels.
    public var width: Int
    /// Whether a 3 × 3 maximum over stride 2 follows.
    public var isPooled: Bool
    /// Whether the kernel starts uniform in ± 1/√(inputs), not normal as all others: the exception
    /// for inputs of one channel.
    public var isUniform: Bool

    /// A stem; see the members for their meaning.
    public init(kernel: Int, stride: Int, width: Int, isPooled: Bool, isUniform: Bool) {
      self.kernel = kernel
      self.stride = stride
      self.width = width
      self.isPooled = isPooled
      self.isUniform = isUniform
    }
  }

  /// Blocks of one width.
  public struct Stage: Codable, Hashable, Sendable {
    /// The number of channels.
    public var width: Int
    /// The number of blocks.
    public var blocks: Int
    /// The stride of the first block.
    public var stride: Int

    /// A stage; see the members for their meaning.
    public init(width: Int, blocks: Int, stride: Int) {
      self.width = width
      self.blocks = blocks
      self.stride = stride
    }
  }

  /// The first convolution.
  public var stem: Stem
  /// What follows, in order.
  public var stages: [Stage]

  /// A network of a stem and stages; average pooling and one linear logit follow.
  public init(stem: Stem, stages: [Stage]) {
    self.stem = stem
    self.stages = stages
  }
}

/// Gradient descent with momentum: v ← momentum · v + gradient, weights ← weights − learningRate · v.
public struct Momentum: Codable, Hashable, Sendable {
  /// The learning rate.
  public var learningRate: Double
  /// The share of the last step's direction that is kept.
  public var momentum: Double

  /// Gradient descent with momentum.
  public init(learningRate: Double, momentum: Double) {
    self.learningRate = learningRate
    self.momentum = momentum
  }
}

/// When the training of a network ends.
public struct AccuracyRule: Codable, Hashable, Sendable {
  /// At the latest after so many epochs.
  public var epochs: Int
  /// After so many consecutive epochs whose training accuracy was exactly one.
  public var perfectEpochs: Int

  /// A rule over epochs.
  public init(epochs: Int, perfectEpochs: Int) {
    self.epochs = epochs
    self.perfectEpochs = perfectEpochs
  }
}
