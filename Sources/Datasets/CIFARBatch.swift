// The binary format of CIFAR-10: batches of 10 000 records, each a label and three planes of pixels.

import Records

extension LabelledImages {
  /// CIFAR-10: its first `batches` training batches, and the test batch; 32 × 32 pixels of red, green and blue.
  ///
  /// - Parameter datasets: the directory that holds its folder.
  /// - Throws: `Failure` naming the file, the place and what was expected there.
  public static func cifar10(batches: Int, datasets: String?) throws -> SplitImages {
    guard (1...5).contains(batches) else {
      throw Failure(
        "spec", field: "task.sameClass.source.cifar10.batches", "is \(batches), expected 1 to 5")
    }
    let train = try (1...batches).map { try CIFARBatch("data_batch_\($0).bin", in: datasets) }
    let test = try CIFARBatch("test_batch.bin", in: datasets)
    return try SplitImages(train: Self(train), test: Self([test]))
  }

  private init(_ batches: [CIFARBatch]) throws {
    let provenance = try batches.map { try $0.file.provenance() }
    self.init(
      width: 32, height: 32, channels: 3, pixels: batches.flatMap(\.pixels),
      labels: batches.flatMap(\.labels), provenance: .weakest(of: provenance))
  }
}

/// One binary batch.
private struct CIFARBatch {
  static let images = 10_000
  static let plane = 32 * 32
  static let record = 1 + 3 * plane

  /// The file.
  let file: PublishedFile

  init(_ name: String, in datasets: String?) throws {
    file = try PublishedFile(name, of: .cifar10, in: datasets)
    let end = Self.images * Self.record
    guard file.bytes.count >= end else {
      throw file.failure(
        at: file.bytes.count,
        "the file ends, expected \(end) bytes: \(Self.images) images of \(Self.record)")
    }
    guard file.bytes.count == end else {
      throw file.failure(
        at: end,
        "\(file.bytes.count - end) bytes follow the \(Self.images) images, expected the end")
    }
    let labels = stride(from: 0, to: end, by: Self.record)
    if let offset = labels.first(where: { file.bytes[$0] > 9 }) {
      throw file.failure(at: offset, "found the label \(file.bytes[offset]), expected 0 to 9")
    }
  }

  var labels: [UInt8] {
    stride(from: 0, to: file.bytes.count, by: Self.record).map { file.bytes[$0] }
  }

  /// Images × rows × columns × channels, from planes of channels.
  var pixels: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.images * 3 * Self.plane) { pixels, count in
      for image in 0..<Self.images {
        let (source, target) = (image * Self.record + 1, image * 3 * Self.plane)
        for pixel in 0..<Self.plane {
          for channel in 0..<3 {
            pixels[target + 3 * pixel + channel] = file.bytes[source + channel * Self.plane + pixel]
          }
        }
      }
      count = Self.images * 3 * Self.plane
    }
  }
}
