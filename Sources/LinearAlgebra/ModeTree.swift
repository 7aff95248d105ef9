// Trees over the modes of a tensor: the shape of a hierarchical factorization (hierarchical 2022,
// section 2.3). What hangs on the nodes is in FactorLayout.swift.

/// A rooted tree whose leaves are the modes of a tensor.
///
/// Nodes are stored leaves first (node n is the leaf of mode n, counted from 0), then interior nodes
/// from the bottom up; the root is last.
public struct ModeTree: Hashable, Sendable {
  /// A mode, or the union of its children's modes.
  public struct Node: Hashable, Sendable {
    /// The modes below, ascending, counted from 0.
    public let modes: [Int]
    /// The nodes that hang on this one, by their first mode; none for a leaf.
    public let children: [Int]
    /// The node that this one hangs on; `nil` for the root.
    public fileprivate(set) var parent: Int?
  }

  /// Why sets of modes are not the interior nodes of a tree.
  public struct Invalid: Error, Hashable, CustomStringConvertible {
    /// The index of the offending set.
    public let index: Int
    /// What is wrong with it, modes counted from 0.
    public let description: String
  }

  /// Leaves, then interior nodes from the bottom up, root last.
  public let nodes: [Node]
  /// The number of modes, which is the number of leaves.
  public let order: Int

  /// The tree of these interior nodes, each given by its modes.
  ///
  /// Each node in turn takes as children all nodes so far that have no parent and whose modes it
  /// holds. So a set may repeat, which makes a node with a single child.
  ///
  /// - Parameter interior: from the bottom up; the last is the root and holds every mode.
  /// - Throws: ``Invalid`` where a set is empty, holds a mode that does not exist or one twice, or
  ///   crosses an earlier one; or where the last does not hold every mode.
  public init(order: Int, interior: [[Int]]) throws(Invalid) {
    precondition(order >= 1, "a tree needs a mode")
    var nodes = (0..<order).map { Node(modes: [$0], children: [], parent: nil) }
    var tops = Array(0..<order)
    for (index, set) in interior.enumerated() {
      let modes = try Self.checkedModes(set, at: index, order: order)
      let children = tops.filter { nodes[$0].modes.contains(where: modes.contains) }
      for child in children where !nodes[child].modes.allSatisfy(modes.contains) {
        throw Invalid(index: index, description: "\(set) crosses \(nodes[child].modes)")
      }
      for child in children { nodes[child].parent = nodes.count }
      tops.removeAll(where: children.contains)
      tops.append(nodes.count)
      nodes.append(
        Node(
          modes: modes, children: children.sorted { nodes[$0].modes[0] < nodes[$1].modes[0] },
          parent: nil))
    }
    let missing = (0..<order).filter { !nodes[nodes.count - 1].modes.contains($0) }
    guard !interior.isEmpty, missing.isEmpty else {
      throw Invalid(
        index: max(interior.count - 1, 0),
        description: interior.isEmpty
          ? "there is no root" : "the last set is the root and lacks the modes \(missing)")
    }
    self.nodes = nodes
    self.order = order
  }

  /// The tree whose only interior node is the root: that of a CP factorization.
  public static func flat(order: Int) -> ModeTree { levels(order: order, groupSize: order) }

  /// The tree that joins nodes level by level until one is left (hierarchical 2022, 2.3).
  ///
  /// On each level the nodes are permuted, then cut into consecutive groups of `groupSize`, each of
  /// which becomes a node of the next level; the last may be smaller, down to a single child.
  ///
  /// - Parameter permutation: for a number of nodes, their order: entry k is the node that goes to
  ///   place k. Where it is left out nodes stay in place.
  public static func levels(
    order: Int, groupSize: Int, permutation: (_ count: Int) -> [Int] = { Array(0..<$0) }
  ) -> ModeTree {
    precondition(groupSize >= 2 || groupSize == order, "groups of one never come together")
    var level = (0..<order).map { [$0] }
    var interior: [[Int]] = []
    repeat {
      let places = permutation(level.count)
      precondition(places.sorted() == Array(level.indices), "not a permutation of the nodes")
      level = stride(from: 0, to: places.count, by: groupSize).map { start in
        places[start..<min(start + groupSize, places.count)].flatMap { level[$0] }
      }
      interior += level
    } while level.count > 1
    do {
      return try ModeTree(order: order, interior: interior)
    } catch {
      preconditionFailure("groups of disjoint nodes cannot cross")
    }
  }

  /// The root's index, which is the last.
  public var root: Int { nodes.count - 1 }

  /// The indices of the interior nodes, from the bottom up.
  public var interior: Range<Int> { order..<nodes.count }

  private static func checkedModes(
    _ set: [Int], at index: Int, order: Int
  ) throws(Invalid) -> [Int] {
    guard !set.isEmpty else { throw Invalid(index: index, description: "holds no mode") }
    let modes = set.sorted()
    for (mode, next) in zip(modes, modes.dropFirst()) where mode == next {
      throw Invalid(index: index, description: "\(set) holds mode \(mode) twice")
    }
    for mode in modes where mode < 0 || mode >= order {
      throw Invalid(
        index: index, description: "\(set) holds mode \(mode), which is not in 0..<\(order)")
    }
    return modes
  }
}
