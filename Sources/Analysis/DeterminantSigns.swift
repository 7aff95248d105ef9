// Proposition 3 of norms 2020 by Monte Carlo: how often the determinant of a product of random matrices
// is positive.

private import Kernels
private import LinearAlgebra

/// The share of draws with a positive determinant.
public struct DeterminantSigns: Hashable, Sendable {
  /// Size, number of factors and distribution, in words.
  public var name: String
  /// The share of positive determinants.
  public var positive: Double

  /// The distribution of the entries; both are symmetric about zero.
  private enum Entries: String, CaseIterable {
    case normal, uniform

    func value(_ stream: RandomStream, _ index: Int) -> Double {
      switch self {
      case .normal: stream.normal(index)
      case .uniform: 2 * stream.uniform(index) - 1
      }
    }
  }

  /// Sizes 2, 3 and 5, products of one to four factors, normal and uniform entries.
  public static func fractions(draws: Int) -> [DeterminantSigns] {
    var fractions: [DeterminantSigns] = []
    for size in [2, 3, 5] {
      for entries in Entries.allCases {
        for (index, count) in positives(size: size, entries: entries, draws: draws).enumerated() {
          let factors = index == 0 ? "1 factor" : "\(index + 1) factors"
          fractions.append(
            DeterminantSigns(
              name: "\(size)×\(size), \(entries.rawValue), \(factors)",
              positive: Double(count) / Double(draws)))
        }
      }
    }
    return fractions
  }

  /// How many products of one, two, three and four factors have a positive determinant. It is the
  /// product of the factors' determinants, so one draw of four factors serves all four counts.
  private static func positives(size: Int, entries: Entries, draws: Int) -> [Int] {
    let stream = RandomStream("norms2020/proposition3/\(entries.rawValue)/\(size)")
    var positive = [Int](repeating: 0, count: 4)
    for draw in 0..<draws {
      var isPositive = true
      for factor in 0..<4 {
        let first = (4 * draw + factor) * size * size
        let matrix = Matrix(
          rows: size, columns: size,
          (first..<first + size * size).map { entries.value(stream, $0) })
        isPositive = (matrix.determinant > 0) == isPositive
        if isPositive { positive[factor] += 1 }
      }
    }
    return positive
  }
}
