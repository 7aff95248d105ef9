// A stream's elements one after another, for drawings whose choices depend on earlier ones.

import Kernels

/// The elements of a stream, one after another: each draw below takes the next one.
struct RandomSequence {
  private let stream: RandomStream
  private var taken = 0

  init(_ stream: RandomStream) { self.stream = stream }

  private mutating func next() -> Int {
    defer { taken += 1 }
    return taken
  }

  /// 64 fair bits.
  mutating func bits() -> UInt64 { stream.bits(next()) }

  /// Uniform in (0, 1).
  mutating func uniform() -> Double { stream.uniform(next()) }

  /// Normal, with mean 0.
  mutating func normal(_ deviation: Double) -> Double { deviation * stream.normal(next()) }

  /// Uniform in 0..<bound.
  mutating func integer(below bound: Int) -> Int { stream.integer(below: bound, at: next()) }
}

extension RandomSequence {
  /// Uniform in (low, high).
  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }

  /// Two normal numbers.
  mutating func point(_ deviation: Double) -> SIMD2<Double> {
    SIMD2(normal(deviation), normal(deviation))
  }

  mutating func happens(percent: Int) -> Bool { uniform() * 100 < Double(percent) }

  /// One of them, all equally likely.
  mutating func element<T>(of array: [T]) -> T { array[integer(below: array.count)] }
}
