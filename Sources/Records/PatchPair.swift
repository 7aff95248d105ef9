// Parts of an image, and the two of them that the regularizer of separability compares.

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

/// The two disjoint patches between which a network is asked not to be separable (locality sheet 5.1).
public struct PatchPair: Hashable, Sendable {
  /// I, where gradients are compared.
  public let gradients: PixelRectangle
  /// J, which every input takes from the next one.
  public let exchanged: PixelRectangle

  /// Two patches.
  ///
  /// - Precondition: they do not overlap.
  public init(gradients: PixelRectangle, exchanged: PixelRectangle) {
    precondition(!gradients.overlaps(exchanged), "patches overlap")
    self.gradients = gradients
    self.exchanged = exchanged
  }
}
