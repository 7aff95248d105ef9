// A completion task made concrete: the target's entries and which of them are observed.

private import FoundationEssentials
public import Records

/// A target and the entries of it that the loss sees.
public struct CompletionData: Hashable, Sendable {
  /// The extent of each mode.
  public let shape: [Int]
  /// The target's entries, row-major (the last index fastest); all finite.
  public let target: [Double]
  /// Row-major positions of the observed entries, ascending and without repetition. The order in
  /// which entries were drawn is forgotten: a loss must not depend on it.
  public let observed: [Int]

  /// Data of these entries.
  ///
  /// - Throws: `Failure` naming the field of the spec that does not fit the target.
  init(target: TargetArray, observed: [Int]) throws(Failure) {
    guard !observed.isEmpty else {
      throw Failure(
        "spec", field: "task.observations", "leaves no entry observed; a loss needs at least one")
    }
    shape = target.shape
    self.target = target.elements
    self.observed = observed.sorted()
  }

  /// The identity of shape, entries and observed positions: the SHA-256 of, each little-endian and
  /// 8 bytes wide, the number of modes, their extents, the entries' bits, the number of observed
  /// entries and their positions.
  public var digest: Digest {
    var bytes = NumpyArray.Elements.integers([shape.count] + shape).littleEndian
    bytes.append(NumpyArray.Elements.float64(target).littleEndian)
    bytes.append(NumpyArray.Elements.integers([observed.count] + observed).littleEndian)
    return Digest(of: bytes)
  }
}

extension Task {
  /// Draws or reads the task's data.
  ///
  /// - Parameter directory: where relative paths of the spec start.
  /// - Throws: `Failure` naming the field or the file, and what was expected of it.
  public func data(relativeTo directory: String) throws -> CompletionData {
    let target = try TargetArray(target, directory: directory)
    let observed = try observations.positions(in: target, directory: directory)
    return try CompletionData(target: target, observed: observed)
  }
}

/// A path of a spec, relative to the spec's directory unless it is absolute.
func resolved(_ path: String, in directory: String) -> String {
  path.hasPrefix("/") || directory.isEmpty ? path : "\(directory)/\(path)"
}
