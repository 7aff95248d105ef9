// The columns of a run on which the growth law is checked, and its points read back from them.

import Analysis
import Records

enum GrowthColumns {
  private static let law = ["growthSize", "growthSpeed", "growthGamma"]
  private static let names = law + ["growthFlow"]

  /// What to record of singular values.
  static func matrix(_ numbers: [Int]) -> [Observable] {
    numbers.flatMap { number in law.map { Observable($0, number) } }
  }

  /// What to record of the components of these numbers, the largest first; of a hierarchical factorization
  /// of the local components at a node. The step's size comes on top.
  static func of(_ numbers: [Int], node: [Int] = []) -> [Observable] {
    numbers.flatMap { number in names.map { Observable($0, modes: node, number) } }
  }

  /// The points of one component inside a window of sizes.
  static func points(
    of number: Int, node: [Int] = [], in run: Run, window: ClosedRange<Double>
  ) -> [GrowthFit.Point] {
    let trace = run.trace(replicate: 1)
    let columns = law.map { trace[numbers: Observable($0, modes: node, number).rawValue] }
    return GrowthFit.points(
      size: columns[0], speed: columns[1], gamma: columns[2], step: trace[numbers: "stepSize"],
      window: window)
  }

  /// At the same points, the speed over what gradient flow makes it, whatever the component's balance.
  static func flowRatios(
    of number: Int, node: [Int] = [], in run: Run, window: ClosedRange<Double>
  ) -> [Double] {
    let trace = run.trace(replicate: 1)
    let columns = names.map { trace[numbers: Observable($0, modes: node, number).rawValue] }
    // Where the flow stands in for γ, a point's rate is the ratio asked for.
    return GrowthFit.points(
      size: columns[0], speed: columns[1], gamma: columns[3], step: trace[numbers: "stepSize"],
      window: window
    ).map(\.rate)
  }
}
