// Drawn tensors of low rank: the sums they are, the conditions they meet, the streams they come from.

import Datasets
import Kernels
import LinearAlgebra
import Records
import Testing

@Suite struct DrawnTensorTests {
  private func data(_ target: Target) throws -> TaskData {
    try Task(target: target, observations: .allExcept(entries: [])).data(relativeTo: "")
  }

  private func norm(_ x: [Double]) -> Double { x.map { $0 * $0 }.reduce(0, +).squareRoot() }

  @Test func aCPTargetIsASumOfOuterProducts() throws {
    let shape = [3, 4, 2]
    let data = try data(.cp(shape: shape, components: 2, norm: 5, stream: "tests/cp"))
    #expect(data.shape == shape)
    #expect(abs(norm(data.target) - 5) < 1e-14)
    #expect(data.draw == nil)
    let factors = (1...3).map {
      RandomStream("tests/cp").child("draw 1").child("modes \($0)")
    }
    var expected: [Double] = []
    for i in 0..<3 {
      for j in 0..<4 {
        for k in 0..<2 {
          expected.append(
            (0..<2).reduce(0.0) {
              $0 + factors[0].normal(2 * i + $1) * factors[1].normal(2 * j + $1)
                * factors[2].normal(2 * k + $1)
            })
        }
      }
    }
    let scale = 5 / norm(expected)
    for (a, b) in zip(data.target, expected) { #expect(abs(a - b * scale) < 1e-14) }
    let norms = (0..<2).map { r in
      zip(factors, shape).reduce(scale) { size, factor in
        size * norm((0..<factor.1).map { factor.0.normal(2 * $0 + r) })
      }
    }
    for (a, b) in zip(data.componentNorms, norms.sorted(by: >)) { #expect(abs(a - b) < 1e-14) }
  }

  @Test func cpDrawsAreRepeatedUntilNoComponentIsSmall() throws {
    func target(_ smallest: Double?) throws -> TaskData {
      try data(
        .cp(
          shape: [4, 4, 4], components: 3, norm: 2, stream: "tests/again",
          smallestComponent: smallest))
    }
    let first = try target(nil)
    let share = try #require(first.componentNorms.last) / 2
    #expect(try target(share * 0.999).draw == 1)
    let later = try target(share * 1.001)
    #expect(try #require(later.draw) > 1)
    #expect(try #require(later.componentNorms.last) >= share * 1.001 * 2)
    #expect(later.target != first.target)
  }

  private static let interior = [[1, 2], [3, 4], [1, 2, 3, 4]]

  private func hierarchical(_ accept: Target.Acceptance? = nil) throws -> TaskData {
    try data(
      .hierarchical(
        shape: [3, 3, 3, 3], interior: Self.interior, widths: [2, 2, 2], norm: 7,
        stream: "tests/tree", accept: accept))
  }

  @Test func aHierarchicalTargetHasItsRanksAndNorm() throws {
    let data = try hierarchical()
    #expect(abs(norm(data.target) - 7) < 1e-13)
    #expect(data.componentNorms.isEmpty)
    let tensor = Tensor(shape: data.shape, elements: data.target)
    func rank(_ modes: [Int]) -> Int {
      Spectrum.numericalRank(tensor.matricization(rows: modes).singularValues(), tolerance: 1e-12)
    }
    #expect([[0], [1], [2], [3], [0, 1]].map(rank) == [2, 2, 2, 2, 2])
    #expect(rank([0, 2]) == 4)
    // The top vector and the nodes' matrices come from the children that are named by their modes.
    let stream = RandomStream("tests/tree").child("draw 1")
    let leaf = (1...4).map { stream.child("modes \($0)") }
    let (a, b) = (stream.child("modes 1,2"), stream.child("modes 3,4"))
    let top = stream.child("modes 1,2,3,4")
    func entry(_ i: [Int]) -> Double {
      func half(_ n: Int, _ node: RandomStream, _ r: Int) -> Double {
        (0..<2).reduce(0) {
          $0 + leaf[n].normal(2 * i[n] + $1) * leaf[n + 1].normal(2 * i[n + 1] + $1)
            * node.normal(2 * $1 + r)
        }
      }
      return (0..<2).reduce(0) { $0 + top.normal($1) * half(0, a, $1) * half(2, b, $1) }
    }
    let ratio = data.target[0] / entry([0, 0, 0, 0])
    let position = ((2 * 3 + 0) * 3 + 1) * 3 + 2
    #expect(abs(data.target[position] - ratio * entry([2, 0, 1, 2])) < 1e-12)
  }

  @Test func hierarchicalDrawsAreRepeatedUntilTheSingularValueIsLarge() throws {
    func second(_ data: TaskData) -> Double {
      Tensor(shape: data.shape, elements: data.target).matricization(rows: [0, 1])
        .singularValues()[1]
    }
    let first = try second(hierarchical())
    let below = try hierarchical(.init(singularValue: 2, ofModes: [1, 2], atLeast: first * 0.999))
    #expect(below.draw == 1)
    let above = try hierarchical(.init(singularValue: 2, ofModes: [1, 2], atLeast: first * 1.001))
    #expect(try #require(above.draw) > 1)
    #expect(second(above) >= first * 1.001)
  }

  @Test func targetsThatDoNotFitAreNamed() throws {
    func cp(
      _ shape: [Int] = [3, 3], _ components: Int = 2, _ norm: Double = 1, _ smallest: Double? = nil
    ) -> Target {
      .cp(
        shape: shape, components: components, norm: norm, stream: "", smallestComponent: smallest)
    }
    func tree(
      _ interior: [[Int]] = Self.interior, _ widths: [Int] = [2, 2, 2], norm: Double = 1,
      accept: Target.Acceptance? = nil
    ) -> Target {
      .hierarchical(
        shape: [3, 3, 3, 3], interior: interior, widths: widths, norm: norm, stream: "",
        accept: accept)
    }
    let cases: [(Target, String)] = [
      (cp([3]), "cp.shape"), (cp([3, 0]), "cp.shape"), (cp([.max, .max]), "cp.shape"),
      (cp([3, 3], 0), "cp.components"), (cp([3, 3], 4), "cp.components"),
      (cp([3, 3], 1, -1), "cp.norm"), (cp([3, 3], 1, .infinity), "cp.norm"),
      (cp([3, 3], 1, 1, 0), "cp.smallestComponent"),
      // Five random directions among 400 are nearly orthogonal: no five shares of one are all large.
      (cp([20, 20], 5, 1, 0.99), "cp.smallestComponent"),
      (tree([[1, 2], [3, 4]], [2, 2]), "hierarchical.interior[1]"),
      (tree([[1, 2], [2, 3], [1, 2, 3, 4]]), "hierarchical.interior[1]"),
      (tree([[1, 2], [3, 5], [1, 2, 3, 4]]), "hierarchical.interior[1]"),
      (tree([[0, 1], [3, 4], [1, 2, 3, 4]]), "hierarchical.interior[0]"),
      (tree([], []), "hierarchical.interior[0]"),
      (tree(Self.interior, [2, 2]), "hierarchical.widths"),
      (tree(Self.interior, [2, 0, 2]), "hierarchical.widths"), (tree(norm: 0), "hierarchical.norm"),
      (
        tree(accept: .init(singularValue: 1, ofModes: [1, 5], atLeast: 1)),
        "hierarchical.accept.modes"
      ),
      (
        tree(accept: .init(singularValue: 1, ofModes: [1, 2, 3, 4], atLeast: 1)),
        "hierarchical.accept.modes"
      ),
      (
        tree(accept: .init(singularValue: 10, ofModes: [1, 2], atLeast: 1)),
        "hierarchical.accept.singularValue"
      ),
      (
        tree(accept: .init(singularValue: 1, ofModes: [1, 2], atLeast: .nan)),
        "hierarchical.accept.atLeast"
      ),
      // The third singular value of a matricization of rank 2 is 0.
      (tree(accept: .init(singularValue: 3, ofModes: [1, 2], atLeast: 1)), "hierarchical.accept"),
    ]
    for (target, field) in cases {
      let failure = try #require(throws: Failure.self, "\(field)") { try data(target) }
      #expect(failure.field == "task.target.\(field)")
    }
  }
}
