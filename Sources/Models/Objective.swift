// What is observed of a factorization's outputs, and how far the predictions are from it. The losses
// themselves are in Loss.swift.

public import Kernels
public import Records

/// A loss over observations, with its constants in the precision of the weights.
///
/// The outputs are entries of a matrix or tensor, row-major, or predictions of rank-one measurements.
/// The gradient in a prediction is ``slopes`` times the bend of its residual: the residual itself where the
/// loss is quadratic, else clipped to [−1, 1] or its sign.
public struct Objective<Scalar: KernelScalar>: Sendable {
  /// How the observed values depend on the matrix or tensor.
  public enum Measurements: Sendable {
    /// They are entries of it: a completion problem. Predictions are the outputs.
    case entries
    /// They are inner products with arrays like it: m × entries. Predictions are these times
    /// the outputs, each a chain over the entries.
    case dense([Scalar])
    /// They are contractions with one vector for each mode: for each, m × its size. Predictions are
    /// the outputs.
    case rankOne([[Scalar]])
  }

  /// What is minimised.
  public let loss: Loss
  /// How the observed values depend on the matrix or tensor.
  public let measurements: Measurements
  /// For each prediction, what it should be.
  public let targets: [Scalar]
  /// For each prediction, the scale of the loss's slope in it; 0 where it is not observed.
  public let slopes: [Scalar]
  /// How many predictions are observed.
  public let observedCount: Int

  /// The completion of a matrix or tensor from its entries at some row-major positions.
  public static func entries(
    _ loss: Loss, target: [Double], observed: [Int]
  ) -> Objective {
    var slopes = [Scalar](repeating: 0, count: target.count)
    for position in observed { slopes[position] = Scalar(loss.scale(count: observed.count)) }
    return Objective(
      loss: loss, measurements: .entries, targets: target.map { Scalar($0) }, slopes: slopes,
      observedCount: observed.count)
  }

  /// Sensing with arrays: m × entries, and the m values they measure.
  public static func dense(
    _ loss: Loss, measurements: [Scalar], values: [Double]
  ) -> Objective {
    precondition(
      !values.isEmpty && measurements.count % values.count == 0, "a value for each measurement")
    return Objective(loss, .dense(measurements), values)
  }

  /// Sensing with rank-one tensors: for each mode m × its size, and the m values they measure.
  public static func rankOne(
    _ loss: Loss, inputs: [[Scalar]], values: [Double]
  ) -> Objective {
    precondition(!values.isEmpty && inputs.allSatisfy { $0.count % values.count == 0 })
    return Objective(loss, .rankOne(inputs), values)
  }

  /// The loss of these outputs, in Double.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func value(of outputs: UnsafeBufferPointer<Scalar>) -> Double {
    value(of: outputs, loss)
  }

  /// The mean of the squared residuals of these outputs, whatever the loss.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func meanOfSquares(of outputs: UnsafeBufferPointer<Scalar>) -> Double {
    value(of: outputs, .meanOfSquares)
  }

  /// The gradient of the loss with respect to these outputs.
  public func gradient(of outputs: [Scalar]) -> [Scalar] {
    [Scalar](unsafeUninitializedCapacity: outputs.count) { gradient, count in
      outputs.withUnsafeBufferPointer {
        fillGradient(gradient.baseAddress!, of: $0, ProductWorkspace(), .alone)
      }
      count = outputs.count
    }
  }
}

extension Objective {
  private init(_ loss: Loss, _ measurements: Measurements, _ values: [Double]) {
    let slope = Scalar(loss.scale(count: values.count))
    self.init(
      loss: loss, measurements: measurements, targets: values.map { Scalar($0) },
      slopes: [Scalar](repeating: slope, count: values.count), observedCount: values.count)
  }

  /// Whether computing all entries is faster than the observed ones alone: they are a third of them
  /// or more, or measured by dense arrays.
  var needsAllEntries: Bool {
    if case .entries = measurements { return 3 * observedCount >= targets.count }
    return true
  }

  /// This objective with its outputs in another order: place i takes output `order[i]`. For
  /// entries the places may be some of the outputs only.
  func reordered(_ order: [Int]) -> Objective {
    switch measurements {
    case .entries:
      return Objective(
        loss: loss, measurements: .entries, targets: order.map { targets[$0] },
        slopes: order.map { slopes[$0] }, observedCount: observedCount)
    case .dense(let arrays) where !order.elementsEqual(order.indices):
      let starts = stride(from: 0, to: arrays.count, by: order.count)
      return Objective(
        loss: loss, measurements: .dense(starts.flatMap { row in order.map { arrays[row + $0] } }),
        targets: targets, slopes: slopes, observedCount: observedCount)
    case .dense, .rankOne: return self
    }
  }

  /// The gradient with respect to the outputs, which may be those at `gradient` itself.
  func fillGradient(
    _ gradient: UnsafeMutablePointer<Scalar>, of outputs: UnsafeBufferPointer<Scalar>,
    _ workspace: ProductWorkspace, _ workers: Workers
  ) {
    guard case .dense(let arrays) = measurements else {
      return fillSlopes(gradient, outputs.baseAddress!)
    }
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: targets.count) { slopes in
      predict(slopes.baseAddress!, arrays, outputs, workspace, workers)
      fillSlopes(slopes.baseAddress!, slopes.baseAddress!)
      matmul(
        gradient, slopes.baseAddress!, arrays, rows: 1, inner: targets.count,
        columns: outputs.count, workspace: workspace, workers: workers)
    }
  }

  private func predict(
    _ predictions: UnsafeMutablePointer<Scalar>, _ arrays: [Scalar],
    _ outputs: UnsafeBufferPointer<Scalar>, _ workspace: ProductWorkspace, _ workers: Workers
  ) {
    precondition(arrays.count == targets.count * outputs.count, "measurements of another size")
    matmul(
      predictions, arrays, outputs.baseAddress!, rows: targets.count, inner: outputs.count,
      columns: 1, workspace: workspace, workers: workers)
  }

  /// For each prediction the derivative of the loss: its slope times the bend of its residual.
  private func fillSlopes(
    _ derivatives: UnsafeMutablePointer<Scalar>, _ predictions: UnsafePointer<Scalar>
  ) {
    targets.withUnsafeBufferPointer { targets in
      slopes.withUnsafeBufferPointer { slopes in
        switch loss {
        case .halfSumOfSquares, .meanOfSquares:
          for i in 0..<targets.count {
            derivatives[i] = slopes[i] * (predictions[i] - targets[i])
          }
        case .huber(let threshold):
          let threshold = Scalar(threshold)
          for i in 0..<targets.count {
            let bend = (predictions[i] - targets[i]) / threshold
            derivatives[i] = slopes[i] * (bend > 1 ? 1 : bend < -1 ? -1 : bend)
          }
        case .meanAbsolute:
          for i in 0..<targets.count {
            let residual = predictions[i] - targets[i]
            derivatives[i] = slopes[i] * (residual > 0 ? 1 : residual < 0 ? -1 : residual)
          }
        }
      }
    }
  }

  private func value(
    of outputs: UnsafeBufferPointer<Scalar>, _ loss: Loss
  ) -> Double {
    withUnsafeTemporaryAllocation(of: Scalar.self, capacity: targets.count) { residuals in
      if case .dense(let arrays) = measurements {
        predict(residuals.baseAddress!, arrays, outputs, ProductWorkspace(), .alone)
      } else {
        precondition(outputs.count == targets.count, "expected \(targets.count) outputs")
        _ = residuals.update(fromContentsOf: outputs)
      }
      for i in 0..<targets.count {
        residuals[i] = slopes[i] == 0 ? 0 : residuals[i] - targets[i]
      }
      return loss.value(of: UnsafeBufferPointer(residuals), count: observedCount)
    }
  }
}
