// Where published files are looked for, and which content is taken.

import Datasets
import Foundation
import Records
import Testing

@Suite struct PublishedFileTests {
  private let directory: DataDirectory
  private static let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28] + Array(repeating: 9, count: 784)
  private static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 1, 7]
  private let files = ["train", "t10k"].flatMap {
    [("\($0)-images-idx3-ubyte", images), ("\($0)-labels-idx1-ubyte", labels)]
  }

  init() throws {
    directory = try DataDirectory()
    for (name, bytes) in files { try directory.write(bytes, to: "mnist/\(name)") }
  }

  private func read() throws -> LabelledImages {
    try ImageSet.published(name: .mnist, train: 1, test: 1).images(datasets: directory.path).train
  }

  @Test func otherContentNeedsAManifest() throws {
    let refused = try directory.failure { try read() }
    #expect(refused.subject == "mnist/train-images-idx3-ubyte")
    #expect(refused.problem.hasPrefix("has SHA-256 \(Digest(of: Self.images)) (uncompressed), "))
    let official = "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    #expect(refused.problem.contains("expected \(official);"))
    #expect(refused.hint == "make datasets DATASETS='\(directory.path)'")

    try directory.declare(files, in: "mnist")
    #expect(try read().provenance == .declared)
  }

  @Test func theManifestMustListExactlyTheContent() throws {
    let manifest = "\(directory.path)/mnist/CHECKSUMS"
    try directory.declare(Array(files.dropFirst()), in: "mnist")
    #expect(try directory.failure { try read() }.problem.hasSuffix("\(manifest) does not list it"))

    let other = Digest(of: "other")
    try Files.write("\(other) *train-images-idx3-ubyte\n", to: manifest)
    #expect(try directory.failure { try read() }.problem.hasSuffix("\(manifest) lists \(other)"))
  }

  @Test(arguments: ["", " ", "\t"])
  func aManifestOfAnotherFormIsRefusedWithTheLine(space: String) throws {
    let first = "\(Digest(of: Self.images))  train-images-idx3-ubyte\n"
    let second = "\(Digest(of: Self.labels))\(space)train-labels-idx1-ubyte\n"
    try Files.write(first + second, to: "\(directory.path)/mnist/CHECKSUMS")
    let failure = try directory.failure { try read() }
    #expect(failure.subject == "mnist/CHECKSUMS" && failure.field == "line 2")
  }

  @Test func whatIsMissingIsNamed() throws {
    directory.remove("mnist/t10k-labels-idx1-ubyte")
    try directory.declare(files, in: "mnist")
    let failure = try directory.failure { try read() }
    #expect(failure.subject == "mnist/t10k-labels-idx1-ubyte")
    #expect(failure.problem == "is not there, and neither is t10k-labels-idx1-ubyte.gz")
    #expect(failure.hint == "make datasets DATASETS='\(directory.path)'")
  }

  @Test func filesOutsideTheSetsFoldersAreNotGuessedAbout() throws {
    directory.remove("mnist/train-images-idx3-ubyte")
    try directory.write(Self.images, to: "train-images-idx3-ubyte")
    try directory.declare(files, in: "mnist")
    let failure = try directory.failure { try read() }
    #expect(failure.problem.contains("\(directory.path)/train-images-idx3-ubyte may belong to"))
  }

  @Test(arguments: [nil, ""])
  func withoutADirectoryTheCommandThatMakesOneIsSaid(datasets: String?) throws {
    let set = ImageSet.published(name: .mnist, train: 1, test: 1)
    let failure = try directory.failure { try set.images(datasets: datasets) }
    #expect(failure.subject == "DATASETS" && failure.hint.hasPrefix("make datasets"))
  }
}
