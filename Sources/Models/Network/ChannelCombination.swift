// One pass over some panels at once: a combination of them with coefficients for each channel. Batch norm,
// ReLU, the residual addition and their derivatives are all of this form.

import Kernels

/// What happens to a combination z before it is written.
protocol Gate<Scalar> {
  associatedtype Scalar: KernelScalar

  func pass(_ z: Scalar.Lanes, at i: Int, _ count: Int) -> Scalar.Lanes
}

/// Nothing.
struct OpenGate<Scalar: KernelScalar>: Gate {
  @inline(__always)
  func pass(_ z: Scalar.Lanes, at i: Int, _ count: Int) -> Scalar.Lanes { z }
}

/// ReLU: z where it is positive, else 0.
struct Rectifier<Scalar: KernelScalar>: Gate {
  @inline(__always)
  func pass(_ z: Scalar.Lanes, at i: Int, _ count: Int) -> Scalar.Lanes {
    z.positivePart
  }
}

/// The tangent of a ReLU: z where the outputs are positive, else 0.
struct RectifierTangent<Scalar: KernelScalar>: Gate {
  let outputs: UnsafePointer<Scalar>

  @inline(__always)
  func pass(_ z: Scalar.Lanes, at i: Int, _ count: Int) -> Scalar.Lanes {
    z.gated(by: Scalar.Lanes(outputs + i, count))
  }
}

/// Combinations of rows × channels panels of one shape.
///
/// An element is c₀ + c₁·s₁ + c₂·s₂ + …, fused multiply-adds in this order, where c are the coefficients
/// of its channel and s the elements of the panels.
struct ChannelCombination<Scalar: KernelScalar> {
  let rows: Int
  let channels: Int
  /// For c₀, c₁, …: coefficients of whole vectors, those of the channels again and again.
  let coefficients: UnsafeMutablePointer<Scalar>
  let workers: Workers

  private var lanes: Int { Scalar.Lanes.scalarCount }

  /// The elements after which coefficients repeat: whole vectors and whole rows.
  var period: Int { Self.period(channels) }

  static func period(_ channels: Int) -> Int {
    var period = channels
    while period % Scalar.Lanes.scalarCount != 0 { period += channels }
    return period * max(1, 64 / period)
  }

  /// Sets coefficient `index`, rounded once from Double.
  @inline(__always)
  func set(_ index: Int, _ value: (_ channel: Int) -> Double) {
    let target = coefficients + index * period
    for channel in 0..<channels { target[channel] = Scalar(value(channel)) }
    for i in channels..<max(period, channels) { target[i] = target[i - channels] }
  }

  /// Writes the combination of panels; the target may be one of them.
  @inline(__always)
  func combine<let panels: Int, Passed: Gate>(
    _ target: UnsafeMutablePointer<Scalar>, _ s: InlineArray<panels, UnsafePointer<Scalar>>,
    _ gate: Passed
  ) where Passed.Scalar == Scalar {
    let period = period
    workers.divide(rows * channels, unit: period) { _, range in
      var i = range.lowerBound
      while i + period <= range.upperBound {
        for p in stride(from: 0, to: period, by: lanes) {
          write(target, s, gate, at: i + p, p, lanes)
        }
        i += period
      }
      for p in stride(from: 0, to: range.upperBound - i, by: lanes) {
        write(target, s, gate, at: i + p, p, min(lanes, range.upperBound - i - p))
      }
    }
  }

  @inline(__always)
  private func write<let panels: Int, Passed: Gate>(
    _ target: UnsafeMutablePointer<Scalar>, _ s: InlineArray<panels, UnsafePointer<Scalar>>,
    _ gate: Passed, at i: Int, _ p: Int, _ count: Int
  ) where Passed.Scalar == Scalar {
    var z = Scalar.Lanes(coefficients + p, lanes)
    for j in 0..<panels {
      z.addProduct(
        Scalar.Lanes(s[j] + i, count), Scalar.Lanes(coefficients + ((j + 1) &* period &+ p), lanes))
    }
    gate.pass(z, at: i, count).store(target + i, count)
  }
}
