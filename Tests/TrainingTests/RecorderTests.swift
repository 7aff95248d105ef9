// Which records stay, which extremes are kept, when a run ends.

import Records
import Testing
import Training

@Suite struct RecorderTests {
  /// A run whose every record is kept: what the others are compared with.
  private func full(_ change: (inout Experiment) -> Void = { _ in }) throws -> Table {
    try Sample.balanced(iterations: 3000).with(change).run().trace
  }

  private func kept(_ kept: Thinning, marks: [Double] = []) throws -> Table {
    try Sample.balanced(iterations: 3000).with {
      $0.recording.kept = kept
      $0.recording.marks = marks
    }.run().trace
  }

  @Test func everyRecordStaysUnlessToldOtherwise() throws {
    let trace = try full()
    #expect(trace[numbers: "iteration"] == (1...60).map { Double(50 * $0) })
    #expect(
      trace.columns.map(\.name) == ["replicate", "iteration", "loss", "entry[1,1]", "determinant"])
  }

  @Test func theLossIsThatBeforeTheUpdateAndTheRestIsAfterIt() throws {
    let trace = try full {
      $0.recording.columns = ["entry[1,1]", "entry[1,2]", "entry[2,1]", "entry[2,2]"]
    }
    let shifted = try full {
      $0.recording.every = 49
      $0.recording.columns = ["entry[1,2]", "entry[2,1]", "entry[2,2]"]
    }
    // The 49th update's weights make the 50th iteration's loss.
    let (a, b, c) = (
      shifted[numbers: "entry[1,2]"][0], shifted[numbers: "entry[2,1]"][0],
      shifted[numbers: "entry[2,2]"][0]
    )
    let loss = 0.5 * ((a - 1) * (a - 1) + (b - 1) * (b - 1) + c * c)
    #expect(abs(trace[numbers: "loss"][0] - loss) < 1e-15)
    #expect(trace[numbers: "entry[1,2]"][0] != a)
  }

  @Test func thinningByLossKeepsARowPerStepOfTheLoss() throws {
    let all = try full()
    let thin = try kept(.byLoss(ratio: 0.9))
    var expected: [Int] = []
    var last = Double.infinity
    let losses = all[numbers: "loss"]
    for row in losses.indices
    where losses[row] <= 0.9 * last || losses[row] * 0.9 >= last || row == losses.count - 1 {
      expected.append(row)
      last = losses[row]
    }
    #expect(expected.count < 40)
    #expect(thin[numbers: "iteration"] == expected.map { all[numbers: "iteration"][$0] })
    #expect(thin[numbers: "entry[1,1]"] == expected.map { all[numbers: "entry[1,1]"][$0] })
  }

  @Test func marksAndTheLastRecordStay() throws {
    let losses = try full()[numbers: "loss"]
    let marks = [0.5, 0.9, 0.1, 0.49999]
    let rows = try kept(.marks, marks: marks)[numbers: "loss"]
    var expected = marks.sorted(by: >).compactMap { mark in losses.first { $0 < mark } }
    expected.append(losses[losses.count - 1])
    var unique: [Double] = []
    for loss in expected where unique.last != loss { unique.append(loss) }
    #expect(rows == unique)
    #expect(try kept(.marks)[numbers: "loss"] == [losses[losses.count - 1]])
  }

  @Test func monitorsSeeEveryRecordInsideTheirWindow() throws {
    let trace = try full()
    let monitors = [
      Monitor("all", "entry[1,1]"), Monitor("low", "entry[1,1]", lossAtMost: 0.5),
      Monitor("window", "entry[1,1]", lossAtLeast: 0.1, lossAtMost: 0.5),
      Monitor("never", "entry[1,1]", lossAtMost: 1e-9), Monitor("rise", "lossRise"),
      Monitor("curve", "curveRatio[1,1]"),
    ]
    let run = try Sample.balanced(iterations: 3000).with {
      $0.recording.kept = .marks
      $0.recording.monitors = monitors
    }.run()
    let extremes = run.record.replicates[0].extremes
    let rows = zip(trace[numbers: "loss"], trace[numbers: "entry[1,1]"])
    for (name, window) in [("all", 0...2), ("low", 0...0.5), ("window", 0.1...0.5)] {
      let values = rows.filter { window.contains($0.0) }.map(\.1)
      let expected = RunRecord.Extremes(
        least: values.min() ?? 0, greatest: values.max() ?? 0, records: values.count)
      #expect(extremes[name] == expected)
    }
    #expect(extremes["never"] == nil)
    #expect(extremes["rise"]?.records == 59)
    #expect(extremes["curve"]?.records == rows.filter { $0.0 <= 0.25 }.count)
    let losses = trace[numbers: "loss"]
    let rises = zip(losses, losses.dropFirst()).map { ($1 - $0) / $0 }
    #expect(extremes["rise"]?.greatest == rises.max())
  }

  @Test func aRunConvergesAfterItsPatience() throws {
    let losses = try full()[numbers: "loss"]
    let first = try #require(losses.firstIndex { $0 < 0.2 })
    let run = try Sample.balanced(iterations: 3000).with {
      $0.stopping = StoppingRule(iterations: 3000, tolerance: 0.2, patience: 4)
    }.run()
    let replicate = run.record.replicates[0]
    #expect(replicate.outcome == .converged)
    #expect(replicate.iterations == 50 * (first + 4))
    #expect(replicate.final["loss"] == losses[first + 3])
    #expect(replicate.final["iteration"] == Double(replicate.iterations))
  }

  @Test func theCapCountsUpdatesEvenBetweenRecords() throws {
    let run = try Sample.balanced(iterations: 130).run()
    #expect(run.record.replicates[0].outcome == .capped)
    #expect(run.record.replicates[0].iterations == 130)
    #expect(run.record.replicates[0].final["iteration"] == 100)
  }

  @Test func divergenceIsAnOutcome() throws {
    for precision in [Precision.float32, .float64] {
      let run = try Sample.balanced(learningRate: 30, productStd: 1, every: 1).with {
        $0.precision = precision
        $0.recording.columns = ["entry[1,1]", "spectralNorm", "effectiveRank"]
      }.run()
      let replicate = run.record.replicates[0]
      #expect(replicate.outcome == .diverged)
      #expect(replicate.iterations < 200)
      #expect(run.trace.rowCount > 0)
      for column in run.trace.columns {
        #expect(run.trace[numbers: column.name].allSatisfy { $0.isFinite })
      }
      #expect(run.weights[0].initial.allSatisfy { $0.isFinite })
      #expect(
        try run.record
          == Sample.balanced(learningRate: 30, productStd: 1, every: 1).with {
            $0.precision = precision
            $0.recording.columns = ["entry[1,1]", "spectralNorm", "effectiveRank"]
          }.run().record)
    }
  }

  @Test func divergenceBeforeTheFirstRecordLeavesAnEmptyTrace() throws {
    let run = try Sample.balanced(learningRate: 1e8, productStd: 1, every: 100).run()
    #expect(run.record.replicates[0].outcome == .diverged)
    #expect(run.record.replicates[0].final.isEmpty)
    #expect(run.trace.rowCount == 0)
    #expect(!run.weights[0].final.allSatisfy { $0.isFinite })
  }
}
