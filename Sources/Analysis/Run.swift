// A finished run as the analysis sees it: its record and its trace.

public import Records

/// A finished run.
public struct Run: Sendable {
  /// The record.
  public var record: RunRecord
  /// The kept records of all replicates: columns `replicate`, `iteration`, `loss` and the observables.
  public var trace: Table

  /// A run.
  public init(record: RunRecord, trace: Table) {
    self.record = record
    self.trace = trace
  }

  /// The trace of one replicate.
  public func trace(replicate: Int) -> Table {
    trace.rows(where: "replicate", is: Double(replicate))
  }
}

/// The finished runs a figure draws from, by their ids.
public struct RunLibrary: Sendable {
  private var runs: [String: Run]

  /// A library of runs.
  public init(_ runs: [Run]) {
    self.runs = Dictionary(uniqueKeysWithValues: runs.map { ($0.record.id, $0) })
  }

  /// The run of an id.
  ///
  /// - Precondition: the figure has declared the run.
  public subscript(id: String) -> Run {
    guard let run = runs[id] else {
      preconditionFailure("the run '\(id)' is used but not declared among the figure's runs")
    }
    return run
  }
}

/// What the analysis of a figure's runs yields.
public struct Findings: Sendable {
  /// The numbers plotted; the picture is a function of them alone.
  public var table: Table
  /// The numbers that prose may quote, by key.
  public var quantities: [String: Quantity]
  /// The claims of the works, checked.
  public var claims: [Claim]

  /// Findings; see the members for their meaning.
  public init(table: Table, quantities: [String: Quantity], claims: [Claim]) {
    self.table = table
    self.quantities = quantities
    self.claims = claims
  }
}
