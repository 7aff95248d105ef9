// PNG and SVG: round trips, independent readers where the machine has them, damaged files.

import CairoRenderer
import Foundation
import Plotting
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Output of a program, or nil if the machine does not have it.
private func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, out: String)? {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return process.terminationStatus == 127
    ? nil : (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

private func temporary(_ name: String, _ bytes: [UInt8]) throws -> URL {
  let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + name)
  try Data(bytes).write(to: url)
  return url
}

private let passport = [PNGText("Figure", "norms2020-fig1"), PNGText("Note", "η = 10⁻³\nzwei")]

@Suite struct FileTests {
  @Test func `pixels and texts survive a round trip`() throws {
    let raster = try render(Gallery.completion.scene())
    let (back, text) = try readPNG(writePNG(raster, text: passport))
    #expect(back == raster)
    #expect(text == passport)
  }

  @Test func `transparency survives a round trip`() throws {
    let pixels = (0..<64).map { UInt8($0 * 4) }
    let raster = Raster(width: 4, height: 4, pixels: pixels)
    #expect(try readPNG(writePNG(raster)).raster == raster)
  }

  @Test func `pngcheck finds nothing to complain about`() throws {
    let file = try temporary(".png", writePNG(render(Gallery.locality.scene()), text: passport))
    defer { try? FileManager.default.removeItem(at: file) }
    guard let result = try run("pngcheck", ["-v", file.path]) else { return }
    #expect(result.status == 0, "\(result.out)")
    #expect(result.out.contains("No errors") && result.out.contains("keyword: Figure"))
  }

  @Test func `a decoder written from the standard reads the same pixels`() throws {
    let raster = try render(Gallery.samples.scene())
    let file = try temporary(".png", writePNG(raster, text: passport))
    defer { try? FileManager.default.removeItem(at: file) }
    guard let result = try run("python3", ["-c", pythonDecoder, file.path]), result.status == 0
    else { return }
    let rgb = raster.pixels.enumerated().filter { $0.offset % 4 != 3 }.map(\.element)
    #expect(result.out == "\(raster.width) \(raster.height) \(adler32(rgb))\n")
  }

  @Test func `a damaged file is an error, never pixels`() throws {
    let file = try writePNG(render(Gallery.locality.scene()), text: passport)
    var flipped = file
    flipped[file.count / 2] ^= 0x10
    #expect(throws: RenderError.self) { try readPNG(flipped) }
    #expect(throws: RenderError.self) { try readPNG(Array(file.dropLast(20))) }
    #expect(throws: RenderError.malformed(expected: "the PNG signature", offset: 0)) {
      try readPNG(Array("GIF89a".utf8))
    }
    #expect(throws: RenderError.self) { try readPNG([]) }
  }

  @Test func `SVG is well-formed, names the words and is the same every time`() throws {
    for figure in Gallery.all {
      let scene = figure.scene()
      let bare = svg(scene, title: "a < b & \"c\"", description: "what\nit shows")
      #expect(bare == svg(scene, title: "a < b & \"c\"", description: "what\nit shows"))
      let text = carrying(passport, in: bare)
      let (drawing, texts) = separated(text)
      #expect(drawing == bare)
      #expect(texts == passport)
      #expect(separated(bare).texts.isEmpty)
      let reader = SVGReader()
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = reader
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(reader.title == "a < b & \"c\"")
      #expect(reader.words.count == scene.labels.count)
      #expect(reader.danglingUses == 0)
    }
  }
}

/// Collects the title, the labels, and uses of glyphs that are not defined.
private final class SVGReader: NSObject, XMLParserDelegate {
  var title = ""
  var words: [String] = []
  var danglingUses = 0
  private var defined: Set<String> = []
  private var isTitle = false

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    isTitle = name == "title"
    if name == "path", let id = attributes["id"] { defined.insert("#" + id) }
    if let word = attributes["aria-label"] { words.append(word) }
    if name == "use", !defined.contains(attributes["href"] ?? "") { danglingUses += 1 }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    isTitle = false
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if isTitle { title += string }
  }
}

private func adler32(_ bytes: [UInt8]) -> UInt32 {
  var a: UInt32 = 1
  var b: UInt32 = 0
  for byte in bytes {
    a = (a + UInt32(byte)) % 65521
    b = (b + a) % 65521
  }
  return b << 16 | a
}

/// Reads an 8-bit RGB PNG with zlib and struct alone; prints width, height, Adler-32 of the pixels.
private let pythonDecoder = """
  import struct, sys, zlib
  d = open(sys.argv[1], 'rb').read()
  at, idat = 8, b''
  while at < len(d):
      n, kind = struct.unpack('>I4s', d[at:at + 8])
      body = d[at + 8:at + 8 + n]
      if kind == b'IHDR':
          w, h, depth, color = struct.unpack('>IIBB', body[:10])
          assert (depth, color) == (8, 2)
      if kind == b'IDAT':
          idat += body
      at += 12 + n
  raw, out, prev, row = zlib.decompress(idat), bytearray(), bytearray(3 * w), 3 * w
  for y in range(h):
      f, line = raw[y * (row + 1)], bytearray(raw[y * (row + 1) + 1:(y + 1) * (row + 1)])
      for i in range(row):
          a, b, c = (line[i - 3] if i > 2 else 0), prev[i], (prev[i - 3] if i > 2 else 0)
          p = a + b - c
          paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
          line[i] = (line[i] + [0, a, b, (a + b) // 2, paeth][f]) & 255
      out += line
      prev = line
  print(w, h, zlib.adler32(bytes(out)))
  """
