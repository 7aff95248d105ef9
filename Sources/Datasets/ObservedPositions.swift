// Which entries the loss sees: all but some, a random choice, or a file's list. Row-major positions in
// the target, in no particular order.

import Kernels
import Records

enum ObservedPositions {
  static func all(except entries: [[Int]], of target: TargetArray) throws(Failure) -> [Int] {
    let field = "task.observations.allExcept.entries"
    var hidden: [Int] = []
    for (row, entry) in entries.enumerated() {
      hidden.append(
        try position(of: entry, in: target.shape, Failure("spec", field: "\(field)[\(row)]", "")))
    }
    try refuseRepetitions(hidden) { Failure("spec", field: "\(field)[\($0)]", "") }
    return Set(target.elements.indices).subtracting(hidden).sorted()
  }

  static func random(
    _ count: Int, stream: String, of target: TargetArray
  ) throws(Failure) -> [Int] {
    guard (1...target.elements.count).contains(count) else {
      throw Failure(
        "spec", field: "task.observations.random.count",
        "is \(count), expected 1 to the target's \(target.elements.count) entries")
    }
    return Array(RandomStream(stream).permutation(of: target.elements.count).prefix(count))
  }

  static func listed(in file: String, shape: [Int]) throws -> [Int] {
    let array = try NumpyArray(npy: Files.read(file), file: file)
    guard case .integers(let numbers) = array.elements else {
      throw Failure(
        file, "holds floats, expected integers: one index tuple a row, counted from 0",
        hint: "numpy.save('indices.npy', indices.astype('<i8'))")
    }
    guard array.shape.count == 2, array.shape[1] == shape.count else {
      throw Failure(
        file, field: "shape", "is \(array.shape), expected observations × \(shape.count) modes")
    }
    let entries = shape.reduce(1, *)
    guard array.shape[0] <= entries else {
      throw Failure(
        file, field: "shape",
        "lists \(array.shape[0]) observations of a target with \(entries) entries")
    }
    let positions = try (0..<array.shape[0]).map { row in
      let tuple = Array(numbers[row * shape.count..<(row + 1) * shape.count])
      return try position(of: tuple, in: shape, Failure(file, field: "row \(row)", ""))
    }
    try refuseRepetitions(positions) { Failure(file, field: "row \($0)", "") }
    return positions
  }

  /// The row-major position of an index tuple; `place` says where the tuple stands.
  private static func position(
    of tuple: [Int], in shape: [Int], _ place: Failure
  ) throws(Failure) -> Int {
    guard tuple.count == shape.count, zip(tuple, shape).allSatisfy({ (0..<$1).contains($0) }) else {
      throw place.saying("is \(tuple), expected one index per mode, from 0 and below \(shape)")
    }
    return zip(tuple, shape).reduce(0) { $0 * $1.1 + $1.0 }
  }

  private static func refuseRepetitions(
    _ positions: [Int], at place: (Int) -> Failure
  ) throws(Failure) {
    var rows: [Int: Int] = [:]
    for (row, position) in positions.enumerated() {
      if let earlier = rows.updateValue(row, forKey: position) {
        throw place(row).saying("repeats the entry at \(earlier); each entry may be listed once")
      }
    }
  }
}

extension Failure {
  fileprivate func saying(_ problem: String) -> Failure { Failure(subject, field: field, problem) }
}
