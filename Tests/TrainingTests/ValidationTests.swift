// Specs that make no sense are refused with the field that is wrong.

import Records
import Testing
import Training

@Suite struct ValidationTests {
  @Test func everyRangeIsChecked() throws {
    let cases: [(String, @Sendable (inout Experiment) -> Void)] = [
      ("id", { $0.id = "Big" }), ("id", { $0.id = "" }), ("id", { $0.id = "a/b" }),
      ("id", { $0.id = ".." }), ("seed", { $0.seed = "" }),
      ("replicates", { $0.replicates = Replicates(first: 0, count: 1) }),
      ("replicates", { $0.replicates = Replicates(count: 0) }),
      ("replicates", { $0.replicates = Replicates(first: .max, count: 2) }),
      ("model.matrixFactorization.depth", { $0.model = .matrixFactorization(depth: 1) }),
      (
        "initialization.scheme.balanced.productStd",
        { $0.initialization.scheme = .balanced(productStd: 0) }
      ),
      ("initialization.scheme.gaussian.std", { $0.initialization.scheme = .gaussian(std: -1) }),
      (
        "initialization.scheme.identity.scale", { $0.initialization.scheme = .identity(scale: 0) }
      ),
      (
        "initialization.determinant",
        { $0.initialization = Initialization(.identity(scale: 1), determinant: .negative) }
      ),
      (
        "initialization",
        {
          $0.task = Sample.lowRank; $0.recording.columns = []
        }
      ),
      (
        "optimizer.gradientDescent.learningRate",
        { $0.optimizer = .gradientDescent(learningRate: .infinity) }
      ),
      (
        "optimizer.groupRMSprop.decay",
        { $0.optimizer = .groupRMSprop(learningRate: 1, decay: 1, epsilon: 1) }
      ),
      (
        "optimizer.groupRMSprop.epsilon",
        { $0.optimizer = .groupRMSprop(learningRate: 1, decay: 0, epsilon: 0) }
      ),
      ("stopping.iterations", { $0.stopping.iterations = 0 }),
      ("stopping.tolerance", { $0.stopping.tolerance = -1 }),
      ("stopping.patience", { $0.stopping.patience = 0 }),
      ("recording.every", { $0.recording.every = 0 }),
      ("recording.every", { $0.recording.every = $0.stopping.iterations + 1 }),
      ("recording.marks[1]", { $0.recording.marks = [1, 0] }),
      ("recording.kept.byLoss.ratio", { $0.recording.kept = .byLoss(ratio: 1) }),
      ("recording.columns[1]", { $0.recording.columns = ["determinant", "determinant"] }),
      ("recording.columns[0]", { $0.recording.columns = ["loss"] }),
      (
        "recording.monitors[1].name",
        { $0.recording.monitors = [Monitor("a", "determinant"), Monitor("a", "entry[1,1]")] }
      ),
      (
        "recording.monitors[0].lossAtMost",
        { $0.recording.monitors = [Monitor("a", "determinant", lossAtLeast: 1, lossAtMost: 0.5)] }
      ),
      (
        "task.target",
        {
          $0.task.target = .entries(shape: [4], values: [1, 2, 3, 4])
          $0.task.observations = .allExcept(entries: [])
        }
      ),
    ]
    try expectRefusals(of: Sample.balanced(), cases)
  }

  @Test func tensorsAreCheckedToo() throws {
    let values = [Double](repeating: 1, count: 6 * (4 + 3 + 5))
    let cases: [(String, @Sendable (inout Experiment) -> Void)] = [
      ("model.cp.components", { $0.model = .cp(components: 0) }),
      ("loss.huber.threshold", { $0.loss = .huber(threshold: 0) }),
      ("loss.huber.threshold", { $0.loss = .huber(threshold: .nan) }),
      ("initialization.scheme", { $0.initialization.scheme = .balanced(productStd: 1) }),
      ("initialization.scheme", { $0.initialization.scheme = .layerwise(productStd: 1) }),
      ("initialization.scheme", { $0.initialization.scheme = .identity(scale: 1) }),
      ("initialization.determinant", { $0.initialization.determinant = .positive }),
      (
        "initialization.scheme.values.values",
        { $0.initialization.scheme = .values(values: [1, 2]) }
      ),
      (
        "initialization.scheme.values.values[3]",
        { $0.initialization.scheme = .values(values: [1, 2, 3, .infinity]) }
      ),
      (
        "initialization.determinant",
        { $0.initialization = Initialization(.values(values: values), determinant: .positive) }
      ),
      ("task.target", { $0.model = .matrixFactorization(depth: 2) }),
      (
        "task.target",
        {
          $0.task.target = .entries(shape: [3], values: [1, 2, 3])
          $0.task.observations = .allExcept(entries: [])
        }
      ),
      (
        "task.observations",
        {
          $0.task = Sample.lowRank
          $0.task.observations = Sample.rankOne
          $0.model = .matrixFactorization(depth: 2)
        }
      ),
      (
        "model.hierarchical.interior[0]",
        { $0.model = .hierarchical(interior: [[1, 4], [1, 2, 3]], widths: [1, 1]) }
      ),
      (
        "model.hierarchical.interior[0]",
        { $0.model = .hierarchical(interior: [[1, 2]], widths: [1]) }
      ),
      (
        "model.hierarchical.widths",
        { $0.model = .hierarchical(interior: [[1, 2], [1, 2, 3]], widths: [1]) }
      ),
      ("recording.fingerprintEvery", { $0.recording.fingerprintEvery = 0 }),
      ("recording.fingerprintEvery", { $0.recording.fingerprintEvery = 15 }),
      ("recording.atEnd[0]", { $0.recording.atEnd = ["componentNorm[1]"] }),
      ("recording.atEnd[1]", { $0.recording.atEnd = ["cpRank", "cpRank"] }),
      ("recording.atEnd[0]", { $0.recording.atEnd = ["nothing"] }),
      (
        "recording.monitors[0].observable",
        { $0.recording.monitors = [Monitor("rank", "cpRank")] }
      ),
    ]
    try expectRefusals(of: Sample.cp(), cases)
  }

  private func expectRefusals(
    of experiment: Experiment, _ cases: [(String, @Sendable (inout Experiment) -> Void)]
  ) throws {
    for (field, change) in cases {
      let failure = try #require(throws: Failure.self, "\(field)") {
        try experiment.with(change).run()
      }
      #expect(failure.field == field)
      #expect(failure.subject == "spec")
    }
  }
}
