// Propositions 1 and 2 of norms 2020 on a grid: along the exact solutions of the base task, what grows
// and what falls with the size of the unobserved entry.

private import LinearAlgebra
private import Theory

/// The monotonicity of a quantity along the exact solutions.
public struct SolutionSetGrid: Hashable, Sendable {
  /// The quantity.
  public var quantity: String
  /// How many neighbouring grid points break its strict monotonicity in the entry's size.
  public var exceptions: Int

  /// Norms and ranks at entries -100, -99.9, …, 100, each sign by itself.
  public static func evaluate() -> [SolutionSetGrid] {
    let quantities: [(String, Double, @Sendable (SolutionMatrix) -> Double)] = [
      ("Schatten-1/2", 1, { $0.norm(.schattenHalf) }), ("nuclear norm", 1, { $0.norm(.nuclear) }),
      ("Frobenius norm", 1, { $0.norm(.frobenius) }), ("spectral norm", 1, { $0.norm(.spectral) }),
      ("effective rank", -1, { $0.effectiveRank }), ("distance from rank 1", -1, { $0.distance }),
    ]
    return quantities.map { name, direction, quantity in
      let exceptions = [-1.0, 1].reduce(0) { count, sign in
        let values = (0...1000).map { quantity(SolutionMatrix(entry: sign * Double($0) / 10)) }
        return count + zip(values, values.dropFirst()).filter { direction * ($1 - $0) <= 0 }.count
      }
      return SolutionSetGrid(quantity: name, exceptions: exceptions)
    }
  }
}
