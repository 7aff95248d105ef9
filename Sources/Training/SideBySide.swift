// Replicates next to one another on threads, and their rows under one another.

import Dispatch
import Kernels
import Records
import Synchronization

extension Replicates {
  /// The results of all, in ascending order. Threads take the next replicate that nobody has taken;
  /// where there are more threads than replicates at once, each replicate has several.
  ///
  /// - Parameter atOnce: how many there may be at the same time, at least 1.
  func results<Value: Sendable>(
    threads: Int, atOnce: Int = .max,
    of replicate: @escaping @Sendable (_ number: Int, _ workers: Workers) throws(Failure) -> Value
  ) throws -> [Value] {
    let atOnce = min(threads, count, atOnce)
    let taken = Atomic(0)
    let finished = Mutex([Result<Value, Failure>?](repeating: nil, count: count))
    let work: @Sendable (Int) -> Void = { _ in
      let pool = ThreadPool(count: threads / atOnce)
      defer { pool.end() }
      while true {
        let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < self.count else { return }
        let result = Result { () throws(Failure) in
          try replicate(self.first + index, pool.workers)
        }
        finished.withLock { $0[index] = result }
      }
    }
    if atOnce > 1 {
      DispatchQueue.concurrentPerform(iterations: atOnce, execute: work)
    } else {
      work(0)
    }
    return try finished.withLock { try $0.compactMap { try $0?.get() } }
  }

  /// Their numbers.
  var numbers: Range<Int> { first..<first + count }
}

extension Table {
  /// A trace: the rows of each replicate, behind its number.
  init(columns names: [String], rows: [(replicate: Int, rows: [[Double]])]) {
    var columns = [[Double]](repeating: [], count: 1 + names.count)
    for (number, rows) in rows {
      for row in rows {
        columns[0].append(Double(number))
        for (index, value) in row.enumerated() { columns[index + 1].append(value) }
      }
    }
    self.init(zip(["replicate"] + names, columns).map { Table.Column($0, .numbers($1)) })
  }
}
