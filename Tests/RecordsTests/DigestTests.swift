// Digests against the system's own tool, and the digest of a program's code.

import Foundation
import Records
import Testing

@Suite struct DigestTests {
  @Test func theEmptyDigestIsTheKnownOne() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(Digest(of: "").hexadecimal == empty)
    #expect(Digest(of: "").short == "e3b0c44298fc")
  }

  @Test func digestsAgreeWithSha256sum() throws {
    let scratch = try Scratch()
    for size in [1, 63, 64, 65, 5000] {
      let bytes = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) })
      let path = scratch.path("bytes-\(size)")
      try Files.write(bytes, to: path)
      let line = try Scratch.output(of: "sha256sum", path)
      #expect(line.hasPrefix(Digest(of: bytes).hexadecimal))
    }
  }

  @Test func onlySixtyFourLowerCaseDigitsAreADigest() throws {
    let good = Digest(of: "x").hexadecimal
    #expect(Digest(hexadecimal: good)?.hexadecimal == good)
    #expect(Digest(hexadecimal: good.uppercased()) == nil)
    #expect(Digest(hexadecimal: String(good.dropLast())) == nil)
    #expect(Digest(hexadecimal: good.dropLast() + "g") == nil)
    #expect(throws: Failure.self) {
      try CanonicalJSON.read([String: Digest].self, from: Data("{\"a\": \"12\"}".utf8), file: "f")
    }
  }

  @Test func aFileThatIsNoProgramIsDigestedWhole() throws {
    let scratch = try Scratch()
    let path = scratch.path("script")
    for content in ["#!/bin/sh\n", "\u{7f}ELF", ""] {
      try Files.write(content, to: path)
      #expect(try ExecutableDigest.ofProgram(at: path) == Digest(of: content))
    }
  }

  @Test func aProgramsDigestIsThatOfItsInstructionsAndConstants() throws {
    // A minimal ELF-64: header, two sections' bytes, their names, four section headers.
    func elf(text: [UInt8], constants: [UInt8], note: UInt8) -> Data {
      let names = [UInt8]("\0.text\0.rodata\0.shstrtab\0".utf8)
      var body: [UInt8] = []
      var headers: [[UInt64]] = [[0, 0, 0]]
      for (name, bytes) in [(1, text), (7, constants), (15, names)] {
        headers.append([UInt64(name), UInt64(64 + body.count), UInt64(bytes.count)])
        body += bytes
      }
      var file = [UInt8](repeating: 0, count: 64)
      func put(_ value: UInt64, _ width: Int, at offset: Int) {
        for byte in 0..<width {
          file[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte))
        }
      }
      file.replaceSubrange(0..<6, with: [0x7f, 0x45, 0x4c, 0x46, 2, 1])
      file[9] = note
      put(UInt64(64 + body.count), 8, at: 40)
      put(64, 2, at: 58)
      put(4, 2, at: 60)
      put(3, 2, at: 62)
      file += body
      for header in headers {
        let start = file.count
        file += [UInt8](repeating: 0, count: 64)
        put(header[0], 4, at: start)
        put(header[1], 8, at: start + 24)
        put(header[2], 8, at: start + 32)
      }
      return Data(file)
    }
    let scratch = try Scratch()
    let path = scratch.path("program")
    try Files.write(elf(text: [1, 2, 3], constants: [4, 5], note: 0), to: path)
    let digest = try ExecutableDigest.ofProgram(at: path)
    #expect(digest == Digest(of: Data([1, 2, 3, 4, 5])))
    try Files.write(elf(text: [1, 2, 3], constants: [4, 5], note: 9), to: path)
    #expect(try ExecutableDigest.ofProgram(at: path) == digest)
    try Files.write(elf(text: [1, 2, 3], constants: [4, 6], note: 0), to: path)
    #expect(try ExecutableDigest.ofProgram(at: path) != digest)
    let whole = elf(text: [1, 2, 3], constants: [4, 5], note: 0)
    for length in [64, 70, whole.count - 48] {
      try Files.write(whole.prefix(length), to: path)
      #expect(try ExecutableDigest.ofProgram(at: path) == Digest(of: whole.prefix(length)))
    }
  }

  @Test func theRunningProgramHasACodeDigest() throws {
    let whole = Digest(of: try Files.read("/proc/self/exe"))
    #expect(try ExecutableDigest.ofThisProgram() != whole)
  }
}
