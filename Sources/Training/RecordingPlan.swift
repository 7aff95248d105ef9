// What to record of a problem, with names resolved.

import Records

/// A recording whose names are quantities of a model.
struct RecordingPlan<Quantity: RunQuantity>: Sendable {
  /// A quantity with the name that the spec gives it.
  struct Named {
    let name: String
    let quantity: Quantity
  }

  /// A quantity watched inside a window of the loss.
  struct Watch {
    let quantity: Quantity
    let lossAtLeast: Double
    let lossAtMost: Double
  }

  /// The columns, in order.
  let columns: [Named]
  /// The monitors, in order.
  let watches: [Watch]
  /// The monitors' names.
  let watchNames: [String]
  /// What is asked of the last record, in order.
  let atEnd: [Named]
  let kept: Thinning
  /// Levels of the loss, descending.
  let marks: [Double]
  /// What the columns and monitors need.
  let needs: RecordNeeds

  /// - Parameters:
  ///   - isQuadratic: whether the loss is; else records keep the mean of squares as well.
  ///   - resolve: the quantity of a name that stands in a field of the spec.
  /// - Throws: `Failure` naming the column or monitor that the problem does not have.
  init(
    _ recording: Recording, isQuadratic: Bool,
    resolve: (_ observable: Observable, _ field: String) throws(Failure) -> Quantity
  ) throws(Failure) {
    columns = try Self.columns(recording.columns, resolve)
    watches = try Self.watches(recording.monitors, resolve)
    atEnd = try Self.atEnd(recording.atEnd ?? [], resolve)
    watchNames = recording.monitors.map(\.name)
    kept = recording.kept
    marks = recording.marks.sorted(by: >)
    let quantities = columns.map(\.quantity) + watches.map(\.quantity)
    var needs = quantities.reduce(into: RecordNeeds()) { $0.formUnion($1.needs) }
    if !isQuadratic { needs.insert(.meanOfSquares) }
    // Whatever is asked at the end can be had from the weights.
    if !atEnd.isEmpty { needs.insert(.weights) }
    self.needs = needs
  }

  private typealias Resolve = (Observable, String) throws(Failure) -> Quantity

  private static func columns(
    _ observables: [Observable], _ resolve: Resolve
  ) throws(Failure) -> [Named] {
    var columns: [Named] = []
    for (index, column) in observables.enumerated() {
      let field = "recording.columns[\(index)]"
      let quantity = try affordable(column, field, resolve)
      guard quantity.isAlwaysDefined else {
        throw Failure(
          "spec", field: field,
          "'\(column.rawValue)' is not defined at every record; it can be monitored, not recorded")
      }
      columns.append(Named(name: column.rawValue, quantity: quantity))
    }
    return columns
  }

  private static func watches(
    _ monitors: [Monitor], _ resolve: Resolve
  ) throws(Failure) -> [Watch] {
    var watches: [Watch] = []
    for (index, monitor) in monitors.enumerated() {
      let field = "recording.monitors[\(index)].observable"
      watches.append(
        Watch(
          quantity: try affordable(monitor.observable, field, resolve),
          lossAtLeast: monitor.lossAtLeast ?? -.infinity,
          lossAtMost: monitor.lossAtMost ?? .infinity))
    }
    return watches
  }

  private static func affordable(
    _ observable: Observable, _ field: String, _ resolve: Resolve
  ) throws(Failure) -> Quantity {
    let quantity = try resolve(observable, field)
    guard !quantity.isCostly else {
      throw Failure(
        "spec", field: field,
        "'\(observable.rawValue)' is too costly for every record; ask for it in recording.atEnd")
    }
    return quantity
  }

  private static func atEnd(
    _ observables: [Observable], _ resolve: Resolve
  ) throws(Failure) -> [Named] {
    var named: [Named] = []
    for (index, observable) in observables.enumerated() {
      let field = "recording.atEnd[\(index)]"
      let quantity = try resolve(observable, field)
      guard quantity.isAlwaysDefined, !quantity.needs.contains(.start) else {
        throw Failure(
          "spec", field: field,
          "'\(observable.rawValue)' describes an update; it can be recorded, not asked at the end")
      }
      named.append(Named(name: observable.rawValue, quantity: quantity))
    }
    return named
  }
}
