// The fast product against its definition, bit for bit, and the definition against its words.
import Kernels
import Testing

@Suite struct MatrixProductTests {
  @Test func `the fast product equals the definition on whole and ragged shapes`() {
    // One to three tiles with remainders.
    for rows in [1, 2, 5, 6, 7, 13, 18] {
      for columns in [1, 8, 15, 16, 17, 40, 64, 65, 100, 130] {
        compare(Float.self, rows, 9, columns)
        compare(Double.self, rows, 9, columns)
      }
    }
  }

  @Test func `it equals the definition however operands are packed and the inner index is cut`() {
    for (rows, inner, columns) in [
      // 1030 and 2050 steps are more than one block; few rows, and many, for panels of every width.
      (3, 2050, 9), (7, 1030, 100), (40, 1030, 5), (40, 1030, 16), (33, 1030, 20), (29, 1030, 100),
      (64, 64, 64), (100, 100, 100), (50, 70, 200),
      // Rows of a transposed A, or of B, whole pages apart.
      (1024, 6, 40), (512, 6, 40), (30, 6, 1024),
    ] {
      compare(Float.self, rows, inner, columns)
      compare(Double.self, rows, inner, columns)
    }
  }

  @Test func `subnormal, huge, zero and cancelling entries keep their bits`() {
    let special: [Float] = [0, -0.0, 0x1p-149, -0x1.8p-133, 1e30, -1e30, 1, -1, 3e-20]
    let pick = RandomStream("special entries")
    let a = (0..<(13 * 21)).map { special[pick.integer(below: special.count, at: $0)] }
    let b = (0..<(21 * 37)).map { special[pick.integer(below: special.count, at: 1000 + $0)] }
    compareProducts(a, b, 13, 21, 37)
  }

  @Test func `a result is one chain: huge terms swallow exactly what came before them`() {
    // After 2¹⁰⁰ and −2¹⁰⁰ at steps i < j, of ones elsewhere only those behind j survive.
    let inner = 600
    for (i, j) in [(0, 1), (3, 17), (510, 514), (100, 599)] {
      var a = [Float](repeating: 1, count: inner)
      (a[i], a[j]) = (0x1p100, -0x1p100)
      let c = fastProduct(a, [Float](repeating: 1, count: inner * 16), 1, inner, 16, false, false)
      #expect(c == [Float](repeating: Float(inner - 1 - j), count: 16))
    }
  }

  @Test func `products are fused`() {
    let a: [Double] = [-1, 1 + 0x1p-30]
    let b: [Double] = [1, 1 - 0x1p-30]
    #expect(fastProduct(a, b, 1, 2, 1, false, false) == [-0x1p-60])
  }

  @Test func `no steps give positive zeros, no rows or columns give nothing`() {
    let zeros = fastProduct([Float](), [Float](), 2, 0, 3, false, false)
    #expect(zeros.map(\.bitPattern) == [0, 0, 0, 0, 0, 0])
    #expect(fastProduct([Float](), [1, 2, 3], 0, 1, 3, false, false).isEmpty)
    #expect(fastProduct([-0.0 as Float], [1], 1, 1, 1, false, false)[0].sign == .plus)
  }

  @Test func `a row's result does not depend on the rows around it`() {
    let (a, b) = entries(Float.self, 20 * 30, 30 * 50)
    let all = fastProduct(a, b, 20, 30, 50, false, false)
    let first = fastProduct(Array(a.prefix(30)), b, 1, 30, 50, false, false)
    #expect(first == Array(all.prefix(50)))
  }

  @Test(arguments: [1, 2, 3, 7])
  func `the number of workers changes no bit`(count: Int) {
    // Too little work for two, work for some, work for all; wide, and high.
    for (rows, inner, columns) in [
      (3, 9, 120), (8, 0, 8), (40, 300, 40), (50, 1030, 130), (5, 1030, 500), (700, 1030, 9),
    ] {
      let (a, b) = entries(Float.self, rows * inner, inner * columns)
      compareProducts(a, b, rows, inner, columns, .threads(count))
      compareProducts(
        a.map { Double($0) }, b.map { Double($0) }, rows, inner, columns, .backwards(count))
    }
  }

  private func compare<Scalar: KernelScalar>(
    _ scalar: Scalar.Type, _ rows: Int, _ inner: Int, _ columns: Int
  ) {
    let (a, b) = entries(scalar, rows * inner, inner * columns)
    compareProducts(a, b, rows, inner, columns)
  }

  private func compareProducts<Scalar: KernelScalar>(
    _ a: [Scalar], _ b: [Scalar], _ rows: Int, _ inner: Int, _ columns: Int,
    _ workers: Workers = .alone
  ) {
    for (transposeA, transposeB) in [(false, false), (true, false), (false, true), (true, true)] {
      var expected = [Scalar](repeating: .nan, count: rows * columns)
      matmulNaive(
        &expected, a, b, rows: rows, inner: inner, columns: columns, transposeA: transposeA,
        transposeB: transposeB)
      let c = fastProduct(a, b, rows, inner, columns, transposeA, transposeB, workers)
      // A difference of whole arrays would take minutes to describe.
      let different = c.indices.first { c[$0].double.bitPattern != expected[$0].double.bitPattern }
      #expect(
        different == nil,
        "\(Scalar.self) \(rows)×\(inner)×\(columns), transposed \(transposeA) \(transposeB)")
    }
  }

  private func entries<Scalar: KernelScalar>(
    _ scalar: Scalar.Type, _ countA: Int, _ countB: Int
  ) -> ([Scalar], [Scalar]) {
    let (a, b) = (RandomStream("entries of A"), RandomStream("entries of B"))
    return ((0..<countA).map { Scalar(a.normal($0)) }, (0..<countB).map { Scalar(b.normal($0)) })
  }

  private func fastProduct<Scalar: KernelScalar>(
    _ a: [Scalar], _ b: [Scalar], _ rows: Int, _ inner: Int, _ columns: Int, _ transposeA: Bool,
    _ transposeB: Bool, _ workers: Workers = .alone
  ) -> [Scalar] {
    var c = [Scalar](repeating: .nan, count: rows * columns)
    let workspace = ProductWorkspace()
    // Twice: the second call finds the first one's panels in the workspace.
    for _ in 0..<2 {
      matmul(
        &c, a, b, rows: rows, inner: inner, columns: columns, transposeA: transposeA,
        transposeB: transposeB, workspace: workspace, workers: workers)
    }
    return c
  }
}
