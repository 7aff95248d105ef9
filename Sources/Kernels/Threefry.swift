// Threefry-2×64 with 20 rounds, the counter-based generator behind every random number here.

/// One block: a bijection of the counter, chosen by the key.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
/// 20 rounds pass BigCrush; 13 are the fewest the authors recommend.
public func threefry(
  key: (UInt64, UInt64), counter: (UInt64, UInt64)
) -> (UInt64, UInt64) {
  let parity = 0x1bd1_1bda_a9fc_1a22 ^ key.0 ^ key.1
  var (x, y) = (counter.0 &+ key.0, counter.1 &+ key.1)
  fourRounds(&x, &y, 16, 42, 12, 31)
  (x, y) = (x &+ key.1, y &+ parity &+ 1)
  fourRounds(&x, &y, 16, 32, 24, 21)
  (x, y) = (x &+ parity, y &+ key.0 &+ 2)
  fourRounds(&x, &y, 16, 42, 12, 31)
  (x, y) = (x &+ key.0, y &+ key.1 &+ 3)
  fourRounds(&x, &y, 16, 32, 24, 21)
  (x, y) = (x &+ key.1, y &+ parity &+ 4)
  fourRounds(&x, &y, 16, 42, 12, 31)
  return (x &+ parity, y &+ key.0 &+ 5)
}

@inline(__always)
private func fourRounds(
  _ x: inout UInt64, _ y: inout UInt64, _ r0: UInt64, _ r1: UInt64, _ r2: UInt64, _ r3: UInt64
) {
  round(&x, &y, r0)
  round(&x, &y, r1)
  round(&x, &y, r2)
  round(&x, &y, r3)
}

@inline(__always)
private func round(_ x: inout UInt64, _ y: inout UInt64, _ r: UInt64) {
  x = x &+ y
  y = (y &<< r) | (y &>> (64 &- r))
  y ^= x
}
