// Sums over all rows of a panel, one for each channel: what batch norm and its derivatives are made of.

import Kernels

/// The order *rows128 + tree*: a channel's terms are added in Double in ascending row, from +0, over 128 rows
/// at a time, and the sums of these by the tree of ``sumInTree(_:)``. Products of floats are exact.
private let chunkRows = 128

/// What is summed: eight numbers of a row, from place `i` on; `count` of them exist, zeros follow.
protocol SummedRows<Scalar> {
  associatedtype Scalar: KernelScalar

  func numbers(at i: Int, _ count: Int) -> SIMD8<Scalar>
}

/// Numbers as they are in memory.
struct StoredRows<Scalar: KernelScalar>: SummedRows {
  let start: UnsafePointer<Scalar>

  @inline(__always)
  func numbers(at i: Int, _ count: Int) -> SIMD8<Scalar> { SIMD8(start + i, count) }
}

/// The adjoint of what a rectifier was applied to: `values`, plus `others` if there are, where
/// the rectifier's `outputs` are positive, and else 0. It replaces `values` while it is summed.
struct RectifiedRows<Scalar: KernelScalar>: SummedRows {
  let values: UnsafeMutablePointer<Scalar>
  let others: UnsafePointer<Scalar>?
  let outputs: UnsafePointer<Scalar>

  @inline(__always)
  func numbers(at i: Int, _ count: Int) -> SIMD8<Scalar> {
    var sum = SIMD8(values + i, count)
    if let others { sum += SIMD8(others + i, count) }
    sum = sum.gated(by: SIMD8(outputs + i, count))
    sum.store(values + i, count)
    return sum
  }
}

/// Sums over rows × channels panels, into memory that is lent.
struct ChannelSums {
  let rows: Int
  let channels: Int
  /// (terms × channels) for every 128 rows; the sums end up in the first of them.
  let partials: UnsafeMutablePointer<Double>
  let workers: Workers

  /// Doubles that `partials` needs.
  static func partialCount(rows: Int, channels: Int, terms: Int) -> Int {
    (rows + chunkRows - 1) / chunkRows * terms * channels
  }

  /// Σ f by channel, then for each factor h Σ f·h by channel.
  @inline(__always)
  func sums<let factors: Int, Rows: SummedRows>(
    of f: Rows, times h: InlineArray<factors, UnsafePointer<Rows.Scalar>>
  ) -> UnsafePointer<Double> {
    let chunks = (rows + chunkRows - 1) / chunkRows
    let size = (factors + 1) * channels
    workers.divide(chunks) { _, range in
      for chunk in range {
        let first = chunk * chunkRows
        sumRows(first..<min(first + chunkRows, rows), f, h, partials + chunk * size)
      }
    }
    var step = 1
    while step < chunks {
      for chunk in stride(from: 0, to: chunks - step, by: 2 * step) {
        let (left, right) = (partials + chunk * size, partials + (chunk + step) * size)
        for i in 0..<size { left[i] += right[i] }
      }
      step *= 2
    }
    return UnsafePointer(partials)
  }

  /// Rows of one chunk, 32, 16 or at most 8 channels at a time.
  @inline(__always)
  func sumRows<let factors: Int, Rows: SummedRows>(
    _ rows: Range<Int>, _ f: Rows, _ h: InlineArray<factors, UnsafePointer<Rows.Scalar>>,
    _ sums: UnsafeMutablePointer<Double>
  ) {
    var channel = 0
    while channel + 32 <= channels {
      SumWindow<4>.add(rows, f, h, sums, self, channel, last: 8)
      channel += 32
    }
    if channel + 16 <= channels {
      SumWindow<2>.add(rows, f, h, sums, self, channel, last: 8)
      channel += 16
    }
    while channel < channels {
      SumWindow<1>.add(rows, f, h, sums, self, channel, last: min(8, channels - channel))
      channel += 8
    }
  }
}

/// Some channels, `eights` times eight of them, but `last` in the last eight.
private enum SumWindow<let eights: Int> {
  @inline(__always)
  static func add<let factors: Int, Rows: SummedRows>(
    _ rows: Range<Int>, _ f: Rows, _ h: InlineArray<factors, UnsafePointer<Rows.Scalar>>,
    _ sums: UnsafeMutablePointer<Double>, _ panel: ChannelSums, _ channel: Int, last: Int
  ) {
    var plain = InlineArray<eights, SIMD8<Double>>(repeating: .zero)
    var products = InlineArray<factors, InlineArray<eights, SIMD8<Double>>>(
      repeating: .init(repeating: .zero))
    for row in rows {
      let place = row &* panel.channels &+ channel
      for e in 0..<eights {
        let (i, count) = (place &+ 8 &* e, e == eights - 1 ? last : 8)
        let value = wide(f.numbers(at: i, count))
        plain[e] += value
        for j in 0..<factors { products[j][e] += value * wide(SIMD8(h[j] + i, count)) }
      }
    }
    for e in 0..<eights {
      let (i, count) = (channel + 8 * e, e == eights - 1 ? last : 8)
      plain[e].store(sums + i, count)
      for j in 0..<factors { products[j][e].store(sums + (j + 1) * panel.channels + i, count) }
    }
  }
}

@inline(__always)
private func wide<Scalar: KernelScalar>(_ x: SIMD8<Scalar>) -> SIMD8<Double> {
  var doubles = SIMD8<Double>()
  for lane in 0..<8 { doubles[lane] = x[lane].double }
  return doubles
}
