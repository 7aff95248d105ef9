// Gradient flow of two factors from a multiple of the identity (norms 2020, Proposition 4): the
// product stays symmetric, so that three numbers describe it.

/// The symmetric product [[p, q], [q, s]] of two 2×2 factors fitting W12 = W21 = 1, W22 = 0.
public struct IdentityFlow: Hashable, Sendable {
  /// W11.
  public var p: Double
  /// W12 = W21.
  public var q: Double
  /// W22.
  public var s: Double

  /// The state at time zero: `scale` times the identity.
  public init(scale: Double) { self.init(p: scale, q: 0, s: scale) }

  private init(p: Double, q: Double, s: Double) {
    self.p = p
    self.q = q
    self.s = s
  }

  /// ½ Σ (residual)² over the three observed entries.
  public var loss: Double { (1 - q) * (1 - q) + 0.5 * s * s }

  /// p′ = 2q(1 − q), q′ = (1 − q)(p + s) − qs, s′ = 2q(1 − q) − 2s² (norms sheet 7.4).
  public var velocity: IdentityFlow {
    let growth = 2 * q * (1 - q)
    return IdentityFlow(p: growth, q: (1 - q) * (p + s) - q * s, s: growth - 2 * s * s)
  }

  /// The state after `time`, by one step of the classical fourth-order Runge–Kutta method.
  public func advanced(by time: Double) -> IdentityFlow {
    let k1 = velocity
    let k2 = moved(k1, 0.5 * time).velocity
    let k3 = moved(k2, 0.5 * time).velocity
    let k4 = moved(k3, time).velocity
    let mean = IdentityFlow(
      p: (k1.p + 2 * k2.p + 2 * k3.p + k4.p) / 6, q: (k1.q + 2 * k2.q + 2 * k3.q + k4.q) / 6,
      s: (k1.s + 2 * k2.s + 2 * k3.s + k4.s) / 6)
    return moved(mean, time)
  }

  /// The unobserved entry at a time of the flow from `scale` times the identity.
  ///
  /// The step of 0.01 is stable while W11 < 139: errors in q decay at a rate of about 2·W11.
  public static func entry(scale: Double, time: Double) -> Double {
    let step = 0.01
    var state = IdentityFlow(scale: scale)
    let steps = Int(time / step)
    for _ in 0..<steps { state = state.advanced(by: step) }
    return state.advanced(by: time - Double(steps) * step).p
  }

  private func moved(_ velocity: IdentityFlow, _ time: Double) -> IdentityFlow {
    IdentityFlow(
      p: p + time * velocity.p, q: q + time * velocity.q, s: s + time * velocity.s)
  }
}
