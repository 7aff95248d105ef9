// Numbers that a run may have failed to produce: what is made of one that is missing is missing too, and a check
// of it does not hold.

/// `a − b`.
func difference(_ a: Double?, _ b: Double?) -> Double? { a.flatMap { a in b.map { a - $0 } } }

/// `a / b`.
func quotient(_ a: Double?, _ b: Double?) -> Double? { a.flatMap { a in b.map { a / $0 } } }

extension Sequence<Double?> {
  /// All of the numbers; `nil` where one is missing.
  var complete: [Double]? {
    let numbers = Array(self)
    return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
  }
}
