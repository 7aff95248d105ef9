// A file of a published set where the user keeps it: found, inflated, and told from any other content.

import FoundationEssentials
import Records

/// The content of a published file.
struct PublishedFile {
  /// The directory of data sets.
  let datasets: String
  /// The set that it belongs to.
  let set: PublishedSet
  /// The file's name in the folder, without `.gz`.
  let name: String
  /// Where it was found.
  let path: String
  /// Its content, uncompressed.
  let bytes: [UInt8]
  /// The command that puts the official content into place.
  private let hint: String

  /// Reads `name` or, without it, `name.gz` from a set's folder.
  ///
  /// - Throws: `Failure` where neither is there, or the latter cannot be inflated.
  init(_ name: String, of set: PublishedSet, in datasets: String?) throws {
    guard let datasets, !datasets.isEmpty else {
      throw Failure(
        "DATASETS", "names no directory, expected one that holds \(set.folder)/\(name)",
        hint: "make datasets, then the same command with DATASETS=datasets")
    }
    let hint = "make datasets DATASETS='\(datasets)'"
    let plain = "\(datasets)/\(set.folder)/\(name)"
    guard let path = [plain, "\(plain).gz"].first(where: Files.exists) else {
      throw Self.missing(name, of: set, in: datasets, hint: hint)
    }
    let data = try Files.read(path, hint: hint)
    if path == plain {
      bytes = Array(data)
    } else {
      bytes = try inflated(data) { offset, problem in
        Failure(path, field: "byte \(offset), compressed", problem, hint: hint)
      }
    }
    (self.datasets, self.set, self.name) = (datasets, set, name)
    (self.path, self.hint) = (path, hint)
  }

  /// What is wrong at a place of the uncompressed content.
  func failure(at offset: Int, _ problem: String) -> Failure {
    let kind = path.hasSuffix(".gz") ? ", uncompressed" : ""
    return Failure(path, field: "byte \(offset)\(kind)", problem, hint: hint)
  }

  /// Whether the content is the official one or one that the folder's `CHECKSUMS` declares.
  ///
  /// - Throws: `Failure` where it is neither.
  func provenance() throws -> ImageProvenance {
    let found = Digest(of: bytes)
    let official = try Checksums.pinned()["\(set.folder)/\(name)"]
    if found == official { return .official }
    let expected = official.map { "\($0)" } ?? "none that is known"
    let manifest = "\(datasets)/\(set.folder)/CHECKSUMS"
    guard Files.exists(manifest) else {
      throw Failure(
        path,
        "has SHA-256 \(found) (uncompressed), expected \(expected); other content is taken only "
          + "where \(manifest) lists its SHA-256, and is then said to be other content",
        hint: hint)
    }
    let declared = try Checksums(try Files.readText(manifest), file: manifest)[name]
    guard declared == found else {
      let listed = declared.map { "lists \($0)" } ?? "does not list it"
      throw Failure(
        path,
        "has SHA-256 \(found) (uncompressed), expected \(expected); \(manifest) \(listed)",
        hint: hint)
    }
    return .declared
  }

  /// Says where was looked. Files beside the folders are never taken: those of MNIST and Fashion-MNIST
  /// have the same names.
  private static func missing(
    _ name: String, of set: PublishedSet, in datasets: String, hint: String
  ) -> Failure {
    let beside = [name, "\(name).gz"].first { Files.exists("\(datasets)/\($0)") }
    let move = beside.map {
      "; \(datasets)/\($0) may belong to another set: if it does not, move it into \(set.folder)/"
    }
    return Failure(
      "\(datasets)/\(set.folder)/\(name)", "is not there, and neither is \(name).gz\(move ?? "")",
      hint: hint)
  }
}
