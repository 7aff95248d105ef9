// Arrays as .npy: round trips, NumPy's own files, and files that are refused.

import Foundation
import Records
import Testing

@Suite struct NumpyArrayTests {
  private static let samples = [
    NumpyArray(shape: [2, 3], .float64([0, -0.0, 1.5, 1e300, .leastNonzeroMagnitude, -3])),
    NumpyArray(shape: [4], .float32([1, 2.5, -7, 3e38])),
    NumpyArray(shape: [2, 1, 2], .integers([1, -2, 3, .max])),
    NumpyArray(shape: [], .float64([7])),
    NumpyArray(shape: [0, 5], .float32([])),
  ]

  @Test(arguments: samples) func anArrayReadsBackAsItself(array: NumpyArray) throws {
    let data = array.npy
    #expect(try NumpyArray(npy: data, file: "a.npy") == array)
    let headerLength = 10 + Int(data[8]) + 256 * Int(data[9])
    #expect(headerLength % 64 == 0)
    #expect(data.count == headerLength + array.elements.littleEndian.count)
  }

  @Test(.enabled(if: Scratch.hasNumPy)) func numPyReadsWhatIsWritten() throws {
    let scratch = try Scratch()
    try Files.write(Self.samples[0].npy, to: scratch.path("a.npy"))
    try Files.write(Self.samples[2].npy, to: scratch.path("b.npy"))
    let program = """
      import numpy, sys
      a, b = numpy.load(sys.argv[1]), numpy.load(sys.argv[2])
      print(a.dtype, a.shape, a.tolist(), b.dtype, b.shape, b.ravel().tolist())
      """
    let answer = try Scratch.output(
      of: "python3", "-c", program, scratch.path("a.npy"), scratch.path("b.npy"))
    #expect(
      answer == "float64 (2, 3) [[0.0, -0.0, 1.5], [1e+300, 5e-324, -3.0]] "
        + "int64 (2, 1, 2) [1, -2, 3, 9223372036854775807]\n")
  }

  @Test(.enabled(if: Scratch.hasNumPy), arguments: ["i1", "u1", "<i2", "<u2", "<i4", "<u4", "<i8"])
  func integersOfEveryWidthAreRead(type: String) throws {
    let scratch = try Scratch()
    let path = scratch.path("a.npy")
    let program =
      "import numpy, sys; numpy.save(sys.argv[1], numpy.array([[1, 2], [3, 100]], sys.argv[2]))"
    _ = try Scratch.output(of: "python3", "-c", program, path, type)
    let array = try NumpyArray(npy: Files.read(path), file: path)
    #expect(array == NumpyArray(shape: [2, 2], .integers([1, 2, 3, 100])))
  }

  @Test(.enabled(if: Scratch.hasNumPy)) func numPysFloatsAreRead() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.npy")
    let program = "import numpy, sys; numpy.save(sys.argv[1], numpy.array([0.1, -2], 'f4'))"
    _ = try Scratch.output(of: "python3", "-c", program, path)
    let array = try NumpyArray(npy: Files.read(path), file: path)
    #expect(array == NumpyArray(shape: [2], .float32([0.1, -2])))
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let good = Self.samples[0].npy
    func edited(_ find: String, _ replacement: String) -> Data {
      var data = good
      let place = data.range(of: Data(find.utf8))!
      data.replaceSubrange(place, with: Data(replacement.utf8))
      return data
    }
    let cases: [(Data, String)] = [
      (Data(), ""), (Data("\u{93}NUMPY".utf8), ""), (good.prefix(40), "header"),
      (good.dropLast(), ""), (good + [0], ""), (edited("False", "True "), "fortran_order"),
      (edited("<f8", ">f8"), "descr"), (edited("<f8", "<c8"), "descr"),
      (edited("(2, 3)", "(2,-3)"), "shape"), (edited("(2, 3)", "(2, 4)"), ""),
    ]
    for (data, field) in cases {
      let failure = try #require(throws: Failure.self) { try NumpyArray(npy: data, file: "a.npy") }
      #expect(failure.subject == "a.npy")
      #expect(failure.field == field)
    }
  }
}
