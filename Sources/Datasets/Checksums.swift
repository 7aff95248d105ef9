// Which content of published files is accepted: the official one, or one that a manifest declares.

import Records

/// SHA-256 digests of uncompressed files by name, in the form of `sha256sum`.
struct Checksums {
  private let digests: [String: Digest]

  /// Reads a manifest.
  ///
  /// - Throws: `Failure` naming the line that is not of the form.
  init(_ text: String, file: String) throws(Failure) {
    var digests: [String: Digest] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      let name = line.dropFirst(66)
      guard let digest = Digest(hexadecimal: String(line.prefix(64))), !name.isEmpty,
        ["  ", " *"].contains(line.dropFirst(64).prefix(2)), digests[String(name)] == nil
      else {
        throw Failure(
          file, field: "line \(index + 1)",
          "expected the SHA-256 of uncompressed content, two spaces and a name, each name once",
          hint: "write it with sha256sum, of the uncompressed files")
      }
      digests[String(name)] = digest
    }
    self.digests = digests
  }

  /// The official content, by file names below a directory of data sets.
  static func pinned() throws(Failure) -> Checksums {
    try Checksums(official, file: "the pinned digests")
  }

  /// The digest that a file must have; `nil` where it is not listed.
  subscript(name: String) -> Digest? { digests[name] }

  // `Scripts/datasets.sh` reads these very lines. The digests of CIFAR-10 are those by which
  // torchvision-ruby checks the members of the authors' archive, which itself has SHA-256
  // c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd.
  private static let official = """
    ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db  mnist/train-images-idx3-ubyte
    65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5  mnist/train-labels-idx1-ubyte
    0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7  mnist/t10k-images-idx3-ubyte
    ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2  mnist/t10k-labels-idx1-ubyte
    c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888  fashion-mnist/train-images-idx3-ubyte
    bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9  fashion-mnist/train-labels-idx1-ubyte
    5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b  fashion-mnist/t10k-images-idx3-ubyte
    0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34  fashion-mnist/t10k-labels-idx1-ubyte
    cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5  cifar-10-batches-bin/data_batch_1.bin
    a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed  cifar-10-batches-bin/data_batch_2.bin
    bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67  cifar-10-batches-bin/data_batch_3.bin
    014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48  cifar-10-batches-bin/data_batch_4.bin
    755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add  cifar-10-batches-bin/data_batch_5.bin
    8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b  cifar-10-batches-bin/test_batch.bin
    """
}
