// Same spec, same bits: whatever the threads, the company, and the recording.

import Datasets
import Records
import Testing
import Training

@Suite struct DeterminismTests {
  @Test func threadsDoNotChangeABit() throws {
    for experiment in [Sample.balanced(), Sample.adaptive(.float32), Sample.adaptive(.float64)] {
      let several = experiment.with { $0.replicates = Replicates(count: 5) }
      let reference = try several.run()
      for threads in [2, 3] {
        let run = try several.run(threads: threads)
        #expect(run.record == reference.record)
        #expect(run.trace.csv == reference.trace.csv)
      }
      #expect(Set(reference.record.replicates.map(\.weights)).count == 5)
    }
  }

  @Test(arguments: [
    Sample.cp(.float32), Sample.cp(.float64), Sample.tree(.float32), Sample.tree(.float64),
    Sample.cp(.float32, Sample.gaussian), Sample.tree(.float32, Sample.rankOne),
    // Wide enough for every slice to have work.
    Sample.cp(.float32, iterations: 20).with { $0.model = .cp(components: 700) },
    Sample.tree(.float32, iterations: 20).with {
      $0.model = .hierarchical(interior: Sample.interior, widths: [150, 130, 160])
    },
  ])
  func threadsInsideAReplicateDoNotChangeABit(experiment: Experiment) throws {
    let reference = try experiment.run()
    for threads in [2, 3, 7] {
      #expect(try experiment.run(threads: threads).record == reference.record)
    }
    let several = experiment.with { $0.replicates = Replicates(count: 2) }
    #expect(try several.run(threads: 5).record == several.run().record)
  }

  @Test func aReplicateIsTheSameAloneAndInCompany() throws {
    let several = try Sample.balanced().with { $0.replicates = Replicates(count: 4) }.run()
    let alone = try Sample.balanced().with { $0.replicates = Replicates(first: 3, count: 1) }.run()
    #expect(alone.record.replicates[0] == several.record.replicates[2])
    #expect(alone.trace == several.trace.rows(where: "replicate", is: 3))
  }

  @Test func whatIsRecordedDoesNotChangeTheWeights() throws {
    let sparse = try Sample.balanced(iterations: 2000, every: 1000).run()
    let dense = try Sample.balanced(iterations: 2000, every: 7).with {
      $0.recording.columns = ["effectiveRank", "growthSpeed[1]", "balancednessDefect"]
      $0.recording.monitors = [Monitor("flow", "flowResidual")]
    }.run()
    #expect(sparse.record.replicates[0].weights == dense.record.replicates[0].weights)
    #expect(dense.record.replicates[0].iterations == 2000)
    #expect(dense.trace[numbers: "iteration"].last == 1995)
  }

  @Test func precisionAndSeedChangeTheWeights() throws {
    let experiment = Sample.adaptive(.float64)
    let other = experiment.with { $0.seed += "x" }
    let single = Sample.adaptive(.float32)
    let weights = try [experiment, other, single].map { try $0.run().record.replicates[0].weights }
    #expect(Set(weights).count == 3)
  }

  @Test func theRecordNamesItsSpecAndItsTrace() throws {
    let experiment = Sample.balanced()
    let run = try experiment.run()
    #expect(run.record.spec == Digest(of: try CanonicalJSON.text(of: experiment)))
    #expect(run.record.trace == Digest(of: run.trace.csv))
    #expect(run.record.id == "sample")
    #expect(try run.record.data == experiment.task.data(relativeTo: "").digest)
  }
}
