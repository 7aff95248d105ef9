// What a finished figure or report was made from. A stamp holds digests, never times: an output is
// fresh while every digest in its stamp is still that of what lies on disk.

import FoundationEssentials
import Records

/// Inputs and outputs of something made, by name.
struct Stamp: Codable {
  /// The digest of the code of `irank`.
  var program: Digest
  /// What it was made from: record digests by run id, or file digests by path.
  var inputs: [String: Digest]
  /// The digests of the files written, by path.
  var outputs: [String: Digest]
  /// The digest of the decoded pixels, where one of the files is a picture.
  var pixels: Digest?

  /// The stamp at a path; `nil` where there is none or it cannot be read, which both mean "make it".
  init?(at path: String) {
    guard let data = try? Files.read(path),
      let stamp = try? JSONDecoder().decode(Stamp.self, from: data)
    else { return nil }
    self = stamp
  }

  init(
    program: Digest, inputs: [String: Digest], outputs: [String: Digest], pixels: Digest? = nil
  ) {
    self.program = program
    self.inputs = inputs
    self.outputs = outputs
    self.pixels = pixels
  }

  func write(to path: String) throws {
    try Files.writeIfChanged(try CanonicalJSON.text(of: self), to: path)
  }

  /// The digests of files.
  static func digests(of paths: some Sequence<String>) throws -> [String: Digest] {
    try Dictionary(uniqueKeysWithValues: paths.map { ($0, Digest(of: try Files.read($0))) })
  }
}
