// The checkpoints of a run as files beside its record, until the record is written.

import FoundationEssentials
import Records
import Training

/// One file for each replicate in a directory of their own.
struct FileCheckpoints: CheckpointStore {
  /// The directory.
  let path: String
  let program: Digest

  func checkpoint(ofReplicate number: Int) -> Data? {
    FileManager.default.contents(atPath: file(number))
  }

  /// A checkpoint that cannot be written is not needed for the record: the run goes on.
  func keep(_ checkpoint: Data, ofReplicate number: Int) {
    do {
      try Files.write(checkpoint, to: file(number))
    } catch {
      report("train: \(error); the run goes on without this checkpoint")
    }
  }

  func refuse(checkpointOfReplicate number: Int, because reason: String) {
    report("train: \(file(number)) is not used: \(reason); replicate \(number) starts over")
  }

  /// Removes them all, and what a killed process may have left beside them.
  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

  private func file(_ number: Int) -> String { "\(path)/replicate\(number)" }
}
