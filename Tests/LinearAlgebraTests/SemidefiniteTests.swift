// Products with pseudo-inverses of semidefinite matrices, and the products that such matrices come from.
import Kernels
import LinearAlgebra
import Testing

@Suite struct SemidefiniteTests {
  @Test(arguments: [(1, 1), (7, 7), (40, 40), (9, 3), (30, 17), (5, 0)])
  func `right division is the product with the pseudo-inverse`(n: Int, rank: Int) {
    let root = gaussian("semidefinite \(n) \(rank)", n, rank)
    let gram = root.product(root.transposed)
    let right = gaussian("right", 4, n)
    let expected = right.product(gram.pseudoInverse(cutoff: 1e-12))
    let result = right.timesPseudoInverse(ofSemidefinite: gram, cutoff: 1e-12)
    let scale = expected.elements.reduce(1) { max($0, abs($1)) }
    expectClose(result, expected, 1e-8 * scale)
  }

  /// Eigenvalues 1, 10⁻¹, …, 10⁻¹¹ along known directions.
  @Test func `the cut-off separates eigenvalues that are inverted from those that count as zero`() {
    let directions = gaussian("directions", 12, 12).qr().q
    var (value, values) = (1.0, [Double]())
    for _ in 0..<12 {
      values.append(value)
      value /= 10
    }
    let gram = directions.product(.diagonal(values)).product(directions.transposed)
    for (cutoff, kept) in [(1e-15, 12), (3e-7, 7), (0.5, 1)] {
      let result = directions.transposed.timesPseudoInverse(ofSemidefinite: gram, cutoff: cutoff)
      let coordinates = result.product(directions)
      for i in 0..<12 {
        #expect(abs(coordinates[i, i] * values[i] - (i < kept ? 1 : 0)) < 1e-3)
      }
    }
  }

  @Test func `Khatri-Rao and Hadamard products by hand`() {
    let a = Matrix(rows: 2, columns: 2, [1, 2, 3, 4])
    let b = Matrix(rows: 3, columns: 2, [5, 6, 7, 8, 9, 10])
    let product = Matrix(rows: 6, columns: 2, [5, 12, 7, 16, 9, 20, 15, 24, 21, 32, 27, 40])
    #expect(a.khatriRao(b) == product)
    #expect(a.hadamard(a) == Matrix(rows: 2, columns: 2, [1, 4, 9, 16]))
  }

  @Test func `the Gram matrix of a Khatri-Rao product is the Hadamard product of Gram matrices`() {
    let (a, b) = (gaussian("a", 6, 5), gaussian("b", 4, 5))
    let product = a.khatriRao(b)
    let grams = a.transposed.product(a).hadamard(b.transposed.product(b))
    expectClose(product.transposed.product(product), grams, 1e-12)
  }
}
