// The definition of a run that measures how well images and labels fit a low tensor rank (tensor 2021,
// sheet section 6).

/// A sum of products over pixels, fitted to one-versus-all labels of binarised images.
///
/// Replicate n has class n − 1 as its positive class; images, permutations and the order of
/// batches are the same for all replicates, starting weights are each one's own.
public struct ImageExperiment: Codable, Hashable, Sendable {
  /// The run's name, as ``Experiment/id``.
  public var id: String
  /// The name that keys every random stream of the run.
  public var seed: String
  /// Which classes take their turn as the positive one, counted from 1.
  public var replicates: Replicates
  /// The images and their labels.
  public var images: ImageSet
  /// What is done to them.
  public var variant: ImageVariant
  /// How many products are summed: the tensor rank that the predictor may have.
  public var components: Int
  /// The weights it starts from.
  public var initialization: WeightsAroundMean
  /// The step rule.
  public var optimizer: Adam
  /// Images per step; the order is drawn again every epoch, a last partial batch is kept.
  public var batch: Int
  /// When it ends.
  public var stopping: EpochRule
  /// Epochs between two rows of the trace, a divisor of the number of epochs.
  public var recordEvery: Int
  /// Epochs between two fingerprints and checkpoints, a multiple of `recordEvery`.
  public var fingerprintEvery: Int?

  /// Defines a run; see the members for their meaning.
  public init(
    id: String, seed: String, replicates: Replicates, images: ImageSet, variant: ImageVariant,
    components: Int, initialization: WeightsAroundMean, optimizer: Adam, batch: Int,
    stopping: EpochRule, recordEvery: Int, fingerprintEvery: Int? = nil
  ) {
    self.id = id
    self.seed = seed
    self.replicates = replicates
    self.images = images
    self.variant = variant
    self.components = components
    self.initialization = initialization
    self.optimizer = optimizer
    self.batch = batch
    self.stopping = stopping
    self.recordEvery = recordEvery
    self.fingerprintEvery = fingerprintEvery
  }
}

/// Ten classes of 28 × 28 images, training and test images apart.
public enum ImageSet: Codable, Hashable, Sendable {
  /// A published set in its official files, of which the first `train` and `test` images are taken.
  case published(name: PublishedImages, train: Int, test: Int)
  /// Drawn stand-ins, of which `train` and `test` are made.
  case drawn(kind: DrawnImages, train: Int, test: Int, stream: String)
}

/// A published set of 28 × 28 images in ten classes.
public enum PublishedImages: String, Codable, Hashable, Sendable, CaseIterable {
  /// Handwritten digits.
  case mnist
  /// Garments.
  case fashionMNIST
}

/// What the pipeline draws where a published set is not at hand.
public enum DrawnImages: String, Codable, Hashable, Sendable, CaseIterable {
  /// Digits from vector strokes.
  case digits
  /// Garments from outlines.
  case garments
}

/// What is done to images and labels before training.
public enum ImageVariant: String, Codable, Hashable, Sendable, CaseIterable {
  /// Nothing.
  case original
  /// Every image is replaced by independent fair bits; labels stay.
  case randomImages
  /// Labels are permuted, within the training and the test set; images stay.
  case randomLabels
}

/// Independent normal weights around a mean.
public struct WeightsAroundMean: Codable, Hashable, Sendable {
  /// The mean.
  public var mean: Double
  /// The standard deviation.
  public var std: Double

  /// Weights of this mean and deviation.
  public init(mean: Double, std: Double) {
    self.mean = mean
    self.std = std
  }
}

/// Adam with bias correction and without weight decay.
public struct Adam: Codable, Hashable, Sendable {
  /// The learning rate.
  public var learningRate: Double
  /// The decay of the running mean of gradients.
  public var firstDecay: Double
  /// The decay of the running mean of squared gradients.
  public var secondDecay: Double
  /// Added to the root of the second mean.
  public var epsilon: Double

  /// Adam with its usual constants unless told otherwise.
  public init(
    learningRate: Double, firstDecay: Double = 0.9, secondDecay: Double = 0.999,
    epsilon: Double = 1e-8
  ) {
    self.learningRate = learningRate
    self.firstDecay = firstDecay
    self.secondDecay = secondDecay
    self.epsilon = epsilon
  }
}

/// When a run over epochs ends.
public struct EpochRule: Codable, Hashable, Sendable {
  /// At the latest after so many epochs.
  public var epochs: Int
  /// The training loss that counts as fitted.
  public var tolerance: Double
  /// The run ends at the `patience`-th consecutive epoch whose loss is below the tolerance.
  public var patience: Int

  /// A rule over epochs.
  public init(epochs: Int, tolerance: Double, patience: Int) {
    self.epochs = epochs
    self.tolerance = tolerance
    self.patience = patience
  }
}
