// Colours against the values the papers' sheets state.

import Plotting
import Testing

@Suite struct ColorTests {
  @Test func `channels round to eight bits`() {
    #expect(Color(red: 0.423, green: 0.664, blue: 0.850) == Color(hex: 0x6CA9D9))
    #expect(Color.gray(0.65) == Color(hex: 0xA6A6A6))
    #expect(Color.tabBlue.opacity(0.5).alpha == 128)
  }

  @Test func `the iteration map meets its knots and is linear between them`() {
    let map = ColorMap.iterations
    #expect(map(0) == Color(red: 0.423, green: 0.664, blue: 0.850))
    #expect(map(0.1905) == Color(red: 0.342, green: 0.538, blue: 0.850))
    #expect(map(1) == .black)
    #expect(map((1 + 0.1905) / 2) == Color(red: 0.171, green: 0.269, blue: 0.425))
    #expect(map(-3) == map(0) && map(7) == map(1))
  }

  @Test func `the ten curve colours of summer are the map's at the published positions`() {
    let positions = [0, 0.125, 0.25, 0.375, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75]
    for (color, t) in zip(Color.summer10, positions) {
      let exact = ColorMap.summer(t)
      #expect(abs(Int(color.red) - Int(exact.red)) <= 1)
      #expect(abs(Int(color.green) - Int(exact.green)) <= 1)
      #expect(color.blue == exact.blue)
    }
    #expect(Color.viridis10.count == 10)
  }
}
