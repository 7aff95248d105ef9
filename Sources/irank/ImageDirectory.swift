// Where the user has laid published image sets, and which of them.

import FoundationEssentials
import Papers
import Records

/// The directory that `DATASETS` names.
struct ImageDirectory: Sendable {
  /// Its path as the user gave it; empty where `DATASETS` is not set.
  let path: String
  /// The sets in it.
  let sets: PublishedSets

  /// No directory: stand-ins are drawn.
  static let none = ImageDirectory(path: "", sets: [])

  /// The one in the environment, which make hands on from its command line.
  ///
  /// - Throws: `Failure` where it holds none of the sets.
  static func named() throws -> ImageDirectory {
    let path = ProcessInfo.processInfo.environment["DATASETS", default: ""]
    guard !path.isEmpty else { return .none }
    let found = PublishedSet.allCases.filter { Files.exists("\(path)/\($0.folder)") }
    guard !found.isEmpty else {
      let names = PublishedSet.allCases.map { "\($0.folder)/" }.joined(separator: ", ")
      throw Failure(
        "DATASETS=\(path)", "holds none of \(names)", hint: "make datasets DATASETS='\(path)'")
    }
    return ImageDirectory(path: path, sets: PublishedSets(found))
  }
}
