// Pictures whose number of components is known.

import Analysis
import Testing

@Suite struct PictureComplexityTests {
  @Test func `stripes need one component, two kinds of them two`() {
    let stripes = (0..<64).map { $0 % 8 < 3 ? 0xFF0000 : 0x0000FF }
    #expect(PictureComplexity.components(stripes, side: 8) == 1)
    let quadrant = (0..<64).map { $0 % 8 < 4 && $0 / 8 < 4 ? 0xFFFFFF : 0x000000 }
    #expect(PictureComplexity.components(quadrant, side: 8) == 2)
  }

  @Test func `noise needs nearly all`() {
    let noise = PictureComplexity.noise("a test", side: 16)
    #expect(PictureComplexity.components(noise, side: 16) >= 14)
    #expect(noise.allSatisfy { (0..<1 << 24).contains($0) })
    #expect(noise != PictureComplexity.noise("another test", side: 16))
  }
}
