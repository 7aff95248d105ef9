// A task made concrete: the target's entries and what is observed of them.

private import FoundationEssentials
public import Records

/// A target and what the loss sees of it.
public struct TaskData: Hashable, Sendable {
  /// The extent of each mode.
  public let shape: [Int]
  /// The target's entries, row-major (the last index fastest); all finite.
  public let target: [Double]
  /// The norms of the target's components, decreasing; empty unless it was drawn as a sum of them.
  public let componentNorms: [Double]
  /// The draw of the target that was accepted, counted from 1; `nil` where no condition was asked for.
  public let draw: Int?
  /// What the loss sees.
  public let measurements: Measurements

  /// Data of these entries.
  init(target: TargetArray, measurements: Measurements) {
    shape = target.shape
    self.target = target.elements
    componentNorms = target.componentNorms
    draw = target.draw
    self.measurements = measurements
  }

  /// The identity of shape, entries and measurements: the SHA-256 of, each little-endian and 8 bytes
  /// wide, the number of modes, their extents, the entries' bits, and of the measurements
  /// - entries: how many are observed and their positions;
  /// - tensors: −1, or −2 where they are outer products, and their count, followed by their
  ///   elements, or vectors mode by mode, of 4 bytes each.
  public var digest: Digest {
    var bytes = NumpyArray.Elements.integers([shape.count] + shape).littleEndian
    bytes.append(NumpyArray.Elements.float64(target).littleEndian)
    switch measurements {
    case .entries(let positions):
      bytes.append(NumpyArray.Elements.integers([positions.count] + positions).littleEndian)
    case .tensors(let elements):
      let count = elements.count / target.count
      bytes.append(NumpyArray.Elements.integers([-1, count]).littleEndian)
      bytes.append(NumpyArray.Elements.float32(elements).littleEndian)
    case .outerProducts(let vectors):
      let count = vectors[0].count / shape[0]
      bytes.append(NumpyArray.Elements.integers([-2, count]).littleEndian)
      for mode in vectors { bytes.append(NumpyArray.Elements.float32(mode).littleEndian) }
    }
    return Digest(of: bytes)
  }
}

extension TaskData {
  /// What the measurements of the target give, in Double: each inner product a chain of fused
  /// multiply-adds in ascending index, contractions with outer products from the last mode to the first.
  public var measuredValues: [Double] {
    switch measurements {
    case .entries(let positions): positions.map { target[$0] }
    case .tensors(let elements):
      stride(from: 0, to: elements.count, by: target.count).map { start in
        target.indices.reduce(0.0) { $0.addingProduct(Double(elements[start + $1]), target[$1]) }
      }
    case .outerProducts(let vectors):
      (0..<vectors[0].count / shape[0]).map { row in
        zip(shape, vectors).reversed().reduce(target) { rest, mode in
          let (extent, vectors) = mode
          return stride(from: 0, to: rest.count, by: extent).map { start in
            (0..<extent).reduce(0.0) {
              $0.addingProduct(rest[start + $1], Double(vectors[row * extent + $1]))
            }
          }
        }[0]
      }
    }
  }
}

/// The linear measurements of a target that the loss sees.
public enum Measurements: Hashable, Sendable {
  /// Row-major positions of the observed entries, ascending and without repetition. The order in
  /// which entries were drawn is forgotten: a loss must not depend on it.
  case entries([Int])
  /// Inner products with tensors of the target's shape: count × entries, row-major.
  case tensors([Float])
  /// Inner products with outer products of vectors: for each mode count × extent, row-major.
  case outerProducts([[Float]])
}

extension Task {
  /// Draws or reads the task's data.
  ///
  /// - Parameter directory: where relative paths of the spec start.
  /// - Throws: `Failure` naming the field or the file, and what was expected of it.
  public func data(relativeTo directory: String) throws -> TaskData {
    let target = try TargetArray(target, directory: directory)
    let measurements = try observations.measurements(of: target, directory: directory)
    return TaskData(target: target, measurements: measurements)
  }
}

/// A path of a spec, relative to the spec's directory unless it is absolute.
func resolved(_ path: String, in directory: String) -> String {
  path.hasPrefix("/") || directory.isEmpty ? path : "\(directory)/\(path)"
}
