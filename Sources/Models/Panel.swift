// The matrices between the weights of a tensor factorization and its outputs.

import Kernels

/// A rows×columns matrix of values and, except for data, the gradient of the loss with respect to
/// them; both row-major.
struct Panel<Scalar: KernelScalar> {
  let rows: Int
  let columns: Int
  let values: UnsafeMutablePointer<Scalar>
  /// `nil` for data, which no gradient is wanted for.
  let gradients: UnsafeMutablePointer<Scalar>?

  /// The same as one row.
  var flattened: Panel {
    Panel(rows: 1, columns: rows * columns, values: values, gradients: gradients)
  }
}

/// The memory of panels, which lives as long as this does.
final class PanelMemory<Scalar: KernelScalar> {
  private var buffers: [UnsafeMutableRawPointer] = []

  deinit { for buffer in buffers { buffer.deallocate() } }

  /// A panel of zeros.
  func panel(rows: Int, columns: Int) -> Panel<Scalar> {
    Panel(
      rows: rows, columns: columns, values: zeros(rows * columns),
      gradients: zeros(rows * columns))
  }

  /// A panel of data.
  func data(_ values: [Scalar], columns: Int) -> Panel<Scalar> {
    let buffer = zeros(values.count)
    buffer.update(from: values, count: values.count)
    return Panel(
      rows: values.count / columns, columns: columns, values: buffer, gradients: nil)
  }

  /// Zeros on a cache-line boundary.
  func zeros(_ count: Int) -> UnsafeMutablePointer<Scalar> {
    let buffer = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Scalar>.stride, alignment: 64)
    buffers.append(buffer)
    let values = buffer.bindMemory(to: Scalar.self, capacity: count)
    values.initialize(repeating: 0, count: count)
    return values
  }

  /// A list of indices.
  func indices(_ values: [Int]) -> UnsafePointer<Int32> {
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: 4 * values.count, alignment: 4)
    buffers.append(buffer)
    let indices = buffer.bindMemory(to: Int32.self, capacity: values.count)
    for (i, value) in values.enumerated() { (indices + i).initialize(to: Int32(value)) }
    return UnsafePointer(indices)
  }
}
