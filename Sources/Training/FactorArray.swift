// Factors as they leave training: for digests, for export, for balancedness.

public import Records

/// One factor of a trained product, row-major, in the precision it was trained in.
public struct FactorArray: Hashable, Sendable {
  /// Its rows.
  public let rows: Int
  /// Its columns.
  public let columns: Int
  /// Its entries.
  public let elements: NumpyArray.Elements

  /// The factor as an array for `.npy` files.
  public var array: NumpyArray { NumpyArray(shape: [rows, columns], elements) }

  /// Whether every entry is a finite number.
  public var isFinite: Bool { elements.doubles.allSatisfy(\.isFinite) }
}

extension NumpyArray.Elements {
  /// Weights in their precision.
  init<Scalar: BinaryFloatingPoint>(_ weights: ArraySlice<Scalar>) {
    if Scalar.self == Float.self {
      self = .float32(weights.map { Float($0) })
    } else {
      self = .float64(weights.map { Double($0) })
    }
  }

  var doubles: [Double] {
    switch self {
    case .float32(let values): values.map(Double.init)
    case .float64(let values): values
    case .integers(let values): values.map(Double.init)
    }
  }

  /// The same with every NaN in one form: the bits of a NaN depend on the processor.
  var withPlainNaN: NumpyArray.Elements {
    switch self {
    case .float32(let values):
      .float32(values.map { $0.isNaN ? Float(bitPattern: 0x7fc0_0000) : $0 })
    case .float64(let values):
      .float64(values.map { $0.isNaN ? Double(bitPattern: 0x7ff8_0000_0000_0000) : $0 })
    case .integers: self
    }
  }
}
