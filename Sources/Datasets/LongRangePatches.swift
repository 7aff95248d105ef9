// The two disjoint parts of an input that the regularizer of separability compares (locality sheet 5.2).

public import Kernels
public import Records

/// Where the two patches of a step may lie.
public enum Patches: Hashable, Sendable {
  /// One of two rectangles, and the other one.
  case eitherOf(PixelRectangle, PixelRectangle)
  /// Two disjoint squares of `side` pixels anywhere in an image of `height` × `width` pixels.
  case anywhere(side: Int, height: Int, width: Int)

  /// The patches of one step.
  ///
  /// A square anywhere is uniform over all positions, the second over those that leave the first alone;
  /// they are the elements `step` of the stream's children "gradients" and "exchanged".
  public func drawn(from stream: RandomStream, step: Int) -> PatchPair {
    let own = stream.child("gradients")
    switch self {
    case .eitherOf(let one, let other):
      return own.integer(below: 2, at: step) == 0
        ? PatchPair(gradients: one, exchanged: other) : PatchPair(gradients: other, exchanged: one)
    case .anywhere(let side, let height, let width):
      let (rows, columns) = (height - side + 1, width - side + 1)
      let position = own.integer(below: rows * columns, at: step)
      let first = PixelRectangle(
        row: position / columns, column: position % columns, height: side, width: side)
      let taken = PixelRectangle(
        row: max(first.row - side + 1, 0), column: max(first.column - side + 1, 0),
        height: min(first.row + side, rows) - max(first.row - side + 1, 0),
        width: min(first.column + side, columns) - max(first.column - side + 1, 0))
      let free = rows * columns - taken.height * taken.width
      let number = stream.child("exchanged").integer(below: free, at: step)
      let second = taken.place(ofFree: number, columns: columns)
      return PatchPair(
        gradients: first,
        exchanged: PixelRectangle(
          row: second.row, column: second.column, height: side, width: side))
    }
  }
}

extension PixelRectangle {
  /// The place of number `number` among the places outside this rectangle, row by row, `columns` a row.
  fileprivate func place(ofFree number: Int, columns: Int) -> (row: Int, column: Int) {
    let (above, beside) = (row * columns, columns - width)
    if number < above { return (number / columns, number % columns) }
    if beside > 0, number - above < height * beside {
      let (below, free) = (number - above).quotientAndRemainder(dividingBy: beside)
      return (row + below, free < column ? free : free + width)
    }
    let position = number + height * width
    return (position / columns, position % columns)
  }
}
