// Weight matrices as they leave training: for digests and for export.

import FoundationEssentials
public import Records

/// One weight matrix of a trained factorization, row-major, in the precision it was trained in.
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

  /// Weights that lie one after another, as matrices of these shapes.
  static func cut<Scalar: BinaryFloatingPoint>(
    _ weights: [Scalar], _ shapes: [FactorShape]
  ) -> [FactorArray] {
    var rest = weights[...]
    return shapes.map { shape in
      defer { rest = rest.dropFirst(shape.count) }
      return FactorArray(
        rows: shape.rows, columns: shape.columns, elements: .init(rest.prefix(shape.count)))
    }
  }

  /// The digest of weights: their elements, little-endian, one matrix after another.
  static func digest(_ factors: [FactorArray]) -> Digest {
    var bytes = Data()
    for factor in factors { bytes.append(factor.elements.withPlainNaN.littleEndian) }
    return Digest(of: bytes)
  }
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
