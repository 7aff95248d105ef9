// The namespace of the elementary functions, and their Float versions (log's is in Logarithm.swift).

/// Elementary functions as fixed sequences of +, −, ×, ÷, √ and fused multiply-add, so that every
/// processor gives the same bits; the C library's do not.
///
/// The Double functions err by less than one unit in the last place (README: measured bounds).
/// The Float functions are the Double result rounded to Float; `log` is rounded once from its 64 bits.
/// exp, log and tanh are so correctly rounded for all floats.
public enum Elementary {
  /// eˣ. See ``exp(_:)-(Double)`` for the edge cases.
  public static func exp(_ x: Float) -> Float { Float(exp(Double(x))) }

  /// eˣ − 1, accurate near 0.
  public static func expm1(_ x: Float) -> Float { Float(expm1(Double(x))) }

  /// The natural logarithm of 1 + x, accurate near 0.
  public static func log1p(_ x: Float) -> Float { Float(log1p(Double(x))) }

  /// The logarithm to base 2.
  public static func log2(_ x: Float) -> Float { Float(log2(Double(x))) }

  /// The logarithm to base 10.
  public static func log10(_ x: Float) -> Float { Float(log10(Double(x))) }

  /// x to the power y.
  public static func pow(_ x: Float, _ y: Float) -> Float { Float(pow(Double(x), Double(y))) }

  /// The sine of x radians.
  public static func sin(_ x: Float) -> Float { Float(sin(Double(x))) }

  /// The cosine of x radians.
  public static func cos(_ x: Float) -> Float { Float(cos(Double(x))) }

  /// The hyperbolic tangent.
  public static func tanh(_ x: Float) -> Float { Float(tanh(Double(x))) }
}
