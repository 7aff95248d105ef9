// Threads that share the slices of one replicate's work. They stay, and stay awake for a while, because a
// slice may last for microseconds only.

import FoundationEssentials
import Glibc
import Kernels
import Synchronization

/// A few threads that wait for work; the thread that gives it takes part.
///
/// One thread at a time may give work. New threads inherit the floating-point state of the one that
/// makes them.
final class ThreadPool: Sendable {
  private let board = Board()
  private let threads: [pthread_t]
  private let count: Int

  /// A pool whose work is cut into `count` slices, at most 64, for as many threads, the caller included;
  /// for fewer where there are not so many processors: threads that wait awake would be in each
  /// other's way.
  init(count: Int) {
    self.count = min(max(count, 1), UInt64.bitWidth)
    let board = board
    let threads = min(self.count, ProcessInfo.processInfo.activeProcessorCount)
    self.threads = (1..<max(threads, 1)).compactMap { own in
      Self.thread { Self.help(board, own) }
    }
  }

  /// What kernels are lent.
  var workers: Workers {
    count == 1 ? .alone : Workers(count: count) { self.perform(slices: $0, body: $1) }
  }

  /// Ends the threads; no work may be given any more.
  func end() {
    board.isEnding.store(true, ordering: .sequentiallyConsistent)
    board.alarm.ring()
    for thread in threads { pthread_join(thread, nil) }
  }

  private func perform(slices: Int, body: (_ slice: Int) -> Void) {
    precondition(slices <= count, "more slices than workers")
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: Body(call: body)) { pointer in
        board.post(slices: slices, body: UInt(bitPattern: pointer))
        while board.takeSlice(own: 0) {}
        var looks = 0
        while board.done.load(ordering: .acquiring) < slices {
          looks += 1
          // Whoever has the last slice may be waiting for this very core.
          if looks % 1000 == 0 { sched_yield() }
        }
      }
    }
  }

  /// How often an idle thread looks for work, some 100 µs, before it sleeps.
  private static let patience = 100_000

  private static func help(_ board: Board, _ own: Int) {
    var looks = 0
    while !board.isEnding.load(ordering: .relaxed) {
      if board.takeSlice(own: own) {
        looks = 0
      } else if looks < patience {
        looks += 1
      } else {
        looks = 0
        board.sleep()
      }
    }
  }

  /// A thread that runs `body`; `nil` where the system has no more.
  private static func thread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var thread = pthread_t()
    let task = Unmanaged.passRetained(ThreadTask(body))
    let code = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<ThreadTask>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, task.toOpaque())
    if code != 0 { task.release() }
    return code == 0 ? thread : nil
  }
}

private final class ThreadTask: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// The body of a work, so that it has an address.
private struct Body {
  let call: (_ slice: Int) -> Void
}

/// Where work is posted.
private final class Board: Sendable {
  /// A bit for each slice of the current work that nobody has taken.
  private let untaken = Atomic<UInt64>(0)
  /// The address of the current work's body, which lives until every slice is done.
  private let body = Atomic<UInt>(0)
  /// How many slices of the current work are done.
  let done = Atomic<Int>(0)
  let isEnding = Atomic<Bool>(false)
  private let sleepers = Atomic<Int>(0)
  let alarm = Alarm()

  func post(slices: Int, body address: UInt) {
    done.store(0, ordering: .relaxed)
    body.store(address, ordering: .relaxed)
    untaken.store(.max >> (UInt64.bitWidth - slices), ordering: .sequentiallyConsistent)
    // Whoever is about to sleep either sees this work or is seen here.
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { alarm.ring() }
  }

  /// Carries out a slice that nobody has taken, `own` if that is one; false where there is none.
  ///
  /// A thread that has the same slice each time finds its part of the data in its own caches.
  func takeSlice(own: Int) -> Bool {
    let rest = untaken.load(ordering: .sequentiallyConsistent)
    guard rest != 0 else { return false }
    let slice = rest >> own & 1 == 1 ? own : rest.trailingZeroBitCount
    let taken = untaken.compareExchange(
      expected: rest, desired: rest & ~(1 << slice), ordering: .sequentiallyConsistent)
    guard taken.exchanged else { return true }
    // The slice is ours, so this work is not done, and its body is the current one.
    if let body = UnsafePointer<Body>(bitPattern: body.load(ordering: .relaxed)) {
      body.pointee.call(slice)
    }
    done.wrappingAdd(1, ordering: .acquiringAndReleasing)
    return true
  }

  /// Sleeps until there is work, or a bit less.
  func sleep() {
    alarm.wait {
      sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
      return untaken.load(ordering: .sequentiallyConsistent) == 0
        && !isEnding.load(ordering: .sequentiallyConsistent)
    }
    sleepers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
  }
}

/// Wakes all who wait for it.
private final class Alarm: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Waits for the next ring, if `isQuiet` says so while nobody can ring.
  func wait(_ isQuiet: () -> Bool) {
    pthread_mutex_lock(mutex)
    if isQuiet() { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
  }

  func ring() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}
