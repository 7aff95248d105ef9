// What the runs of tensor completion came to: values over seeds, and the table of medians and
// quartiles that the figures draw.

import Analysis
import Records

struct CompletionResults {
  var library: RunLibrary
  var preset: Preset
  /// The CP rank of the ground truths.
  var rank: Int

  /// What a panel shows.
  enum Measure: String {
    case error, rank

    /// The final quantity of a factorization that it is read from.
    var key: String { self == .error ? "relativeError" : "cpRank" }
    /// That of the linear baseline.
    var linearKey: String { self == .error ? "linearError" : "linearCPRank" }
  }

  /// A curve of the figures.
  enum Method: Hashable {
    /// The target at observed entries, zero elsewhere.
    case linear
    /// CP factorization from weights of this standard deviation.
    case factorization(spread: String)

    /// The word in tables, and in legends after the published ones.
    var name: String {
      switch self {
      case .linear: "linear"
      case .factorization(let spread): "tf init \(spread)"
      }
    }
  }

  func completion(_ order: Int) -> TensorCompletion { TensorCompletion(order: order, rank: rank) }

  func runs(_ order: Int, _ spread: String) -> [CompletionRun] {
    completion(order).runs(spread, preset)
  }

  var allRuns: [CompletionRun] { TensorCompletion.orders.flatMap { completion($0).runs(preset) } }

  /// The numbers of observations at which a method was tried.
  func sizes(_ order: Int, _ method: Method) -> [Int] {
    switch method {
    case .linear: runs(order, "1e-2").map(\.observations)
    case .factorization(let spread): runs(order, spread).map(\.observations)
    }
  }

  /// The values over seeds, without the ranks that could not be estimated.
  func values(_ measure: Measure, _ order: Int, _ method: Method, _ observations: Int) -> [Double] {
    switch method {
    case .linear:
      run(order, "1e-2", observations).flatMap { $0.final(measure.linearKey) }.map { [$0] } ?? []
    case .factorization(let spread):
      run(order, spread, observations).map { final(measure.key, of: $0) } ?? []
    }
  }

  func median(
    _ measure: Measure, _ order: Int, _ method: Method, _ observations: Int
  ) -> Double? {
    let values = values(measure, order, method, observations)
    return values.isEmpty ? nil : Sample.median(values)
  }

  /// The ground truth's rank as the estimator gives it, once for each number of observations.
  func targetRanks(_ order: Int) -> [Double] {
    runs(order, "1e-2").compactMap { library[$0.id].final("targetCPRank") }
  }

  /// How many components of a factorization are not negligible: the median over seeds.
  func components(_ order: Int, _ spread: String, _ observations: Int) -> Double? {
    let counts = run(order, spread, observations).map { final("componentsAbovePercent[1]", of: $0) }
    return counts.flatMap { $0.isEmpty ? nil : Sample.median($0) }
  }

  /// How many rank estimates failed: of trained tensors, of linear ones and of ground truths.
  var failures: Int {
    let trained = allRuns.map { library[$0.id].record.replicates.count(where: isUnranked) }
    let tasks = TensorCompletion.orders.flatMap { runs($0, "1e-2") }
    let others = tasks.map { run in
      ["linearCPRank", "targetCPRank"].count { library[run.id].final($0) == nil }
    }
    return (trained + others).reduce(0, +)
  }

  /// How many trials ended at the cap on iterations, for each run with such trials.
  var capped: [(observations: Int, trials: Int)] {
    allRuns.compactMap { run in
      let trials = library[run.id].record.replicates.count { $0.outcome == .capped }
      return trials > 0 ? (run.observations, trials) : nil
    }
  }

  /// Medians and quartiles over seeds, one row a point.
  func table(orders: [Int] = TensorCompletion.orders, methods: [Method]) -> Table {
    var words = (method: [String](), measure: [String]())
    var columns = [[Double]](repeating: [], count: 6)
    for order in orders {
      for (method, measure) in methods.flatMap({ [($0, Measure.error), ($0, .rank)] }) {
        for count in sizes(order, method) {
          let values = values(measure, order, method, count)
          guard !values.isEmpty else { continue }
          words.method.append(method.name)
          words.measure.append(measure.rawValue)
          let statistics = [0.5, 0.25, 0.75].map { Sample.quantile($0, of: values) }
          let row = [Double(order), Double(count)] + statistics + [Double(values.count)]
          for (column, value) in row.enumerated() { columns[column].append(value) }
        }
      }
    }
    return Table(
      [.init("method", .words(words.method)), .init("measure", .words(words.measure))]
        + zip(["order", "observations", "median", "low", "high", "values"], columns).map {
          .init($0, .numbers($1))
        })
  }

  private func isUnranked(_ replicate: RunRecord.Replicate) -> Bool {
    replicate.final["cpRank"] == nil
  }

  private func run(_ order: Int, _ spread: String, _ observations: Int) -> Run? {
    runs(order, spread).first { $0.observations == observations }.map { library[$0.id] }
  }

  private func final(_ key: String, of run: Run) -> [Double] {
    run.record.replicates.compactMap { $0.final[key] }
  }
}
