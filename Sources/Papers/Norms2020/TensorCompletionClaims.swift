// What the claims of both tensor completion figures are made of.

import Analysis
import Records

struct TensorCompletionClaims {
  var figure: String
  var results: CompletionResults

  typealias Method = CompletionResults.Method
  typealias Measure = CompletionResults.Measure

  static let coarse = Method.factorization(spread: "1e-2")
  /// What the ranks of the linear method hinge on.
  static let drawDecides =
    "The linear method's rank follows the draw: the fewer entries carry the ground truth, the "
    + "fewer outer products explain what is observed of it."

  static let fine = Method.factorization(spread: "1e-3")

  /// A claim; where the preset has nothing to check it with, one that says so.
  func claim(
    _ id: String, _ statement: String, source: String, paper: String, reason: String,
    note: String = "", checks: [Claim.Check]
  ) -> Claim {
    guard !checks.isEmpty else {
      return Claim(
        id, figure: figure, statement, source: source, paper: paper,
        notTestable: "the \(results.preset.rawValue) preset makes none of these runs")
    }
    return Claim(
      id, figure: figure, statement, source: source, paper: paper, reason: reason, note: note,
      checks: checks)
  }

  /// Median values of a method inside an interval, at each number of observations in a range.
  func medians(
    _ measure: Measure, _ order: Int, _ method: Method, _ range: ClosedRange<Int>,
    atLeast: Double? = nil, atMost: Double? = nil
  ) -> [Claim.Check] {
    results.sizes(order, method).filter(range.contains).map { count in
      Claim.Check(
        "\(place(order, count)), \(method.name): median \(measure.rawValue)",
        results.median(measure, order, method, count), atLeast: atLeast, atMost: atMost)
    }
  }

  /// Median ranks equal to the ground truth's.
  func trueRanks(_ order: Int, _ method: Method, from first: Int) -> [Claim.Check] {
    let rank = Double(results.rank)
    return medians(.rank, order, method, first...Int.max, atLeast: rank, atMost: rank)
  }

  /// The median error of one method below that of another, wherever both were tried.
  func order(
    _ order: Int, _ lower: Method, below upper: Method, from first: Int
  ) -> [Claim.Check] {
    let sizes = results.sizes(order, lower).filter {
      $0 >= first && results.sizes(order, upper).contains($0)
    }
    return sizes.map { count in
      let errors = [lower, upper].map { results.median(.error, order, $0, count) }
      let ratio = quotient(errors[0], errors[1])
      return Claim.Check(
        "\(place(order, count)): error of \(lower.name) over \(upper.name)", ratio,
        atMost: 1.0.nextDown)
    }
  }

  /// The linear error falls from each number of observations to the next.
  func fallingLinearErrors(_ order: Int) -> [Claim.Check] {
    let sizes = results.sizes(order, .linear)
    let errors = sizes.map { results.median(.error, order, .linear, $0) }
    return zip(sizes.dropFirst(), zip(errors, errors.dropFirst())).map { count, pair in
      let ratio = quotient(pair.1, pair.0)
      return Claim.Check(
        "\(place(order, count)): linear error over the one before", ratio, atMost: 1.0.nextDown)
    }
  }

  /// The estimator on the ground truth, drawn from other streams for each number of observations.
  func targetRanks(_ order: Int) -> [Claim.Check] {
    let ranks = results.targetRanks(order)
    let rank = Double(results.rank)
    return [
      Claim.Check("order \(order): smallest estimate", ranks.min(), atLeast: rank, atMost: rank),
      Claim.Check("order \(order): largest estimate", ranks.max(), atLeast: rank, atMost: rank),
    ]
  }

  private func place(_ order: Int, _ observations: Int) -> String {
    "order \(order), n = \(observations)"
  }
}
