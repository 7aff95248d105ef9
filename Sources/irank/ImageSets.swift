// Which published image sets the user has laid at hand.

import FoundationEssentials
import Papers
import Records

extension PublishedSets {
  /// The sets in the directory that `DATASETS` names; none without it.
  ///
  /// - Throws: `Failure` where the directory holds none of them.
  static func named() throws -> PublishedSets {
    let directory = ProcessInfo.processInfo.environment["DATASETS", default: ""]
    guard !directory.isEmpty else { return [] }
    let found = PublishedSet.allCases.filter { Files.exists("\(directory)/\($0.folder)") }
    guard !found.isEmpty else {
      let names = PublishedSet.allCases.map { "\($0.folder)/" }.joined(separator: ", ")
      throw Failure(
        "DATASETS=\(directory)", "holds none of \(names)",
        hint: "make datasets DATASETS='\(directory)'")
    }
    return PublishedSets(found)
  }
}
