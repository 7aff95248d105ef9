// Which code ran: a digest of a program's instructions and constants. It leaves out what changes
// without changing results: build paths, debug information, link-time identifiers.

import FoundationEssentials

/// The identity of a program's code.
public enum ExecutableDigest {
  /// The SHA-256 of the `.text` and `.rodata` sections of a 64-bit little-endian ELF program, one
  /// after the other, or of the whole file where it is anything else.
  ///
  /// - Throws: `Failure` if the program cannot be read.
  public static func ofProgram(at path: String) throws -> Digest {
    let data = try Files.read(path)
    return Digest(of: code(of: data) ?? data)
  }

  /// The digest of the program that is running.
  ///
  /// - Throws: `Failure` if the system does not show it at `/proc/self/exe`.
  public static func ofThisProgram() throws -> Digest {
    try ofProgram(at: "/proc/self/exe")
  }

  /// The sections' bytes (ELF-64 object file format, "Sections"); `nil` where there are none.
  private static func code(of data: Data) -> Data? {
    data.withUnsafeBytes { (file: UnsafeRawBufferPointer) -> Data? in
      guard file.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]), file.count >= 64 else { return nil }
      let table = Int(clamping: word(file, at: 40, UInt64.self) ?? 0)
      let size = Int(word(file, at: 58, UInt16.self) ?? 0)
      let count = Int(word(file, at: 60, UInt16.self) ?? 0)
      let names = Int(word(file, at: 62, UInt16.self) ?? 0)
      let headers = (0..<count).compactMap { index in
        Section(file, header: table &+ index &* size)
      }
      guard headers.count == count, names < count else { return nil }
      var code = Data()
      for wanted in [".text", ".rodata"] {
        guard
          let section = headers.first(where: {
            name(in: file, at: headers[names].offset &+ $0.name) == wanted
          }), let bytes = bytes(file, section.offset, section.size)
        else { return nil }
        code.append(contentsOf: bytes)
      }
      return code
    }
  }

  /// What a section header says: sh_name, sh_offset, sh_size.
  private struct Section {
    var name: Int
    var offset: Int
    var size: Int

    init?(_ file: UnsafeRawBufferPointer, header: Int) {
      guard let name = word(file, at: header, UInt32.self),
        let offset = word(file, at: header &+ 24, UInt64.self),
        let size = word(file, at: header &+ 32, UInt64.self)
      else { return nil }
      self.name = Int(name)
      self.offset = Int(clamping: offset)
      self.size = Int(clamping: size)
    }
  }

  private static func word<Word: FixedWidthInteger>(
    _ file: UnsafeRawBufferPointer, at offset: Int, _ type: Word.Type
  ) -> Word? {
    guard offset >= 0, offset <= file.count - MemoryLayout<Word>.size else { return nil }
    return Word(littleEndian: file.loadUnaligned(fromByteOffset: offset, as: Word.self))
  }

  private static func bytes(
    _ file: UnsafeRawBufferPointer, _ offset: Int, _ size: Int
  ) -> UnsafeRawBufferPointer? {
    guard offset >= 0, size >= 0, offset <= file.count, size <= file.count - offset else {
      return nil
    }
    return UnsafeRawBufferPointer(rebasing: file[offset..<offset + size])
  }

  private static func name(in file: UnsafeRawBufferPointer, at offset: Int) -> String? {
    guard offset >= 0, offset < file.count else { return nil }
    return String(decoding: file[offset...].prefix { $0 != 0 }, as: UTF8.self)
  }
}
