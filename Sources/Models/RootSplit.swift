// Which of the root's children make which of its two sides: the split that takes fewest operations.

/// Two groups of the root's children, counted from 0.
struct RootSplit: Equatable {
  /// The children of one side, multiplied in this order, behind the top vector if it has that.
  struct Side: Equatable {
    var children: [Int]
    var hasTopVector = false
  }

  let left: Side
  let right: Side

  /// - Parameters:
  ///   - rows: of each child's panel.
  ///   - areMatched: whether rows are those of measurements, multiplied one by one, and not every row
  ///     with every row.
  ///
  /// Inner products of rows of both sides cost the same for every split; counted are the rows of all
  /// products on the way there. Of equal splits the one with the shorter right side is taken, then the
  /// one whose left side has earlier children. Measurements cost the same for every split.
  init(rows: [Int], areMatched: Bool, hasTopVector: Bool) {
    precondition(
      rows.count >= 2 || hasTopVector, "a root without weights needs two children to multiply")
    var sides = (left: [0], right: Array(rows.indices.dropFirst()))
    if !areMatched {
      var best = (cost: Int.max, right: Int.max)
      for mask in 1..<max(1 << rows.count - 1, 1) {
        let left = rows.indices.filter { mask >> $0 & 1 == 1 }
        let right = rows.indices.filter { mask >> $0 & 1 == 0 }
        let (a, b) = (left.map { rows[$0] }, right.map { rows[$0] })
        let candidate = (Self.productRows(a) + Self.productRows(b), b.reduce(1, *))
        if candidate < best { (best, sides) = (candidate, (left, right)) }
      }
    }
    var (left, right) = (Side(children: sides.left), Side(children: sides.right))
    if hasTopVector {
      let isLeft = right.children.first.map { rows[left.children[0]] <= rows[$0] } ?? false
      left.hasTopVector = isLeft
      right.hasTopVector = !isLeft
    }
    (self.left, self.right) = (left, right)
  }

  /// The rows of all products on the way to the product of these panels.
  private static func productRows(_ rows: [Int]) -> Int {
    var (product, sum) = (rows[0], 0)
    for count in rows.dropFirst() {
      product *= count
      sum += product
    }
    return sum
  }
}
