// How elementwise loops over row-major panels go through their columns: in windows of whole vectors.
// Columns are independent of each other, so neither windows nor who takes which can change a bit.

import Kernels

/// A loop whose outputs in a column depend on that column alone, and which may be run again over
/// columns that it has already done.
protocol ColumnLoop<Scalar> {
  associatedtype Scalar: KernelScalar

  /// Does all rows of the window's columns.
  func run<let vectors: Int>(_ window: ColumnWindow<vectors, Scalar>)
}

extension ColumnLoop {
  /// Does all rows of some columns, four vectors at a time. What is left is done in one vector that
  /// overlaps the last, or, where there are not as many columns, in a part of one.
  @inline(__always)
  func run(_ columns: Range<Int>) {
    let lanes = Scalar.Lanes.scalarCount
    var column = columns.lowerBound
    while column + 4 * lanes <= columns.upperBound {
      run(ColumnWindow<4, Scalar>(column: column, width: lanes))
      column += 4 * lanes
    }
    while column + lanes <= columns.upperBound {
      run(ColumnWindow<1, Scalar>(column: column, width: lanes))
      column += lanes
    }
    let rest = columns.upperBound - column
    if rest > 0 && columns.count >= lanes {
      run(ColumnWindow<1, Scalar>(column: columns.upperBound - lanes, width: lanes))
    } else if rest > 0 {
      run(ColumnWindow<1, Scalar>(column: column, width: rest))
    }
  }
}

/// Some columns of a panel: `vectors` whole vectors, or the first `width` elements of a single one.
struct ColumnWindow<let vectors: Int, Scalar: KernelScalar> {
  typealias Values = InlineArray<vectors, Scalar.Lanes>

  let column: Int
  let width: Int

  static var zero: Values {
    @inline(__always) get { Values(repeating: Scalar.Lanes()) }
  }

  /// The window of a row; 0 beyond its width.
  @inline(__always)
  func load(_ row: UnsafePointer<Scalar>) -> Values {
    let lanes = Scalar.Lanes.scalarCount
    let source = row + column
    var values = Self.zero
    if width == lanes {
      for v in 0..<vectors {
        values[v] = UnsafeRawPointer(source + v * lanes).loadUnaligned(as: Scalar.Lanes.self)
      }
    } else {
      for lane in 0..<width { values[0][lane] = source[lane] }
    }
    return values
  }

  /// Writes the window of a row.
  @inline(__always)
  func store(_ values: Values, _ row: UnsafeMutablePointer<Scalar>) {
    let lanes = Scalar.Lanes.scalarCount
    let target = row + column
    if width == lanes {
      for v in 0..<vectors {
        UnsafeMutableRawPointer(target + v * lanes)
          .storeBytes(of: values[v], as: Scalar.Lanes.self)
      }
    } else {
      for lane in 0..<width { target[lane] = values[0][lane] }
    }
  }
}
