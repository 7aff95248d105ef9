// Inflating gzip files, with the place at which one is broken.

private import CZlib
import FoundationEssentials
import Records

/// The content of gzip data: of all its members, one after another.
///
/// - Parameter failure: a failure from the place of the fault in the compressed data, and what it is.
func inflated(
  _ data: Data, failure: (_ offset: Int, _ problem: String) -> Failure
) throws -> [UInt8] {
  // zlib compares addresses, so that the stream must not move.
  let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  stream.initialize(to: z_stream())
  defer { stream.deallocate() }
  let size = Int32(MemoryLayout<z_stream>.size)
  guard inflateInit2_(stream, gzipWindow, ZLIB_VERSION, size) == Z_OK else {
    throw failure(0, "cannot be inflated: memory is lacking")
  }
  defer { inflateEnd(stream) }

  var content: [UInt8] = []
  var position = 0
  try expectMember(at: position, of: data, failure: failure)
  while true {
    switch advance(stream, in: data, position: &position, content: &content) {
    case Z_OK: continue
    case Z_STREAM_END:
      if position == data.count { return content }
      try expectMember(at: position, of: data, failure: failure)
      inflateReset(stream)
    case Z_BUF_ERROR: throw failure(position, "the file ends inside its compressed data")
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "not the format of gzip"
      throw failure(position, "cannot be inflated: \(reason)")
    }
  }
}

/// Windows of up to 32 kB behind a gzip header, as `inflateInit2` codes them.
private let gzipWindow: Int32 = 15 + 16

/// Appends up to a megabyte of content.
private func advance(
  _ stream: UnsafeMutablePointer<z_stream>, in data: Data, position: inout Int,
  content: inout [UInt8]
) -> Int32 {
  var status = Z_OK
  let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 20) { output, count in
    data.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
      let input = bytes.bindMemory(to: UInt8.self)[position...].prefix(1 << 30)
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: UnsafeBufferPointer(rebasing: input).baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(output.count)
      status = inflate(stream, Z_NO_FLUSH)
      position += input.count - Int(stream.pointee.avail_in)
      count = output.count - Int(stream.pointee.avail_out)
    }
  }
  content += chunk
  return status
}

/// Every member starts with two bytes of its own; behind the last one there is nothing.
private func expectMember(
  at position: Int, of data: Data, failure: (Int, String) -> Failure
) throws {
  let found = data[data.startIndex + position..<data.endIndex].prefix(2)
  guard found.elementsEqual([0x1f, 0x8b]) else {
    let orEnd = position == 0 ? "" : ", or the end of the file"
    throw failure(
      position, "found \(hexadecimal(found)), expected 1f 8b, the start of gzip data\(orEnd)")
  }
}

/// Bytes as a person reads them.
func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
  guard !bytes.isEmpty else { return "nothing" }
  return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}
