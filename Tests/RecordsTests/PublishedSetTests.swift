// Which files belong to a published set, and which runs read one.

import Records
import Testing

@Suite struct PublishedSetTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private var digest: Digest? {
    PublishedSet.mnist.digest(in: scratch.directory) { path in
      (try? Files.read(path)).map { Digest(of: $0) }
    }
  }

  @Test func theDigestIsThatOfNamesAndContent() throws {
    #expect(digest == nil)
    try Files.write("images", to: scratch.path("mnist/b.gz"))
    try Files.write("labels", to: scratch.path("mnist/a"))
    let expected = Digest(
      of: "\(Digest(of: "labels"))  mnist/a\n\(Digest(of: "images"))  mnist/b.gz\n")
    #expect(digest == expected)
    // Neither what is still being fetched nor another set counts.
    try Files.write("im", to: scratch.path("mnist/c.gz.part"))
    try Files.write("images", to: scratch.path("fashion-mnist/a"))
    #expect(digest == expected)
    try Files.write("Images", to: scratch.path("mnist/b.gz"))
    #expect(digest != expected)
  }

  @Test func aSpecTellsWhichSetItReads() {
    func sheet(_ source: SampleSheet.Source) -> PublishedSet? {
      RunSpec.samples(SampleSheet(id: "sheet", sheet: source, perLabel: 1)).publishedSet
    }
    func pairs(_ source: ColorImages) -> SampleSheet.Source {
      .longRange(
        task: .sameClass(
          source: source, pooling: 1, height: 32, width: 64, distance: 0, train: 1, test: 1,
          stream: "pairs"))
    }
    #expect(sheet(.images(set: .published(name: .mnist, train: 1, test: 1))) == .mnist)
    #expect(
      sheet(.images(set: .published(name: .fashionMNIST, train: 1, test: 1))) == .fashionMNIST)
    #expect(sheet(.images(set: .drawn(kind: .digits, train: 1, test: 1, stream: "drawn"))) == nil)
    #expect(sheet(pairs(.cifar10(batches: 1))) == .cifar10)
    #expect(sheet(pairs(.gratings(train: 10, test: 10, stream: "gratings"))) == nil)
  }
}
