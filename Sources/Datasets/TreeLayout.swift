// The weights of a factorization over a mode tree that a spec writes out, modes counted from 1.

public import LinearAlgebra
public import Records

extension FactorLayout {
  /// The layout of a hierarchical factorization.
  ///
  /// - Parameters:
  ///   - interior: the modes below each interior node from the bottom up, the root last.
  ///   - widths: the number of local components of each of them.
  ///   - field: the member of the spec that holds both.
  /// - Throws: `Failure` naming the field.
  public init(
    sizes: [Int], interior: [[Int]], widths: [Int], field: String
  ) throws(Failure) {
    let tree: ModeTree
    do {
      tree = try ModeTree(order: sizes.count, interior: interior.map { $0.map { $0 - 1 } })
    } catch {
      throw Failure(
        "spec", field: "\(field).interior[\(error.index)]",
        "expected sets of the modes 1 to \(sizes.count), each nested in or apart from those after it, "
          + "and last the root with all of them")
    }
    guard widths.count == interior.count, widths.allSatisfy({ (1...65_536).contains($0) }) else {
      throw Failure(
        "spec", field: "\(field).widths",
        "expected 1 to 65536 local components for each of \(interior.count) interior nodes")
    }
    self.init(tree: tree, sizes: sizes, widths: widths)
  }
}
