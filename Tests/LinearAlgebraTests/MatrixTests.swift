// Matrices, tensors and factorizations on cases that can be checked by hand.
import Kernels
import LinearAlgebra
import Testing

/// A matrix of standard normal entries, by name.
func gaussian(_ name: String, _ rows: Int, _ columns: Int) -> Matrix {
  let stream = RandomStream(name)
  return Matrix(rows: rows, columns: columns) { i, j in stream.normal(i * columns + j) }
}

/// Expects equal shapes and entries within `tolerance`.
func expectClose(_ a: Matrix, _ b: Matrix, _ tolerance: Double) {
  #expect(a.rows == b.rows && a.columns == b.columns)
  let worst = zip(a.elements, b.elements).reduce(0) { max($0, abs($1.0 - $1.1)) }
  #expect(worst <= tolerance)
}

@Suite struct MatrixTests {
  @Test func `products, transposes and the identity`() {
    let a = Matrix(rows: 2, columns: 3, [1, 2, 3, 4, 5, 6])
    let b = Matrix(rows: 3, columns: 1, [1, 0, -1])
    #expect(a.product(b) == Matrix(rows: 2, columns: 1, [-2, -2]))
    #expect(a.transposed == Matrix(rows: 3, columns: 2, [1, 4, 2, 5, 3, 6]))
    #expect(a.product(.identity(3)) == a && Matrix.identity(2).product(a) == a)
    #expect(a.product(.zero(rows: 3, columns: 0)) == .zero(rows: 2, columns: 0))
    #expect(Matrix.zero(rows: 2, columns: 0).product(.zero(rows: 0, columns: 2))[1, 1] == 0)
  }

  @Test func `determinants, singular and permuted ones too`() {
    #expect(Matrix(rows: 2, columns: 2, [0, 2, 3, 0]).determinant == -6)
    #expect(Matrix(rows: 3, columns: 3, [2, 0, 0, 0, 0, 5, 0, 1, 7]).determinant == -10)
    #expect(Matrix(rows: 2, columns: 2, [1, 2, 2, 4]).determinant == 0)
    #expect(Matrix.zero(rows: 0, columns: 0).determinant == 1)
    let a = gaussian("determinant", 9, 9)
    let product = a.singularValues().reduce(1, *)
    #expect(abs(abs(a.determinant) / product - 1) < 1e-13)
    #expect(abs(a.transposed.determinant / a.determinant - 1) < 1e-13)
  }

  @Test(arguments: [(1, 1), (6, 6), (20, 7), (5, 0)])
  func `Householder QR reconstructs with orthonormal Q`(rows: Int, columns: Int) {
    let a = gaussian("qr", rows, columns)
    let qr = a.qr()
    expectClose(qr.q.product(qr.r), a, 1e-14)
    expectClose(qr.q.transposed.product(qr.q), .identity(columns), 1e-14)
    for i in 0..<columns {
      #expect(qr.r[i, i] >= 0 && (0..<i).allSatisfy { qr.r[i, $0] == 0 })
    }
  }

  @Test func `QR of a matrix without rank keeps Q orthonormal`() {
    let qr = Matrix.zero(rows: 4, columns: 2).qr()
    expectClose(qr.q.transposed.product(qr.q), .identity(2), 0)
    #expect(qr.r == .zero(rows: 2, columns: 2))
  }

  @Test func `the pseudo-inverse satisfies Penrose's four conditions`() {
    let a = gaussian("left", 6, 3).product(gaussian("right", 3, 5))
    let x = a.pseudoInverse(cutoff: 1e-12)
    let (ax, xa) = (a.product(x), x.product(a))
    expectClose(ax.product(a), a, 1e-13)
    expectClose(xa.product(x), x, 1e-13)
    expectClose(ax.transposed, ax, 1e-13)
    expectClose(xa.transposed, xa, 1e-13)
    #expect(Matrix.zero(rows: 2, columns: 3).pseudoInverse(cutoff: 0) == .zero(rows: 3, columns: 2))
    let graded = Matrix.diagonal([4, 0.5]).pseudoInverse(cutoff: 0.25)
    expectClose(graded, .diagonal([0.25, 0]), 0)
  }

  @Test func `matricizations of a tensor of order 3 and of order 0`() {
    let tensor = Tensor(shape: [2, 3, 2], elements: (0..<12).map { Double($0) })
    let first = tensor.matricization(rows: [0])
    #expect(first == Matrix(rows: 2, columns: 6, tensor.elements))
    let middle = tensor.matricization(rows: [1])
    #expect(middle == Matrix(rows: 3, columns: 4, [0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11]))
    #expect(tensor.matricization(rows: [0, 2]) == middle.transposed)
    let swapped = tensor.matricization(rows: [2, 0])
    #expect((0..<4).map { swapped[$0, 0] } == [0, 6, 1, 7])
    #expect(tensor.matricization(rows: []) == Matrix(rows: 1, columns: 12, tensor.elements))
    #expect(
      Tensor(shape: [], elements: [5]).matricization(rows: []) == Matrix(rows: 1, columns: 1, [5]))
  }
}
