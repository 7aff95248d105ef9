// Owned tensors of doubles, and their arrangement as matrices.

/// A tensor of any order, row-major: the last index runs fastest.
public struct Tensor: Equatable, Sendable {
  /// The extent of each axis. Order 0 is a single number.
  public let shape: [Int]
  /// The entries; as many as the product of the extents.
  public var elements: [Double]

  /// A tensor of these entries, last index fastest.
  public init(shape: [Int], elements: [Double]) {
    precondition(shape.allSatisfy { $0 >= 0 }, "a tensor extent is negative")
    precondition(
      elements.count == shape.reduce(1, *), "a tensor needs as many elements as its shape says")
    self.shape = shape
    self.elements = elements
  }

  /// The matrix whose rows are indexed by the axes `rows` and whose columns by all other axes.
  ///
  /// Axes keep their given order within rows and their ascending order within columns; the last
  /// of each runs fastest. `matricization(rows: [t])` is the mode-t unfolding.
  public func matricization(rows axes: [Int]) -> Matrix {
    precondition(
      axes.allSatisfy(shape.indices.contains)
        && axes.indices.allSatisfy { !axes[..<$0].contains(axes[$0]) },
      "matricization needs different axes of the tensor")
    let others = shape.indices.filter { !axes.contains($0) }
    let rowOffsets = offsets(along: axes)
    let columnOffsets = offsets(along: others)
    return Matrix(rows: rowOffsets.count, columns: columnOffsets.count) { i, j in
      elements[rowOffsets[i] + columnOffsets[j]]
    }
  }

  /// The distance of each index along `axes` from the first element, last axis fastest.
  private func offsets(along axes: [Int]) -> [Int] {
    axes.reduce([0]) { offsets, axis in
      let stride = shape.dropFirst(axis + 1).reduce(1, *)
      return offsets.flatMap { offset in (0..<shape[axis]).map { offset + $0 * stride } }
    }
  }
}
