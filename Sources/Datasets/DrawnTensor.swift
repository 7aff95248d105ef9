// Tensors of low rank, drawn as the end tensors of factorizations with standard normal weights (tensor
// sheet 3, hierarchical sheet 3.1), again until one meets the condition of the spec.

import Kernels
import LinearAlgebra
import Records

extension TargetArray {
  /// A sum of outer products, its smallest component at least a share `smallest` of its norm.
  static func cp(
    shape: [Int], components: Int, norm: Double, stream: String, smallest: Double?
  ) throws(Failure) -> TargetArray {
    let field = "task.target.cp"
    let entries = try checkedCount(of: shape, norm: norm, field: field)
    let enough = entries / shape.reduce(1) { max($0, $1) }
    guard (1...enough).contains(components) else {
      throw Failure(
        "spec", field: "\(field).components",
        "is \(components), expected 1 to \(enough), enough for every tensor of this shape")
    }
    if let smallest, !(smallest > 0 && smallest < 1) {
      throw Failure(
        "spec", field: "\(field).smallestComponent",
        "is \(smallest), expected a share of the norm between 0 and 1")
    }
    let layout = FactorLayout.cp(sizes: shape, width: components)
    let condition = smallest.map { share in
      { (draw: DrawnTensor) in draw.componentNorms.allSatisfy { $0 >= share * norm } }
    }
    return try DrawnTensor.accepted(
      layout, norm: norm, stream: stream, where: condition, field: "\(field).smallestComponent"
    ).target
  }

  /// The end tensor of a hierarchical factorization.
  static func hierarchical(
    shape: [Int], interior: [[Int]], widths: [Int], norm: Double, stream: String,
    accept: Target.Acceptance?
  ) throws(Failure) -> TargetArray {
    let field = "task.target.hierarchical"
    _ = try checkedCount(of: shape, norm: norm, field: field)
    let layout = try FactorLayout(
      sizes: shape, interior: interior, widths: widths, field: field)
    try accept?.check(shape: shape, field: "\(field).accept")
    let condition = accept.map { accept in
      { (draw: DrawnTensor) in
        let rows = accept.modes.map { $0 - 1 }
        let values = draw.tensor.matricization(rows: rows).singularValues()
        return values[accept.singularValue - 1] >= accept.atLeast
      }
    }
    return try DrawnTensor.accepted(
      layout, norm: norm, stream: stream, where: condition, field: "\(field).accept"
    ).target
  }

  /// The number of entries, where shape and norm make sense.
  private static func checkedCount(
    of shape: [Int], norm: Double, field: String
  ) throws(Failure) -> Int {
    guard shape.count >= 2, shape.allSatisfy({ $0 > 0 }), let count = product(of: shape),
      count <= 1 << 26
    else {
      throw Failure(
        "spec", field: "\(field).shape",
        "is \(shape), expected two or more positive extents, and at most \(1 << 26) entries")
    }
    guard norm > 0, norm.isFinite else {
      throw Failure("spec", field: "\(field).norm", "expected a positive norm")
    }
    return count
  }
}

/// One draw of a factorization's weights.
private struct DrawnTensor {
  /// The end tensor, scaled to the norm.
  let tensor: Tensor
  /// The norms of the root's local components, scaled alike, decreasing.
  let componentNorms: [Double]
  let isCP: Bool
  /// Its number, where draws are repeated.
  var number: Int?

  /// Each weight matrix is drawn, row-major, from the child of the stream that is named by its modes,
  /// like "modes 1,2", counted from 1.
  private init(_ layout: FactorLayout, norm: Double, stream: RandomStream) {
    var weights: [Double] = []
    for (block, node) in zip(layout.blocks, layout.tree.nodes) {
      let modes = node.modes.map { String($0 + 1) }.joined(separator: ",")
      let child = stream.child("modes \(modes)")
      weights += (0..<block.rows * block.columns).map { child.normal($0) }
    }
    var tensor = Tensor(layout: layout, weights: weights)
    let scale = norm / tensor.elements.withUnsafeBufferPointer { sumOfSquares($0).squareRoot() }
    tensor.elements = tensor.elements.map { $0 * scale }
    self.tensor = tensor
    isCP = !layout.hasTopVector
    componentNorms = LocalComponents(at: layout.tree.root, of: layout, weights: weights)
      .norms.map { $0 * scale }.sorted(by: >)
  }

  /// The first draw that meets the condition, from the stream's children "draw 1", "draw 2", ….
  static func accepted(
    _ layout: FactorLayout, norm: Double, stream: String,
    where condition: ((DrawnTensor) -> Bool)?, field: String
  ) throws(Failure) -> DrawnTensor {
    for number in 1...1000 {
      var draw = DrawnTensor(
        layout, norm: norm, stream: RandomStream(stream).child("draw \(number)"))
      guard let condition else { return draw }
      draw.number = number
      if condition(draw) { return draw }
    }
    throw Failure("spec", field: field, "is met by none of 1000 draws; ask for less")
  }

  var target: TargetArray {
    TargetArray(
      shape: tensor.shape, elements: tensor.elements,
      componentNorms: isCP ? componentNorms : [], draw: number)
  }
}

extension Target.Acceptance {
  fileprivate func check(shape: [Int], field: String) throws(Failure) {
    guard Set(modes).count == modes.count, modes.allSatisfy({ (1...shape.count).contains($0) }),
      (1..<shape.count).contains(modes.count)
    else {
      throw Failure(
        "spec", field: "\(field).modes",
        "is \(modes), expected some but not all of the modes 1 to \(shape.count)")
    }
    let rows = modes.reduce(1) { $0 * shape[$1 - 1] }
    let count = min(rows, shape.reduce(1, *) / rows)
    guard (1...count).contains(singularValue) else {
      throw Failure(
        "spec", field: "\(field).singularValue",
        "is \(singularValue), but the matricization has \(count) singular values")
    }
    guard atLeast > 0, atLeast.isFinite else {
      throw Failure("spec", field: "\(field).atLeast", "expected a positive number")
    }
  }
}
