// The weights of a factorization in memory, their gradients, and the step from one to the next.

import Kernels

/// Weights and their gradients, arranged alike.
final class TrainedWeights<Scalar: KernelScalar> {
  let values: UnsafeMutableBufferPointer<Scalar>
  let gradients: UnsafeMutableBufferPointer<Scalar>
  private let memory = PanelMemory<Scalar>()
  private let workers: Workers

  init(_ weights: [Scalar], _ workers: Workers) {
    let panel = memory.panel(rows: 1, columns: weights.count)
    values = UnsafeMutableBufferPointer(start: panel.values, count: weights.count)
    gradients = UnsafeMutableBufferPointer(start: panel.gradients, count: weights.count)
    _ = values.update(fromContentsOf: weights)
    self.workers = workers
  }

  /// The gradients' sum of squares in Double, *lanes8 + tree* over all of them.
  func gradientSquareSum() -> Double {
    let count = (gradients.count + reductionChunk - 1) / reductionChunk
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { sums in
      workers.divide(count) { _, chunks in
        for chunk in chunks {
          let first = chunk * reductionChunk
          let end = min(first + reductionChunk, gradients.count)
          sums[chunk] = sumOfSquares(UnsafeBufferPointer(rebasing: gradients[first..<end]))
        }
      }
      return sumInTree(UnsafeBufferPointer(sums))
    }
  }

  /// Moves every weight by −`stepSize` times its gradient, with one fused multiply-add.
  func descend(_ stepSize: Scalar) {
    let (values, gradients) = (values.baseAddress!, gradients.baseAddress!)
    workers.divide(self.values.count, unit: reductionChunk) { _, indices in
      for i in indices { values[i] = values[i].addingProduct(-stepSize, gradients[i]) }
    }
  }
}
