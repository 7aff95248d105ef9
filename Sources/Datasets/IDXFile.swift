// The format of MNIST and Fashion-MNIST: IDX, unsigned bytes behind the extents of their axes.

import Records

/// The content of an IDX file of unsigned bytes: a number of items of one shape.
struct IDXFile {
  /// The file.
  let file: PublishedFile
  /// How many items it holds.
  let count: Int
  /// Where the first one starts.
  let start: Int

  /// Checks a file whose items have these extents, none for single bytes.
  ///
  /// - Throws: `Failure` naming the file, the place, and what was expected there.
  init(_ file: PublishedFile, itemShape: [Int]) throws(Failure) {
    let bytes = file.bytes
    let axes = 1 + itemShape.count
    let start = 4 + 4 * axes
    guard bytes.count >= start else {
      throw file.failure(at: bytes.count, "the file ends, expected a header of \(start) bytes")
    }
    let magic: [UInt8] = [0, 0, 8, UInt8(axes)]
    guard bytes.starts(with: magic) else {
      throw file.failure(
        at: 0,
        "found \(hexadecimal(bytes.prefix(4))), expected \(hexadecimal(magic)): unsigned bytes "
          + "over \(axes) \(axes == 1 ? "axis" : "axes")")
    }
    let extents = (1...axes).map { axis in
      bytes[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    for (axis, expected) in itemShape.enumerated() where extents[1 + axis] != expected {
      throw file.failure(
        at: 8 + 4 * axis, "found the extent \(extents[1 + axis]), expected \(expected)")
    }
    let end = start + itemShape.reduce(extents[0], *)
    guard bytes.count >= end else {
      throw file.failure(
        at: bytes.count,
        "the file ends, expected \(end) bytes for the \(extents[0]) items of its header")
    }
    guard bytes.count == end else {
      throw file.failure(
        at: end,
        "\(bytes.count - end) bytes follow the \(extents[0]) items of the header, expected the end")
    }
    (self.file, count, self.start) = (file, extents[0], start)
  }
}

extension LabelledImages {
  /// The first images of a pair of files such as `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`.
  ///
  /// - Parameter part: the files' first word.
  /// - Throws: `Failure` naming the file, the place and what was expected there, or the field of the spec
  ///   that asks for more images than there are.
  static func idx(
    _ part: String, of set: PublishedSet, in datasets: String?, first count: Int, field: String
  ) throws -> LabelledImages {
    let images = try IDXFile(
      PublishedFile("\(part)-images-idx3-ubyte", of: set, in: datasets), itemShape: [28, 28])
    let labels = try IDXFile(
      PublishedFile("\(part)-labels-idx1-ubyte", of: set, in: datasets), itemShape: [])
    guard labels.count == images.count else {
      throw labels.file.failure(
        at: 4,
        "found \(labels.count) labels, expected \(images.count), one for each image of "
          + images.file.path)
    }
    if let offset = labels.file.bytes[labels.start...].firstIndex(where: { $0 > 9 }) {
      throw labels.file.failure(
        at: offset, "found the label \(labels.file.bytes[offset]), expected 0 to 9")
    }
    let provenance = try [images.file.provenance(), labels.file.provenance()]
    guard count <= images.count else {
      throw Failure(
        "spec", field: field,
        "asks for \(count) images, expected at most the \(images.count) of \(images.file.path)")
    }
    return LabelledImages(
      width: 28, height: 28, channels: 1,
      pixels: Array(images.file.bytes[images.start..<images.start + 28 * 28 * count]),
      labels: Array(labels.file.bytes[labels.start..<labels.start + count]),
      provenance: .weakest(of: provenance))
  }
}
