// The two patches of a step never overlap, and every pair that may be drawn is.

import Datasets
import Kernels
import Records
import Testing

@Suite struct LongRangePatchesTests {
  private let stream = RandomStream("tests/patches")

  @Test func squaresAnywhereAreDisjointAndUniform() {
    let patches = Patches.anywhere(side: 2, height: 4, width: 5)
    var counts: [PatchPair: Int] = [:]
    var firsts: [PixelRectangle: Int] = [:]
    for step in 0..<24_000 {
      let pair = patches.drawn(from: stream, step: step)
      counts[pair, default: 0] += 1
      firsts[pair.gradients, default: 0] += 1
    }
    let places = (0..<3).flatMap { row in
      (0..<4).map { PixelRectangle(row: row, column: $0, height: 2, width: 2) }
    }
    // Twelve places of 2000 each, within five standard errors.
    #expect(Set(firsts.keys) == Set(places))
    #expect(firsts.values.allSatisfy { abs($0 - 2000) < 215 })
    for one in places {
      let others = places.filter { abs($0.row - one.row) >= 2 || abs($0.column - one.column) >= 2 }
      let drawn = counts.keys.filter { $0.gradients == one }
      #expect(Set(drawn.map(\.exchanged)) == Set(others))
      #expect(others.allSatisfy { !$0.overlaps(one) })
      let expected = Double(firsts[one] ?? 0) / Double(others.count)
      for other in others {
        let deviation = Double(counts[PatchPair(gradients: one, exchanged: other)] ?? 0) - expected
        #expect(deviation.magnitude < 5 * expected.squareRoot())
      }
    }
  }

  @Test func eitherOfTwoIsDrawnInBothOrders() {
    let left = PixelRectangle(row: 0, column: 0, height: 8, width: 8)
    let right = PixelRectangle(row: 0, column: 20, height: 8, width: 8)
    let patches = Patches.eitherOf(left, right)
    let drawn = (0..<1000).map { patches.drawn(from: stream, step: $0) }
    let lefts = drawn.count { $0.gradients == left && $0.exchanged == right }
    #expect(drawn.count { $0.gradients == right && $0.exchanged == left } == 1000 - lefts)
    #expect(abs(lefts - 500) < 80)
  }
}
