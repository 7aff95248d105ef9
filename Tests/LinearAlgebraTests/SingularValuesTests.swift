// Singular value decompositions: reconstruction, orthogonality, hard matrices, an outside oracle.
import Foundation
import Kernels
import LinearAlgebra
import Testing

@Suite struct SingularValuesTests {
  @Test(arguments: [(1, 1), (1, 5), (5, 1), (3, 3), (8, 20), (20, 8), (64, 64), (17, 9)])
  func `the factors are orthonormal and their product is the matrix`(rows: Int, columns: Int) {
    let a = gaussian("svd", rows, columns)
    expectDecomposition(a, a.svd())
    #expect(a.svd().values == a.singularValues())
  }

  @Test func `prescribed values come back, graded over 24 decades by columns`() {
    let q = gaussian("basis", 12, 12).qr().q
    let values = (0..<12).map { Elementary.pow(10.0, -2.0 * Double($0)) }
    let found = q.product(.diagonal(values)).singularValues()
    for (value, expected) in zip(found, values) { #expect(abs(value / expected - 1) < 1e-13) }
    let p = gaussian("other basis", 12, 12).qr().q
    let mixed = q.product(.diagonal(values)).product(p.transposed).singularValues()
    for (value, expected) in zip(mixed, values) { #expect(abs(value - expected) < 1e-15) }
  }

  @Test func `rank-deficient and zero matrices have complete orthonormal factors`() {
    let a = gaussian("left", 9, 2).product(gaussian("right", 2, 7))
    expectDecomposition(a, a.svd())
    #expect(Spectrum.numericalRank(a.singularValues(), tolerance: 1e-12) == 2)
    let zero = Matrix.zero(rows: 4, columns: 3)
    expectDecomposition(zero, zero.svd())
    #expect(zero.svd().values == [0, 0, 0])
    var single = Matrix.zero(rows: 3, columns: 3)
    single[1, 2] = -7
    expectDecomposition(single, single.svd())
    #expect(single.svd().values == [7, 0, 0])
    #expect(Matrix.zero(rows: 0, columns: 3).singularValues() == [])
  }

  @Test func `the largest entry of every left vector is positive`() {
    let u = gaussian("signs", 10, 6).svd().u
    for j in 0..<6 {
      let column = (0..<10).map { u[$0, j] }
      #expect((column.max() ?? 0) >= -(column.min() ?? 0))
    }
  }

  @Test func `values scale with the matrix near the ends of the range`() {
    let a = gaussian("scaled", 5, 5)
    let values = a.singularValues()
    for scale in [0x1p1000, 0x1p-1000] {
      let scaled = Matrix(rows: 5, columns: 5, a.elements.map { $0 * scale })
      #expect(scaled.singularValues() == values.map { $0 * scale })
    }
  }

  @Test func `two by two in closed form agrees, and keeps tiny second values`() {
    let stream = RandomStream("two by two")
    for i in 0..<1000 {
      let e = (0..<4).map { stream.normal(4 * i + $0) }
      let (first, second) = singularValues2x2(e[0], e[1], e[2], e[3])
      let values = Matrix(rows: 2, columns: 2, e).singularValues()
      #expect(abs(first - values[0]) < 1e-14 * first && abs(second - values[1]) < 1e-14 * first)
    }
    // On the works' solution set, w11 = w and W12 = W21 = 1, W22 = 0: σ₂ = 1/σ₁.
    for w in [0, 0.5, 1, 10, 1e4, 1e8] {
      let (first, second) = singularValues2x2(w, 1, 1, 0)
      let expected = (w + (w * w + 4).squareRoot()) / 2
      #expect(abs(first / expected - 1) < 4e-16 && abs(second * expected - 1) < 4e-16)
    }
    // Determinant (1 + 2⁻³⁰)(1 − 2⁻³⁰) − 1 = −2⁻⁶⁰, lost without its rounding errors.
    #expect(abs(singularValues2x2(1 + 0x1p-30, 1, 1, 1 - 0x1p-30).1 / 0x1p-61 - 1) < 1e-15)
    #expect(singularValues2x2(0, 0, 0, 0) == (0, 0))
  }

  @Test func `numpy agrees, where it is installed`() throws {
    let a = gaussian("numpy", 16, 11)
    let list = a.elements.map { "\($0)" }.joined(separator: ",")
    let program =
      "import numpy as n\nfor s in n.linalg.svd(n.array([\(list)]).reshape(16,11))[1]: print(repr(float(s)))"
    guard let output = try python(program) else { return }
    let theirs = output.split(separator: "\n").compactMap { Double($0) }
    #expect(theirs.count == 11)
    for (x, y) in zip(a.singularValues(), theirs) { #expect(abs(x - y) < 1e-14 * theirs[0]) }
  }

  private func expectDecomposition(_ a: Matrix, _ svd: SingularValueDecomposition) {
    let r = min(a.rows, a.columns)
    #expect(svd.u.rows == a.rows && svd.u.columns == r && svd.v.rows == a.columns)
    #expect(svd.v.columns == r && svd.values.count == r)
    #expect(zip(svd.values, svd.values.dropFirst()).allSatisfy { $0 >= $1 && $1 >= 0 })
    expectClose(svd.u.transposed.product(svd.u), .identity(r), 1e-13)
    expectClose(svd.v.transposed.product(svd.v), .identity(r), 1e-13)
    let product = svd.u.product(.diagonal(svd.values)).product(svd.v.transposed)
    expectClose(product, a, 1e-14 * max(1, svd.values.first ?? 0))
  }

  /// What a Python program prints, or nil where it cannot run.
  private func python(_ program: String) throws -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(data: output, encoding: .utf8) : nil
  }
}
