// The state of the processor, and the digest that stands for all kernels.
import Kernels
import Testing

@Suite struct FloatingPointStateTests {
  @Test func `this process rounds to nearest, keeps subnormals and fuses where asked`() {
    #expect(FloatingPointState.check() == nil)
  }

  @Test func `all kernels together give the digest of this version of the bits`() {
    #expect(kernelBitsVersion == 1 && kernelSelfTest() == 0xa12d_b35d_8cd9_ef57)
  }
}
