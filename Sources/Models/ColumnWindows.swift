// How elementwise loops over row-major panels go through their columns: in windows of a few vectors.
// Columns are independent of each other, so neither windows nor who takes which can change a bit.

import Kernels

/// A loop over all rows of some columns, whose results do not depend on the other columns.
protocol ColumnLoop<Scalar> {
  associatedtype Scalar: KernelScalar

  /// Does all rows of the window's columns.
  func run<let vectors: Int>(_ window: ColumnWindow<vectors, Scalar>)
}

extension ColumnLoop {
  /// Does all rows of columns 0..<count, shared out between the workers.
  @inline(__always)
  func run(columns count: Int, _ workers: Workers) {
    workers.divide(count, unit: WidestWindow<Scalar>.columns) { _, columns in run(columns) }
  }

  /// Does all rows of some columns, in the widest windows while there are as many.
  @inline(__always)
  func run(_ columns: Range<Int>) {
    let lanes = Scalar.Lanes.scalarCount
    var column = columns.lowerBound
    while column + WidestWindow<Scalar>.columns <= columns.upperBound {
      run(WidestWindow<Scalar>(column: column, lastWidth: lanes))
      column += WidestWindow<Scalar>.columns
    }
    if column + 2 * lanes <= columns.upperBound {
      run(ColumnWindow<2, Scalar>(column: column, lastWidth: lanes))
      column += 2 * lanes
    }
    if column + lanes <= columns.upperBound {
      run(ColumnWindow<1, Scalar>(column: column, lastWidth: lanes))
      column += lanes
    }
    if column < columns.upperBound {
      run(ColumnWindow<1, Scalar>(column: column, lastWidth: columns.upperBound - column))
    }
  }
}

/// Four vectors: two operands and the gradient of one fit the wide registers, and for narrower ones more
/// or fewer are no faster.
typealias WidestWindow<Scalar: KernelScalar> = ColumnWindow<4, Scalar>

/// Some columns of a panel, in `vectors` vectors; the last of them may be partly used.
struct ColumnWindow<let vectors: Int, Scalar: KernelScalar> {
  typealias Values = InlineArray<vectors, Scalar.Lanes>

  /// The first column.
  let column: Int
  /// The columns in the last vector.
  let lastWidth: Int

  /// The columns of a whole window.
  static var columns: Int { vectors * Scalar.Lanes.scalarCount }

  static var zero: Values {
    @inline(__always) get { Values(repeating: Scalar.Lanes()) }
  }

  /// The window of a row, zeros behind.
  @inline(__always)
  func load(_ row: UnsafePointer<Scalar>) -> Values {
    let lanes = Scalar.Lanes.scalarCount
    let source = row + column
    var values = Self.zero
    for v in 0..<vectors - 1 { values[v] = vector(at: source + v * lanes) }
    let last = source + (vectors - 1) * lanes
    if lastWidth == lanes {
      values[vectors - 1] = vector(at: last)
    } else {
      withUnsafeMutableBytes(of: &values[vectors - 1]) {
        $0.copyMemory(from: UnsafeRawBufferPointer(start: last, count: lastSize))
      }
    }
    return values
  }

  /// Writes the window of a row.
  @inline(__always)
  func store(_ values: Values, _ row: UnsafeMutablePointer<Scalar>) {
    let lanes = Scalar.Lanes.scalarCount
    let target = UnsafeMutableRawPointer(row + column)
    let stride = lanes * MemoryLayout<Scalar>.stride
    for v in 0..<vectors - 1 {
      target.storeBytes(of: values[v], toByteOffset: v * stride, as: Scalar.Lanes.self)
    }
    let last = target + (vectors - 1) * stride
    if lastWidth == lanes {
      last.storeBytes(of: values[vectors - 1], as: Scalar.Lanes.self)
    } else {
      withUnsafeBytes(of: values[vectors - 1]) {
        last.copyMemory(from: $0.baseAddress!, byteCount: lastSize)
      }
    }
  }

  private var lastSize: Int { lastWidth * MemoryLayout<Scalar>.stride }

  @inline(__always)
  private func vector(at source: UnsafePointer<Scalar>) -> Scalar.Lanes {
    UnsafeRawPointer(source).loadUnaligned(as: Scalar.Lanes.self)
  }
}
