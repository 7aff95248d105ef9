// CIFAR-10's format: batches are joined, planes interleaved, and broken files refused with the place.

import Datasets
import Foundation
import Records
import Testing

@Suite struct CIFARBatchTests {
  private let directory: DataDirectory
  private static let size = 10_000 * 3073

  init() throws { directory = try DataDirectory() }

  /// A batch whose record n has the label (n + shift) mod 10 and in its planes the bytes shift, n mod 256
  /// and the column.
  private static func batch(_ shift: Int) -> [UInt8] {
    let columns = (0..<1024).map { UInt8($0 % 32) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    for image in 0..<10_000 {
      bytes.append(UInt8((image + shift) % 10))
      bytes += repeatElement(UInt8(shift), count: 1024)
      bytes += repeatElement(UInt8(image % 256), count: 1024)
      bytes += columns
    }
    return bytes
  }

  private func lay(_ batches: [(name: String, bytes: [UInt8])]) throws {
    for (name, bytes) in batches { try directory.write(bytes, to: "cifar-10-batches-bin/\(name)") }
    try directory.declare(batches, in: "cifar-10-batches-bin")
  }

  @Test func batchesAreJoinedAndPlanesInterleaved() throws {
    try lay([
      ("data_batch_1.bin", Self.batch(1)), ("data_batch_2.bin", Self.batch(2)),
      ("test_batch.bin", Self.batch(9)),
    ])
    let images = try LabelledImages.cifar10(batches: 2, datasets: directory.path)
    let (train, test) = (images.train, images.test)
    #expect((train.count, test.count) == (20_000, 10_000))
    #expect((train.width, train.height, train.channels) == (32, 32, 3))
    #expect(train.labels[..<3] == [1, 2, 3] && train.labels[10_000..<10_003] == [2, 3, 4])
    #expect(test.labels.suffix(2) == [7, 8])
    for (image, row, column) in [(0, 0, 0), (7, 3, 31), (300, 31, 30), (19_999, 31, 31)] {
      let start = ((image * 32 + row) * 32 + column) * 3
      let expected = [
        UInt8(image < 10_000 ? 1 : 2), UInt8(image % 10_000 % 256), UInt8(column),
      ]
      #expect(Array(train.pixels[start..<start + 3]) == expected)
    }
    #expect(train.provenance == .declared && test.provenance == .declared)
    let one = try LabelledImages.cifar10(batches: 1, datasets: directory.path)
    #expect(one.train.labels == Array(train.labels[..<10_000]))
    #expect(one.train.pixels == Array(train.pixels[..<(10_000 * 3072)]))
  }

  @Test func brokenBatchesAreRefusedWithThePlace() throws {
    let whole = Self.batch(1)
    var mislabelled = whole
    mislabelled[3 * 3073] = 10
    for (bytes, byte, problem) in [
      (Array(whole.dropLast()), Self.size - 1, "the file ends, expected 30730000 bytes"),
      (whole + whole.prefix(3073), Self.size, "3073 bytes follow the 10000 images"),
      (mislabelled, 9219, "found the label 10, expected 0 to 9"),
    ] {
      try lay([("data_batch_1.bin", bytes)])
      let failure = try directory.failure {
        try LabelledImages.cifar10(batches: 1, datasets: directory.path)
      }
      #expect(failure.subject == "cifar-10-batches-bin/data_batch_1.bin")
      #expect(failure.field == "byte \(byte)")
      #expect(failure.problem.hasPrefix(problem), "\(failure)")
    }
  }

  @Test(arguments: [0, 6])
  func thereAreOneToFiveBatches(batches: Int) throws {
    let failure = try directory.failure {
      try LabelledImages.cifar10(batches: batches, datasets: directory.path)
    }
    #expect(failure.field == "task.sameClass.source.cifar10.batches")
  }
}
