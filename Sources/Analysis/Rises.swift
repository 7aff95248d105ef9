// When a curve rises: the first records at which it exceeds fractions of its final value
// (hierarchical sheet, section 7).

/// The rise of one curve.
public struct Rise: Hashable, Sendable {
  /// The row at which the curve first exceeds a tenth of its final value.
  public var tenth: Int
  /// The row at which it first exceeds a half.
  public var half: Int
  /// The row at which it first exceeds nine tenths.
  public var nineTenths: Int

  /// The rise of a curve to its last value; `nil` if it is empty or ends at zero or below.
  public init?(of curve: [Double]) {
    guard let final = curve.last, final > 0,
      let tenth = curve.firstIndex(where: { $0 > 0.1 * final }),
      let half = curve.firstIndex(where: { $0 > 0.5 * final }),
      let nineTenths = curve.firstIndex(where: { $0 > 0.9 * final })
    else { return nil }
    self.tenth = tenth
    self.half = half
    self.nineTenths = nineTenths
  }
}
