// Several hands for one piece of work: what an upper layer lends to products and elementwise loops.

/// The threads that carry out the independent slices of one piece of work, the caller among them.
///
/// This module has no threads of its own: whoever has a pool makes a value of this type from it, and
/// keeps the pool awake, since a slice may last for microseconds only. Slices write disjoint
/// outputs and sums stay whole, so no result depends on how many workers there are.
public struct Workers: Sendable {
  /// How many slices can run at once, the caller's included; at least 1.
  public let count: Int
  private let perform: @Sendable (_ slices: Int, _ body: (_ slice: Int) -> Void) -> Void

  /// Workers who `perform` slices: who call `body` once with each of 0..<slices, in any order and
  /// on any thread, and return when all calls have returned and their writes can be read here.
  ///
  /// Every thread must be in the floating-point state that ``FloatingPointState/check()`` wants.
  public init(
    count: Int, perform: @escaping @Sendable (_ slices: Int, _ body: (_ slice: Int) -> Void) -> Void
  ) {
    precondition(count >= 1, "somebody has to do the work")
    self.count = count
    self.perform = perform
  }

  /// The caller alone, slice after slice.
  public static var alone: Workers {
    Workers(count: 1) { slices, body in
      for slice in 0..<slices { body(slice) }
    }
  }

  /// Calls `body` once with each of 0..<slices, and returns when all calls have returned.
  ///
  /// Calls may run at the same time: what one writes, no other may touch.
  public func run(slices: Int, _ body: (_ slice: Int) -> Void) {
    if slices > 1 { perform(slices, body) } else if slices == 1 { body(0) }
  }

  /// Cuts 0..<extent into as many ranges as there are workers, but at most `slices`: nearly equal, in
  /// order, starting at multiples of `unit`. Calls `body` once with each that is not empty and its
  /// index.
  public func divide(
    _ extent: Int, unit: Int = 1, slices: Int = .max,
    _ body: (_ slice: Int, _ range: Range<Int>) -> Void
  ) {
    let units = (extent + unit - 1) / unit
    let slices = min(slices, count, units)
    run(slices: slices) { slice in
      let (first, next) = (slice * units / slices, (slice + 1) * units / slices)
      body(slice, first * unit..<min(next * unit, extent))
    }
  }
}
