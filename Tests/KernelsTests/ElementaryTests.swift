// The elementary functions: errors in ulps, exact cases, edge cases.
import Foundation
import Kernels
import Testing

@Suite struct ElementaryTests {
  #if arch(x86_64)
    @Test func `doubles are within 0,6 units for exp and log, 1 unit for the others`() {
      let near = uniformArguments("near", 100_000, from: -2, to: 2)
      let wide = uniformArguments("wide", 100_000, from: -744, to: 709)
      let positive = anyArguments("positive", 200_000).map(\.magnitude)
      #expect(
        worstError(over: near + wide.filter { $0 > -708 }, Elementary.exp, against: exp) < 0.53)
      #expect(worstError(over: wide, Elementary.exp, against: exp) < 1)
      #expect(worstError(over: near + wide, Elementary.expm1, against: expm1) < 0.6)
      #expect(
        worstError(over: positive + near.map { $0.magnitude }, Elementary.log, against: log) < 0.51)
      #expect(worstError(over: positive, Elementary.log2, against: log2) < 0.51)
      #expect(worstError(over: positive, Elementary.log10, against: log10) < 0.51)
      let aboveMinusOne = near.map { $0 / 2.001 } + near.map { $0 * 0x1p-20 } + positive
      #expect(worstError(over: aboveMinusOne, Elementary.log1p, against: log1p) < 0.65)
      #expect(worstError(over: near + near.map { $0 * 8 }, Elementary.tanh, against: tanh) < 0.6)
    }

    @Test func `sine and cosine are within 0,8 units for arguments of any size`() {
      let near = uniformArguments("turns", 100_000, from: -8, to: 8)
      let any = anyArguments("huge", 100_000).filter {
        $0.magnitude < 0x1p60 && $0.magnitude > 0x1p-60
      }
      #expect(worstError(over: near + any, Elementary.sin, against: { sin($0) }) < 0.8)
      #expect(worstError(over: near + any, Elementary.cos, against: { cos($0) }) < 0.8)
    }

    @Test func `powers are within 0,6 units over the whole range`() {
      let stream = RandomStream("powers")
      var worst = 0.0
      for i in 0..<200_000 {
        let x = Elementary.exp(20 * stream.child("x").normal(i))
        let y = (1400 * stream.child("y").uniform(i) - 700) / max(1, Elementary.log(x).magnitude)
        worst = max(worst, errorInUnits(Elementary.pow(x, y), pow(Float80(x), Float80(y))))
      }
      #expect(worst < 0.6)
    }

    @Test func `every 1009th float is correctly rounded`() {
      #expect(misroundedFloats({ Elementary.exp($0) }, against: exp) == 0)
      #expect(misroundedFloats({ Elementary.expm1($0) }, against: expm1) == 0)
      #expect(misroundedFloats({ Elementary.log($0) }, against: log) == 0)
      #expect(misroundedFloats({ Elementary.log1p($0) }, against: log1p) == 0)
      #expect(misroundedFloats({ Elementary.log2($0) }, against: log2) == 0)
      #expect(misroundedFloats({ Elementary.log10($0) }, against: log10) == 0)
      #expect(misroundedFloats({ Elementary.tanh($0) }, against: tanh) == 0)
      #expect(misroundedFloats({ Elementary.sin($0) }, against: { sin($0) }) == 0)
      #expect(misroundedFloats({ Elementary.cos($0) }, against: { cos($0) }) == 0)
    }

    @Test func `the five floats whose logarithm is hardest to round are right`() {
      let hardest: [UInt32] = [
        0x3c41_3d3a, 0x4117_8feb, 0x4c5d_65a5, 0x65d8_90d3, 0x6f31_a8ec,
      ]
      for bits in hardest {
        let x = Float(bitPattern: bits)
        #expect(
          Elementary.log(x) == Float(log(Float80(x)))
            && Elementary.log(x) != Float(Elementary.log(Double(x))))
      }
    }
  #endif

  @Test func `powers of ten and of two are exact, both ways`() {
    for k in -22...22 {
      let power = Double("1e\(k)") ?? .nan
      #expect(Elementary.log10(power) == Double(k))
      #expect(Elementary.pow(10.0, Double(k)) == power)
    }
    for k in -1074...1023 {
      #expect(Elementary.log2(Double(sign: .plus, exponent: k, significand: 1)) == Double(k))
      #expect(Elementary.pow(2.0, Double(k)) == Double(sign: .plus, exponent: k, significand: 1))
    }
  }

  @Test func `sine of the largest double and of the double nearest to a quarter turn`() {
    // Sines of 2¹⁰²³·(2 − 2⁻⁵²) and 6381956970095103·2⁷⁹⁷, from mpmath with 1200 bits.
    #expect(Elementary.sin(.greatestFiniteMagnitude) == 0x1.452fc98b34e97p-8)
    #expect(Elementary.cos(0x1.6ac5b262ca1ffp849) == -0x1.14ae72e6ba22fp-61)
  }

  @Test func `zero, infinity, NaN and the ends of the range`() {
    let (zero, infinity, nan) = (0.0, Double.infinity, Double.nan)
    #expect(Elementary.exp(-zero) == 1 && Elementary.exp(infinity) == infinity)
    #expect(Elementary.exp(-infinity) == 0 && Elementary.exp(nan).isNaN)
    #expect(
      Elementary.exp(0x1.62e42fefa39efp9).isFinite
        && Elementary.exp(0x1.62e42fefa39f0p9) == infinity)
    #expect(Elementary.exp(-745.13) == .leastNonzeroMagnitude && Elementary.exp(-745.14) == 0)
    #expect(Elementary.expm1(-zero).bitPattern == (-zero).bitPattern)
    #expect(Elementary.expm1(-infinity) == -1 && Elementary.expm1(infinity) == infinity)
    #expect(Elementary.expm1(-50.0) == -1 && Elementary.expm1(nan).isNaN)
    #expect(Elementary.log(1.0).bitPattern == zero.bitPattern && Elementary.log(-zero) == -infinity)
    #expect(
      Elementary.log(-1.0).isNaN && Elementary.log(infinity) == infinity
        && Elementary.log(nan).isNaN)
    #expect(Elementary.log1p(-1.0) == -infinity && Elementary.log1p(-1.5).isNaN)
    #expect(Elementary.log1p(-zero).bitPattern == (-zero).bitPattern)
    #expect(Elementary.tanh(-zero).bitPattern == (-zero).bitPattern)
    #expect(
      Elementary.tanh(-infinity) == -1 && Elementary.tanh(40.0) == 1 && Elementary.tanh(nan).isNaN)
    #expect(
      Elementary.sin(-zero).bitPattern == (-zero).bitPattern && Elementary.sin(infinity).isNaN)
    #expect(
      Elementary.cos(zero) == 1 && Elementary.cos(-infinity).isNaN && Elementary.cos(nan).isNaN)
    let least = Double.leastNonzeroMagnitude
    #expect(Elementary.sin(least) == least && Elementary.tanh(-least) == -least)
  }

  @Test func `powers keep IEEE 754's edge cases`() {
    let (infinity, nan) = (Double.infinity, Double.nan)
    #expect(
      Elementary.pow(nan, 0) == 1 && Elementary.pow(1.0, nan) == 1 && Elementary.pow(nan, 2).isNaN)
    #expect(
      Elementary.pow(-2.0, 3) == -8 && Elementary.pow(-2.0, 2) == 4
        && Elementary.pow(-2.0, 0.5).isNaN)
    #expect(Elementary.pow(-0.0, -3) == -infinity && Elementary.pow(-0.0, 2).sign == .plus)
    #expect(Elementary.pow(-0.0, 3).sign == .minus && Elementary.pow(0.0, -0.5) == infinity)
    #expect(Elementary.pow(-infinity, 3) == -infinity && Elementary.pow(-infinity, -2) == 0)
    #expect(Elementary.pow(-1.0, infinity) == 1 && Elementary.pow(0.5, infinity) == 0)
    #expect(Elementary.pow(0.5, -infinity) == infinity && Elementary.pow(2.0, 1024) == infinity)
    #expect(Elementary.pow(-2.0, 1025) == -infinity && Elementary.pow(2.0, -1080) == 0)
    #expect(
      Elementary.pow(-3.0, 0x1p60) == infinity && Elementary.pow(3.0, 0.5) == 3.0.squareRoot())
  }

  @Test func `odd functions are odd and even functions even, to the bit`() {
    for x in anyArguments("symmetry", 10_000) {
      #expect(Elementary.sin(-x).bitPattern == (-Elementary.sin(x)).bitPattern)
      #expect(Elementary.cos(-x).bitPattern == Elementary.cos(x).bitPattern)
      #expect(Elementary.tanh(-x).bitPattern == (-Elementary.tanh(x)).bitPattern)
    }
  }
}
