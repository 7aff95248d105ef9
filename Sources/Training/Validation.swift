// Whether a spec makes sense, before any work is done: every number inside its range.

import Records

extension Experiment {
  /// Checks every range that does not depend on the data.
  ///
  /// - Throws: `Failure` naming the field and what was expected there.
  func validate() throws(Failure) {
    try RunName.validate(id: id, seed: seed, replicates: replicates)
    try model.validate()
    try initialization.validate()
    try loss.validate()
    try optimizer.validate()
    try stopping.validate()
    try recording.validate(iterations: stopping.iterations)
  }
}

/// What runs of every kind are called, and which replicates they have.
enum RunName {
  /// - Throws: `Failure` naming the field and what was expected there.
  static func validate(id: String, seed: String, replicates: Replicates) throws(Failure) {
    try validate(id: id)
    try expect(!seed.isEmpty, "seed", "expected a name for the random streams")
    try expect(
      replicates.first >= 1 && replicates.count >= 1
        && replicates.first <= Int.max - replicates.count,
      "replicates", "expected replicates counted from 1, and at least one")
  }

  /// - Throws: `Failure` naming the field and what was expected there.
  static func validate(id: String) throws(Failure) {
    try expect(
      !id.isEmpty && id.utf8.allSatisfy(isNameByte) && !id.hasPrefix("."), "id",
      "expected lower-case letters, digits, '-' and '.', found '\(id)'")
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}

func expect(
  _ condition: Bool, _ field: String, _ problem: @autoclosure () -> String
) throws(Failure) {
  guard condition else { throw Failure("spec", field: field, problem()) }
}

func expectPositive(_ value: Double, _ field: String) throws(Failure) {
  try expect(value > 0 && value.isFinite, field, "is \(value), expected a positive number")
}

func expectNotNegative(_ value: Double, _ field: String) throws(Failure) {
  try expect(
    value >= 0 && value.isFinite, field, "is \(value), expected a number that is not negative")
}

/// The share of itself that a running mean, or a velocity, keeps at a step.
func expectDecay(_ value: Double, _ field: String) throws(Failure) {
  try expect(value >= 0 && value < 1, field, "is \(value), expected 0 or more, below 1")
}

func expectCount(_ value: Int, _ field: String) throws(Failure) {
  try expect(
    (1...1_000_000_000).contains(value), field, "is \(value), expected 1 to 1000000000")
}

/// When a loss counts as fitted.
func expectFit(tolerance: Double, patience: Int) throws(Failure) {
  try expectNotNegative(tolerance, "stopping.tolerance")
  try expect(patience >= 1, "stopping.patience", "is \(patience), expected 1 or more")
}

extension Model {
  fileprivate func validate() throws(Failure) {
    switch self {
    case .matrixFactorization(let depth):
      try expect(
        (2...1000).contains(depth), "model.matrixFactorization.depth",
        "is \(depth), expected 2 to 1000 factors")
    case .cp(let components):
      try expect(
        (1...1_000_000).contains(components), "model.cp.components",
        "is \(components), expected 1 to 1000000 components")
    // Trees are checked against the target's shape, where that is known.
    case .hierarchical: break
    }
  }
}

extension Loss {
  fileprivate func validate() throws(Failure) {
    if case .huber(let threshold) = self {
      try expectPositive(threshold, "loss.huber.threshold")
    }
  }
}

extension Initialization {
  fileprivate func validate() throws(Failure) {
    let field = "initialization.scheme"
    switch scheme {
    case .gaussian(let std): try expectPositive(std, "\(field).gaussian.std")
    case .layerwise(let std): try expectPositive(std, "\(field).layerwise.productStd")
    case .balanced(let std): try expectPositive(std, "\(field).balanced.productStd")
    case .identity(let scale):
      try expectPositive(scale, "\(field).identity.scale")
      try expect(
        determinant != .negative, "initialization.determinant",
        "a positive multiple of the identity has a positive determinant")
    case .values(let values):
      try expect(
        determinant == nil, "initialization.determinant", "is that of the values written out")
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw Failure("spec", field: "\(field).values.values[\(index)]", "is not finite")
      }
    }
  }
}

extension Optimizer {
  fileprivate func validate() throws(Failure) {
    switch self {
    case .gradientDescent(let rate):
      try expectPositive(rate, "optimizer.gradientDescent.learningRate")
    case .groupRMSprop(let rate, let decay, let epsilon):
      let field = "optimizer.groupRMSprop"
      try expectPositive(rate, "\(field).learningRate")
      try expectDecay(decay, "\(field).decay")
      try expectPositive(epsilon, "\(field).epsilon")
    }
  }
}

extension StoppingRule {
  fileprivate func validate() throws(Failure) {
    try expect(
      iterations >= 1, "stopping.iterations", "is \(iterations), expected 1 or more")
    try expectFit(tolerance: tolerance, patience: patience)
  }
}

extension Recording {
  fileprivate func validate(iterations: Int) throws(Failure) {
    try expect(
      (1...iterations).contains(every), "recording.every",
      "is \(every), expected 1 to stopping.iterations (\(iterations)), so that there is a record")
    for (index, mark) in marks.enumerated() {
      try expectPositive(mark, "recording.marks[\(index)]")
    }
    if case .byLoss(let ratio) = kept {
      try expect(
        ratio > 0 && ratio < 1, "recording.kept.byLoss.ratio",
        "is \(ratio), expected a number between 0 and 1")
    }
    if let fingerprintEvery {
      try expect(
        fingerprintEvery >= 1 && fingerprintEvery % every == 0, "recording.fingerprintEvery",
        "is \(fingerprintEvery), expected a multiple of recording.every (\(every))")
    }
    try validateNames()
  }

  private func validateNames() throws(Failure) {
    var names: Set<String> = ["replicate", "iteration", "loss"]
    for (index, column) in columns.enumerated() {
      try expect(
        names.insert(column.rawValue).inserted, "recording.columns[\(index)]",
        "'\(column.rawValue)' is a column already")
    }
    for (index, quantity) in (atEnd ?? []).enumerated() {
      try expect(
        names.insert(quantity.rawValue).inserted, "recording.atEnd[\(index)]",
        "'\(quantity.rawValue)' is asked for already")
    }
    var monitored: Set<String> = []
    for (index, monitor) in monitors.enumerated() {
      let field = "recording.monitors[\(index)]"
      try expect(
        monitored.insert(monitor.name).inserted, "\(field).name",
        "'\(monitor.name)' names another monitor already")
      let window = (monitor.lossAtLeast ?? 0, monitor.lossAtMost ?? .greatestFiniteMagnitude)
      try expect(
        window.0 <= window.1, "\(field).lossAtMost", "is below lossAtLeast, so no record counts")
    }
  }
}
