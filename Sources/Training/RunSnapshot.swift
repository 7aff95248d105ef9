// What the loop of training and the recorder need of a model's records, whatever the model.

import Models

/// Where in a run a record stands.
struct Moment: Hashable {
  /// Updates made so far, this record's included.
  var iteration = 0
  /// The loss before this record's update.
  var loss = 0.0
  /// The mean of squared residuals before this record's update, where the loss is not quadratic or a
  /// quantity asks for it; the stopping rule of other losses looks at it (tensor sheet 4).
  var meanOfSquares: Double?
  /// The loss at the record before, if there is one.
  var previousLoss: Double?
  /// The size of this record's step.
  var stepSize = 0.0
  /// The sum of all step sizes so far.
  var flowTime = 0.0

  /// The loss's change since the record before, relative to it; the first record has none.
  var lossRise: Double? {
    guard let previousLoss, previousLoss > 0 else { return nil }
    return (loss - previousLoss) / previousLoss
  }
}

/// What quantities ask a record to keep.
struct RecordNeeds: OptionSet {
  let rawValue: Int

  /// The state before the update, and its gradient.
  static let start = RecordNeeds(rawValue: 1)
  /// The weights after the update.
  static let weights = RecordNeeds(rawValue: 2)
  /// The end tensor after the update.
  static let outputs = RecordNeeds(rawValue: 4)
  /// The mean of squared residuals.
  static let meanOfSquares = RecordNeeds(rawValue: 8)
}

/// A quantity that a record can hold.
protocol RunQuantity: Sendable {
  /// Whether every record has a value; only such quantities can be columns.
  var isAlwaysDefined: Bool { get }
  /// Whether it is too costly for every record; such quantities are for the end only.
  var isCostly: Bool { get }
  var needs: RecordNeeds { get }
}

/// A model at one record. What is derived from its state is derived at most once.
protocol RunSnapshot: AnyObject {
  associatedtype Quantity: RunQuantity
  associatedtype Problem

  init(_ problem: Problem)

  var moment: Moment { get set }

  /// Keeps the state before an update, right after its backpropagation.
  func keepStart<Model: Factorization>(of model: Model, _ objective: Objective<Model.Scalar>)

  /// Keeps the state after an update, and forgets what was derived from an earlier one.
  ///
  /// - Parameter last: the record before; where it was one iteration ago, what is known of its end
  ///   is known of this one's start.
  func keepEnd<Model: Factorization>(
    of model: inout Model, for needs: RecordNeeds, after last: Self?)

  /// Whether what was kept of the end is finite.
  var isFinite: Bool { get }

  /// The value of a quantity; `nil` where this record does not define it, not finite only where the
  /// weights are about to overflow.
  func value(of quantity: Quantity) -> Double?
}

extension RunSnapshot {
  var iteration: Int { moment.iteration }
  var loss: Double { moment.loss }
  var stepSize: Double { moment.stepSize }
  var flowTime: Double { moment.flowTime }
}
