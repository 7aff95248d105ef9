// Layouts of every kind that the experiments or their variants use, small.

import Kernels
import LinearAlgebra
import Models
import Records
import Testing

/// A layout with a name that test reports show.
struct SampleLayout: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let layout: FactorLayout

  static let all = [
    SampleLayout("CP of order 3", .cp(sizes: [3, 4, 2], width: 5)),
    SampleLayout("CP of order 4", .cp(sizes: [2, 3, 3, 2], width: 17)),
    SampleLayout("CP of order 5", .cp(sizes: [2, 1, 3, 2, 2], width: 9)),
    SampleLayout(
      "CP with a top vector",
      FactorLayout(tree: .flat(order: 3), sizes: [2, 5, 2], widths: [4])),
    SampleLayout("binary tree", tree(.levels(order: 4, groupSize: 2), [2, 3, 3, 2], [3, 10, 5])),
    SampleLayout(
      "ternary tree",
      tree(.levels(order: 9, groupSize: 3), [2, 1, 2, 2, 1, 2, 1, 2, 2], [2, 3, 2, 3])),
    SampleLayout(
      "incomplete last group",
      tree(.levels(order: 5, groupSize: 2), [2, 3, 2, 1, 2], [3, 2, 4, 2, 3, 4])),
    SampleLayout("pairs of distant modes", tree([[0, 2], [1, 3], [0, 1, 2, 3]], [2, 3, 4, 2])),
    SampleLayout("first mode alone", tree([[1, 2, 3], [0, 1, 2, 3]], [2, 3, 2, 4])),
    SampleLayout("root with one child", tree([[0, 1], [0, 1]], [4, 2])),
  ]

  init(_ name: String, _ layout: FactorLayout) {
    testDescription = name
    self.layout = layout
  }

  private static func tree(_ tree: ModeTree, _ sizes: [Int], _ widths: [Int]) -> FactorLayout {
    FactorLayout(tree: tree, sizes: sizes, widths: widths)
  }

  private static func tree(_ interior: [[Int]], _ sizes: [Int]) -> FactorLayout {
    guard let tree = try? ModeTree(order: sizes.count, interior: interior) else {
      preconditionFailure("a sample is a tree")
    }
    return FactorLayout(
      tree: tree, sizes: sizes, widths: Array([3, 18, 5].prefix(interior.count)))
  }
}

extension FactorLayout {
  /// One or more in five entries of a normal tensor.
  func completion<Scalar: KernelScalar>(_ loss: Loss, inFive count: Int = 1) -> Objective<Scalar> {
    let target: [Double] = draws("target", sizes.reduce(1, *))
    return .entries(loss, target: target, observed: target.indices.filter { $0 % 5 < count })
  }

  /// Contractions with normal vectors.
  func rankOneSensing<Scalar: KernelScalar>(
    _ loss: Loss, measurements: Int
  ) -> Objective<Scalar> {
    .rankOne(
      loss, inputs: sizes.enumerated().map { draws("mode \($0)", measurements * $1) },
      values: draws("values", measurements))
  }
}
