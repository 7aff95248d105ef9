// Trees that the sheets name, and sets that are not trees.

import LinearAlgebra
import Testing

@Suite struct ModeTreeTests {
  @Test func `a perfect binary tree has its leaves first and its root last`() throws {
    let tree = ModeTree.levels(order: 4, groupSize: 2)
    #expect(tree.nodes.map(\.modes) == [[0], [1], [2], [3], [0, 1], [2, 3], [0, 1, 2, 3]])
    #expect(tree.nodes.map(\.children) == [[], [], [], [], [0, 1], [2, 3], [4, 5]])
    #expect(tree.nodes.map(\.parent) == [4, 4, 5, 5, 6, 6, nil])
    #expect(tree.root == 6 && tree.interior == 4..<7)
    #expect(try tree == ModeTree(order: 4, interior: [[0, 1], [3, 2], [0, 1, 2, 3]]))
  }

  @Test func `an incomplete last group is a node with fewer children`() throws {
    let tree = ModeTree.levels(order: 5, groupSize: 2)
    #expect(
      tree.nodes.dropFirst(5).map(\.modes)
        == [[0, 1], [2, 3], [4], [0, 1, 2, 3], [4], [0, 1, 2, 3, 4]])
    #expect(
      tree.nodes.dropFirst(5).map(\.children) == [[0, 1], [2, 3], [4], [5, 6], [7], [8, 9]])
    let interior = tree.nodes.dropFirst(5).map(\.modes)
    #expect(try ModeTree(order: 5, interior: interior) == tree)
  }

  @Test func `permuted levels pair distant modes`() throws {
    let halves = ModeTree.levels(order: 4, groupSize: 2) { count in
      (0..<count).map { $0 / 2 + $0 % 2 * (count / 2) }
    }
    #expect(try halves == ModeTree(order: 4, interior: [[0, 2], [1, 3], [0, 1, 2, 3]]))
    #expect(halves.nodes[6].children == [4, 5] && halves.nodes[2].parent == 4)
    #expect(
      try ModeTree(order: 4, interior: [[1, 3], [0, 2], [0, 1, 2, 3]]).nodes[6].children == [5, 4])
  }

  @Test func `flat trees and the perfect ternary one`() {
    #expect(ModeTree.flat(order: 3).nodes.map(\.children) == [[], [], [], [0, 1, 2]])
    #expect(ModeTree.flat(order: 1).nodes.map(\.children) == [[], [0]])
    let ternary = ModeTree.levels(order: 9, groupSize: 3)
    #expect(ternary.nodes.dropFirst(9).map(\.children.count) == [3, 3, 3, 3])
    #expect(ternary.nodes[12].children == [9, 10, 11])
  }

  @Test(arguments: [
    ([[0, 1], [1, 2], [0, 1, 2]], 1, "[1, 2] crosses [0, 1]"),
    ([[0, 1, 2], [0, 1]], 1, "[0, 1] crosses [0, 1, 2]"),
    ([[0, 1]], 0, "the last set is the root and lacks the modes [2]"),
    ([[0, 1], [2]], 1, "the last set is the root and lacks the modes [0, 1]"),
    ([], 0, "there is no root"),
    ([[], [0, 1, 2]], 0, "holds no mode"),
    ([[0, 0], [0, 1, 2]], 0, "[0, 0] holds mode 0 twice"),
    ([[0, 1, 3]], 0, "[0, 1, 3] holds mode 3, which is not in 0..<3"),
    ([[-1], [0, 1, 2]], 0, "[-1] holds mode -1, which is not in 0..<3"),
  ])
  func `sets that are not the nodes of a tree`(sets: [[Int]], index: Int, reason: String) {
    let error = #expect(throws: ModeTree.Invalid.self) {
      try ModeTree(order: 3, interior: sets)
    }
    #expect(error?.index == index && error?.description == reason)
  }
}
