// Error measurement shared by the tests of elementary functions: units in the last place of a
// double, against the 64-bit significands of Float80 where the processor has them.
import Foundation
import Kernels

#if arch(x86_64)
  /// The worst error of `function` against `reference` over `arguments`, in units in the last place
  /// of the result; infinite where one is finite and the other is not, or signs of zero differ.
  func worstError(
    over arguments: some Sequence<Double>, _ function: (Double) -> Double,
    against reference: (Float80) -> Float80
  ) -> Double {
    arguments.reduce(0) { worst, x in
      max(worst, errorInUnits(function(x), reference(Float80(x))))
    }
  }

  /// |value − reference| in units in the last place of the double nearest to the reference.
  func errorInUnits(_ value: Double, _ reference: Float80) -> Double {
    let nearest = Double(reference)
    if value == nearest {
      return value.sign == nearest.sign && value.isFinite ? exact(value, reference) : 0
    }
    guard value.isFinite && nearest.isFinite else { return .infinity }
    return exact(value, reference)
  }

  private func exact(_ value: Double, _ reference: Float80) -> Double {
    let unit = Float80(max(Double(reference).ulp, Double.leastNonzeroMagnitude))
    return Double((Float80(value) - reference).magnitude / unit)
  }

  /// How many of every 1009th float, over all bit patterns, are not correctly rounded.
  func misroundedFloats(
    _ function: (Float) -> Float, against reference: (Float80) -> Float80
  ) -> Int {
    stride(from: UInt32(0), through: .max, by: 1009).reduce(0) { count, bits in
      let x = Float(bitPattern: bits)
      let (value, expected) = (function(x), Float(reference(Float80(x))))
      let isSame = value.bitPattern == expected.bitPattern || (value.isNaN && expected.isNaN)
      return count + (isSame ? 0 : 1)
    }
  }
#endif

/// Uniform in low..<high, by name.
func uniformArguments(_ name: String, _ count: Int, from low: Double, to high: Double) -> [Double] {
  let stream = RandomStream(name)
  return (0..<count).map { low + (high - low) * stream.uniform($0) }
}

/// Any finite bit pattern, by name.
func anyArguments(_ name: String, _ count: Int) -> [Double] {
  let stream = RandomStream(name)
  return (0..<count).map { Double(bitPattern: stream.bits($0)) }.filter(\.isFinite)
}
