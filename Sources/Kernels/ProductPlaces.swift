// Where the rows and steps of a product lie: at even distances, or wherever lists say.

/// Where a register tile finds the operands and the outputs of a product, counted in scalars.
protocol ProductPlaces {
  /// Rows of a full register tile.
  static var tileRows: Int { get }
  /// Where row `i` begins in A, and in C.
  func row(_ i: Int) -> (a: Int, c: Int)
  /// How far step `k` is from there in A, and from the first step in B.
  func step(_ k: Int) -> (a: Int, b: Int)
  /// Takes the steps of B to lie `width` apart from now on, if they lie farther apart.
  mutating func closeGaps(_ width: Int) -> Bool
  /// Tells the compiler which stride of A is 1, the one along rows (true) or along steps.
  mutating func fixUnitStride() -> Bool
}

/// The rows and steps of matrices.
struct EvenPlaces: ProductPlaces {
  let cRow: Int
  var aRow: Int
  var aStep: Int
  var bStep: Int

  /// 6×4 vectors fill the 32 registers, with four of B and one of A.
  @inline(__always) static var tileRows: Int { 6 }

  @inline(__always) func row(_ i: Int) -> (a: Int, c: Int) { (i &* aRow, i &* cRow) }

  @inline(__always) func step(_ k: Int) -> (a: Int, b: Int) { (k &* aStep, k &* bStep) }

  @inline(__always) mutating func closeGaps(_ width: Int) -> Bool {
    if bStep <= width { return false }
    bStep = width
    return true
  }

  @inline(__always) mutating func fixUnitStride() -> Bool {
    if aRow == 1 { aRow = 1 } else { aStep = 1 }
    return aRow == 1
  }
}

/// The rows and steps of patches that nobody gathers: entry (i, k) of A is where row i begins in an image
/// and step k is from there.
struct ListedPlaces: ProductPlaces {
  /// Where a row begins.
  struct Row {
    var a: Int
    var c: Int
  }

  /// How far a step is.
  struct Step {
    var a: Int32
    /// Counted in steps of B.
    var b: Int32
  }

  let rows: UnsafePointer<Row>
  let steps: UnsafePointer<Step>
  /// From one step of B to the next.
  var bStep: Int

  /// Nothing makes the compiler load one row of A after another here: it needs registers for all.
  @inline(__always) static var tileRows: Int { 5 }

  @inline(__always) func row(_ i: Int) -> (a: Int, c: Int) { (rows[i].a, rows[i].c) }

  @inline(__always) func step(_ k: Int) -> (a: Int, b: Int) {
    (Int(steps[k].a), Int(steps[k].b) &* bStep)
  }

  @inline(__always) mutating func closeGaps(_ width: Int) -> Bool {
    if bStep <= width { return false }
    bStep = width
    return true
  }

  @inline(__always) func fixUnitStride() -> Bool { false }
}
