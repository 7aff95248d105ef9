// Readings off a run: marks, finals, extremes, order statistics, spreads and rises.

import Analysis
import Records
import Testing

private func makeRun() -> Run {
  let trace = Table([
    .init("replicate", .numbers([1, 1, 1, 2, 2])),
    .init("iteration", .numbers([50, 100, 150, 50, 100])),
    .init("loss", .numbers([0.5, 0.1, 0.01, 0.4, 0.2])),
    .init("entry[1,1]", .numbers([1, 2, -3, 4, 5])),
  ])
  let weights = Digest(of: "weights")
  let replicates = [1, 2].map { number in
    RunRecord.Replicate(
      number: number, outcome: .capped, iterations: 150, draw: 1,
      final: ["entry[1,1]": number == 1 ? -3 : 5],
      extremes: number == 1 ? ["curve": .init(least: 0.9, greatest: 1.1, records: 2)] : [:],
      weights: weights)
  }
  let record = RunRecord(
    id: "a-run", spec: weights, data: weights, trace: weights, kernelBits: 1,
    replicates: replicates)
  return Run(record: record, trace: trace)
}

@Suite struct ReadingsTests {
  @Test func `a mark reads the first record strictly below its level`() {
    let run = makeRun()
    #expect(run.value(of: "entry[1,1]", whereLossFirstBelow: 0.2) == 2)
    #expect(run.value(of: "entry[1,1]", whereLossFirstBelow: 0.1) == -3)
    #expect(run.value(of: "iteration", whereLossFirstBelow: 0.3, replicate: 2) == 100)
  }

  @Test func `a level that is never reached reads as nothing`() {
    #expect(makeRun().value(of: "loss", whereLossFirstBelow: 0.2, replicate: 2) == nil)
  }

  @Test func `finals and extremes come from the replicate asked for`() {
    let run = makeRun()
    #expect(run.final("entry[1,1]", replicate: 2) == 5)
    #expect(run.extremes("curve")?.greatest == 1.1)
    #expect(run.extremes("curve", replicate: 2) == nil)
    #expect(run.replicates == [1, 2])
  }

  @Test func `quantiles interpolate between order statistics`() {
    let sample = [4.0, 1, 3, 2]
    #expect(Sample.median(sample) == 2.5)
    #expect(Sample.quantile(0.25, of: sample) == 1.75)
    #expect(Sample.quantile(0, of: sample) == 1)
    #expect(Sample.quantile(1, of: sample) == 4)
    #expect(Sample.median([7]) == 7)
  }

  @Test func `a spread is that of the whole population`() {
    let spread = Spread([1, 2, 3, 6])
    #expect(spread.mean == 3 && spread.deviation == 3.5.squareRoot())
    #expect(spread.least == 1 && spread.greatest == 6)
    #expect(Spread([7]).deviation == 0)
  }

  @Test func `a rise is read at tenths of the final value`() {
    let rise = Rise(of: [0, 0.5, 2, 6, 9.5, 10])
    #expect(rise?.tenth == 2)
    #expect(rise?.half == 3)
    #expect(rise?.nineTenths == 4)
  }

  @Test func `a curve that ends at zero has no rise`() {
    #expect(Rise(of: [0, 1, 0]) == nil)
    #expect(Rise(of: []) == nil)
  }
}
