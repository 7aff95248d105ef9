// Small squares: their products are those of the definition, bit for bit.
import Kernels
import Testing

@Suite struct SquareTests {
  @Test func `products equal the definition, as scalars and as vectors, in both widths`() {
    compare(Square<2, Double>.self, 2)
    compare(Square<3, Double>.self, 3)
    compare(Square<4, Double>.self, 4)
    compare(Square<5, Double>.self, 5)
    compare(Square<8, Double>.self, 8)
    compare(Square<9, Double>.self, 9)
    compare(Square<2, Float>.self, 2)
    compare(Square<5, Float>.self, 5)
  }

  @Test func `a product of negative zeros is positive, since chains start at plus zero`() {
    let product = Square<2, Double>.product(Square(repeating: -0.0), .identity)
    #expect(product[0, 0].sign == .plus && product[1, 0].sign == .plus)
  }

  @Test func `subtraction is one fused multiply-add per entry`() {
    var a = Square<2, Double>(repeating: -1)
    a.subtract(Square(repeating: 1 + 0x1p-30), scaledBy: -1 + 0x1p-30)
    #expect(a[0, 1] == -0x1p-60)
  }

  @Test func `the identity is neutral and the zero matrix is zero`() {
    let a = Square<3, Float> { i, j in Float(3 * i + j) }
    let product = Square<3, Float>.product(a, .identity)
    for i in 0..<3 {
      for j in 0..<3 { #expect(product[i, j] == a[i, j] && Square<3, Float>.zero[i, j] == 0) }
    }
  }

  @Test func `a matrix can be replaced by a product with itself`() {
    // Swift 6.3.1 once built these results over the operands they were still reading.
    expectSafeReplacement(Square<2, Double>.self)
    expectSafeReplacement(Square<3, Double>.self)
    expectSafeReplacement(Square<5, Double>.self)
  }

  private struct Holder<let n: Int> {
    var matrix: Square<n, Double>
    mutating func multiply() { matrix = .product(matrix, matrix) }
    mutating func multiplyTransposed() { matrix = .transposedProduct(matrix, matrix) }
    mutating func transpose() { matrix = Square { matrix[$1, $0] } }
  }

  private func expectSafeReplacement<let n: Int>(_ type: Square<n, Double>.Type) {
    let stream = RandomStream("replaced")
    let a = Square<n, Double> { i, j in stream.normal(n * i + j) }
    var (multiplied, other, transposed) = (Holder(matrix: a), Holder(matrix: a), Holder(matrix: a))
    multiplied.multiply()
    other.multiplyTransposed()
    transposed.transpose()
    let (product, gram) = (type.product(a, a), type.transposedProduct(a, a))
    for i in 0..<n {
      for j in 0..<n {
        #expect(multiplied.matrix[i, j] == product[i, j] && other.matrix[i, j] == gram[i, j])
        #expect(transposed.matrix[i, j] == a[j, i])
      }
    }
  }

  private func compare<let n: Int, Scalar: KernelScalar>(
    _ type: Square<n, Scalar>.Type, _ size: Int
  ) {
    let stream = RandomStream("squares")
    let (a, b) = (
      (0..<(n * n)).map { Scalar(stream.normal($0)) },
      (0..<(n * n)).map { Scalar(stream.normal(100 + $0)) }
    )
    let (x, y) = (type.init { i, j in a[n * i + j] }, type.init { i, j in b[n * i + j] })
    let products = [
      (type.product(x, y), false, false), (type.transposedProduct(x, y), true, false),
      (type.productTransposed(x, y), false, true),
    ]
    #expect(n == size)
    for (product, transposeA, transposeB) in products {
      var expected = [Scalar](repeating: 0, count: n * n)
      matmulNaive(
        &expected, a, b, rows: n, inner: n, columns: n, transposeA: transposeA,
        transposeB: transposeB)
      for i in 0..<n {
        for j in 0..<n { #expect(product[i, j] == expected[n * i + j]) }
      }
    }
  }
}
