// Work cut into slices: every slice once, whoever does it.
import Dispatch
import Kernels
import Synchronization
import Testing

extension Workers {
  /// A thread of the system's pool for each slice.
  static func threads(_ count: Int) -> Workers {
    Workers(count: count) { slices, body in
      withoutActuallyEscaping(body) { body in
        nonisolated(unsafe) let body = body
        DispatchQueue.concurrentPerform(iterations: slices) { body($0) }
      }
    }
  }

  /// One thread, the last slice first.
  static func backwards(_ count: Int) -> Workers {
    Workers(count: count) { slices, body in
      for slice in (0..<slices).reversed() { body(slice) }
    }
  }
}

@Suite struct WorkersTests {
  @Test func `every slice is done once`() {
    for workers in [Workers.alone, .threads(3), .backwards(3)] {
      for slices in [0, 1, 2, 10] {
        let calls = Mutex([Int](repeating: 0, count: slices))
        workers.run(slices: slices) { slice in calls.withLock { $0[slice] += 1 } }
        #expect(calls.withLock { $0 } == [Int](repeating: 1, count: slices))
      }
    }
  }

  @Test func `ranges cover the extent in order, whole units each, and differ by one unit at most`()
  {
    for (count, extent, unit) in [(1, 10, 1), (3, 100, 16), (7, 7, 1), (7, 5, 2), (2, 0, 4)] {
      let found = Mutex([(slice: Int, range: Range<Int>)]())
      Workers.threads(count).divide(extent, unit: unit) { slice, range in
        found.withLock { $0.append((slice, range)) }
      }
      let ranges = found.withLock { $0.sorted { $0.slice < $1.slice }.map(\.range) }
      #expect(ranges.flatMap { $0 } == Array(0..<extent))
      #expect(ranges.count <= count && ranges.allSatisfy { $0.lowerBound % unit == 0 })
      let units = ranges.map { ($0.count + unit - 1) / unit }
      #expect(extent == 0 || (units.max() ?? 0) - (units.min() ?? 0) <= 1)
    }
  }
}
