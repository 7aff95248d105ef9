// The two disjoint parts of an input that the regularizer of separability compares (locality sheet 5.2).

public import Kernels

/// Some rows and columns of an image, counted from 0 at its upper left corner.
public struct PixelRectangle: Hashable, Sendable {
  /// The first row.
  public var row: Int
  /// The first column.
  public var column: Int
  /// How many rows.
  public var height: Int
  /// How many columns.
  public var width: Int

  /// A rectangle.
  public init(row: Int, column: Int, height: Int, width: Int) {
    self.row = row
    self.column = column
    self.height = height
    self.width = width
  }

  /// Whether some pixel lies in both.
  public func overlaps(_ other: PixelRectangle) -> Bool {
    row < other.row + other.height && other.row < row + height
      && column < other.column + other.width && other.column < column + width
  }
}

/// Where the two patches of a step may lie.
public enum Patches: Hashable, Sendable {
  /// One of two rectangles, and the other one.
  case eitherOf(PixelRectangle, PixelRectangle)
  /// Two disjoint squares of `side` pixels anywhere in an image of `height` × `width` pixels.
  case anywhere(side: Int, height: Int, width: Int)

  /// The patches of one step: that in which gradients are taken, and that which is exchanged between inputs.
  ///
  /// A square anywhere is uniform over all positions, the second over those that leave the first alone;
  /// they are the elements `step` of the stream's children "gradients" and "exchanged".
  public func drawn(
    from stream: RandomStream, step: Int
  ) -> (gradients: PixelRectangle, exchanged: PixelRectangle) {
    let own = stream.child("gradients")
    switch self {
    case .eitherOf(let one, let other):
      return own.integer(below: 2, at: step) == 0 ? (one, other) : (other, one)
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
      return (
        first, PixelRectangle(row: second.row, column: second.column, height: side, width: side)
      )
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
