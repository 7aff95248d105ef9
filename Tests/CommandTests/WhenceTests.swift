// What pictures are found to be: intact, altered, without their metadata, or of somebody else.

import Foundation
import Papers
import Records
import Testing

@Suite(.enabled(if: Checkout.isMade, "make report PRESET=quick has not been run"))
struct WhenceTests {
  private let id = Sample.figure.id

  private func whence(_ file: String, in checkout: Checkout) throws -> Checkout.Ending {
    try checkout.run("build/bin/irank", "whence", file)
  }

  /// The chunks of a PNG file, each with its length, type and checksum.
  private static func chunks(of file: Data) -> [Data] {
    var chunks: [Data] = []
    var rest = file.dropFirst(8)
    while rest.count >= 12 {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) } + 12
      chunks.append(Data(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return chunks
  }

  private static func isText(_ chunk: Data) -> Bool { chunk.dropFirst(4).starts(with: "iTXt".utf8) }

  /// A PNG file with other texts in place of its own.
  private static func picture(_ file: Data, texts: [Data]) -> Data {
    let others = chunks(of: file).filter { !isText($0) }
    return file.prefix(8) + others.dropLast().reduce(Data(), +) + texts.reduce(Data(), +)
      + others[others.count - 1]
  }

  @Test(arguments: [("png", "pixels are the ones"), ("svg", "drawing is the one")])
  func anIntactPictureSaysWhatItIs(format: String, words: String) throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let ending = try whence("build/quick/figures/\(id).\(format)", in: checkout)
    #expect(ending.code == 0, "\(ending.errors)")
    let scene = Digest(of: try checkout.text("build/quick/scenes/\(id).scene"))
    let table = Digest(of: try checkout.text("build/quick/tables/\(id).csv"))
    for line in [
      "Figure: \(id)", "Preset: quick", "Scene SHA-256: \(scene)", "Table SHA-256: \(table)",
      "The \(words) it names.", "Listed in figures/MANIFEST-quick: figures/\(id).\(format)",
      "Listed in build/quick/made/\(id).json: build/quick/figures/\(id).\(format)",
    ] {
      #expect(ending.output.contains("\(line)\n"), "\(ending.output)")
    }
  }

  @Test func aPictureWithoutItsMetadataIsKnownByItsPixels() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let file = try Files.read("\(checkout.root)/build/quick/figures/\(id).png")
    try Files.write(Self.picture(file, texts: []), to: "\(checkout.root)/stripped.png")
    let ending = try whence("stripped.png", in: checkout)
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.hasPrefix("It carries no passport, but what it shows is known:\n"))
    #expect(ending.output.contains("Listed in figures/MANIFEST-quick: figures/\(id).png\n"))

    let empty = try Checkout()
    defer { empty.remove() }
    try Files.write(Self.picture(file, texts: []), to: "\(empty.root)/stripped.png")
    let unknown = try whence("stripped.png", in: empty)
    #expect(unknown.code == 1)
    #expect(unknown.errors.hasPrefix("error: stripped.png: carries no passport of this project"))
  }

  @Test func aPictureUnderAnothersPassportIsFound() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let folder = "\(checkout.root)/build/quick/figures"
    let texts = Self.chunks(of: try Files.read("\(folder)/\(Sample.other.id).png"))
      .filter(Self.isText)
    #expect(!texts.isEmpty)
    try checkout.edit("build/quick/figures/\(id).png") { $0 = Self.picture($0, texts: texts) }
    let ending = try whence("build/quick/figures/\(id).png", in: checkout)
    #expect(ending.code == 2)
    #expect(ending.output.hasPrefix("Figure: \(Sample.other.id)\n"))
    #expect(ending.output.contains("The pixels are NOT the ones it names.\n"))
    #expect(ending.output.contains("Listed in figures/MANIFEST-quick: figures/\(id).png\n"))
  }

  @Test func anAlteredDrawingIsFound() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let file = "build/quick/figures/\(id).svg"
    try checkout.flipDigit(in: file)
    let altered = try whence(file, in: checkout)
    #expect(altered.code == 2)
    #expect(altered.output.contains("The drawing is NOT the one it names.\n"))
    #expect(altered.output.contains("No manifest and no build here lists it.\n"))
    try Files.write("hello\n", to: "\(checkout.root)/hello.svg")
    let other = try whence("hello.svg", in: checkout)
    #expect(other.code == 1)
    #expect(other.errors.hasPrefix("error: hello.svg: is neither a PNG nor an SVG picture"))
  }
}
