// The matrix or tensor to recover: written out, drawn, or read from a file.

import Kernels
import LinearAlgebra
import Records

/// A target's shape and entries, and how it was drawn.
struct TargetArray {
  var shape: [Int]
  var elements: [Double]
  /// The norms of its components, decreasing; empty unless it was drawn as a sum of them.
  var componentNorms: [Double] = []
  /// The draw that was accepted, counted from 1; `nil` where no condition was asked for.
  var draw: Int?

  /// A target drawn elsewhere.
  init(shape: [Int], elements: [Double], componentNorms: [Double], draw: Int?) {
    self.shape = shape
    self.elements = elements
    self.componentNorms = componentNorms
    self.draw = draw
  }

  init(_ target: Target, directory: String) throws {
    switch target {
    case .entries(let shape, let values):
      try self.init(shape: shape, values: values)
    case .lowRankMatrix(let rows, let columns, let rank, let norm, let stream):
      try self.init(rows: rows, columns: columns, rank: rank, norm: norm, stream: stream)
    case .cp(let shape, let components, let norm, let stream, let smallest):
      self = try .cp(
        shape: shape, components: components, norm: norm, stream: stream, smallest: smallest)
    case .hierarchical(let shape, let interior, let widths, let norm, let stream, let accept):
      self = try .hierarchical(
        shape: shape, interior: interior, widths: widths, norm: norm, stream: stream,
        accept: accept)
    case .file(let path):
      try self.init(file: resolved(path, in: directory))
    }
  }

  private init(shape: [Int], values: [Double]) throws(Failure) {
    guard !shape.isEmpty, shape.allSatisfy({ $0 > 0 }) else {
      throw Failure("spec", field: "task.target.entries.shape", "expected positive extents")
    }
    guard let count = product(of: shape), count == values.count else {
      throw Failure(
        "spec", field: "task.target.entries.values",
        "has \(values.count) values, expected as many as the shape \(shape) has entries")
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw Failure("spec", field: "task.target.entries.values[\(index)]", "is not finite")
    }
    self.shape = shape
    elements = values
  }

  /// `U Vᵀ` scaled to a Frobenius norm (hierarchical sheet 3.1). U and V are drawn from the stream's
  /// children "left" and "right", row-major.
  private init(rows: Int, columns: Int, rank: Int, norm: Double, stream: String) throws(Failure) {
    let field = "task.target.lowRankMatrix"
    guard rows > 0, columns > 0 else {
      throw Failure("spec", field: field, "expected positive rows and columns")
    }
    guard (1...min(rows, columns)).contains(rank) else {
      throw Failure("spec", field: "\(field).rank", "expected 1 to \(min(rows, columns))")
    }
    guard norm > 0, norm.isFinite else {
      throw Failure("spec", field: "\(field).norm", "expected a positive norm")
    }
    let names = RandomStream(stream)
    let (left, right) = (names.child("left"), names.child("right"))
    let u = Matrix(rows: rows, columns: rank) { left.normal($0 * rank + $1) }
    let v = Matrix(rows: columns, columns: rank) { right.normal($0 * rank + $1) }
    let product = u.product(v.transposed).elements
    let scale = norm / product.withUnsafeBufferPointer { sumOfSquares($0).squareRoot() }
    shape = [rows, columns]
    elements = product.map { $0 * scale }
  }

  private init(file: String) throws {
    let array = try NumpyArray(npy: Files.read(file), file: file)
    switch array.elements {
    case .float32(let values): elements = values.map(Double.init)
    case .float64(let values): elements = values
    case .integers(let values): elements = values.map(Double.init)
    }
    guard !array.shape.isEmpty, !elements.isEmpty else {
      throw Failure(file, field: "shape", "expected at least one mode and one entry")
    }
    shape = array.shape
    if let index = elements.firstIndex(where: { !$0.isFinite }) {
      throw Failure(
        file, field: "entry \(self.index(of: index))",
        "is \(elements[index]), expected a finite number")
    }
  }

  /// The index tuple of a row-major position.
  private func index(of position: Int) -> [Int] {
    var rest = position
    var index: [Int] = []
    for extent in shape.reversed() {
      index.insert(rest % extent, at: 0)
      rest /= extent
    }
    return index
  }
}

/// The product of extents; `nil` where it does not fit an integer.
func product(of shape: [Int]) -> Int? {
  shape.reduce(1 as Int?) { product, extent in
    guard let (value, overflow) = product?.multipliedReportingOverflow(by: extent) else {
      return nil
    }
    return overflow ? nil : value
  }
}
