// Sheets of inputs: their pixels are those that networks train on, and their specs come back as written.

import Datasets
import Foundation
import Records
import Testing
import Training

@Suite struct SampleSheetTests {
  private let task = LongRangeTask.sameClass(
    source: .gratings(train: 20, test: 10, stream: "tests/gratings"), pooling: 4, height: 8,
    width: 40, distance: 10, train: 30, test: 10, stream: "tests/pairs")

  @Test func aSheetShowsTheFirstInputsOfEachLabel() throws {
    let sheet = SampleSheet(id: "samples", sheet: .longRange(task: task), perLabel: 2)
    let run = try sheet.run()
    let inputs = try task.data(datasets: nil).train
    let chosen = [Float(0), 1].flatMap { label in
      inputs.labels.indices.filter { inputs.labels[$0] == label }.prefix(2)
    }
    #expect(run.trace.rowCount == 4 * 8)
    #expect(run.record.replicates.map(\.number) == [1, 2, 3, 4])
    for (place, input) in chosen.enumerated() {
      let rows = run.trace.rows(where: "replicate", is: Double(place + 1))
      #expect(rows[numbers: "iteration"] == (0..<8).map(Double.init))
      #expect(Set(rows[numbers: "label"]) == [Double(inputs.labels[input])])
      let levels = inputs.levels(of: input)
      for column in [0, 7, 60, 119] {
        let expected = (0..<8).map { Double(levels[$0 * 120 + column]) }
        #expect(rows[numbers: "p\(column)"] == expected)
      }
    }
    #expect(run.record.images == .drawn && run.record.trace == Digest(of: run.trace.csv))
    #expect(try sheet.run(threads: 2).record == run.record)
  }

  @Test func aSheetOfImagesShowsEveryClass() throws {
    let set = ImageSet.drawn(kind: .digits, train: 60, test: 1, stream: "tests/digits")
    let run = try SampleSheet(id: "digits", sheet: .images(set: set), perLabel: 1).run()
    let images = try set.images(datasets: nil).train
    #expect(
      run.record.replicates.map { $0.final["label"] }
        == Set(images.labels).sorted().map { Double($0) })
    let seven = run.trace.rows(where: "label", is: 7)
    let first = try #require(images.labels.firstIndex(of: 7))
    let row = Array(images.pixels[(first * 28 + 14) * 28..<(first * 28 + 15) * 28])
    #expect((0..<28).map { seven[numbers: "p\($0)"][14] } == row.map { Double($0) })
  }

  @Test func aSpecComesBackAsWrittenAndNonsenseIsRefused() throws {
    let sheet = SampleSheet(id: "samples", sheet: .longRange(task: task), perLabel: 2)
    let text = try CanonicalJSON.text(of: RunSpec.samples(sheet))
    let read = try CanonicalJSON.read(RunSpec.self, from: Data(text.utf8), file: "spec.json")
    #expect(read == .samples(sheet) && read.id == "samples")
    let none = SampleSheet(id: "samples", sheet: .longRange(task: task), perLabel: 0)
    #expect(try #require(throws: Failure.self) { try none.run() }.field == "perLabel")
  }

  @Test(arguments: ["", "Samples", "two words", ".samples", "samples/one"])
  func itsNameMustBeThatOfADirectory(id: String) throws {
    let sheet = SampleSheet(id: id, sheet: .longRange(task: task), perLabel: 2)
    let failure = try #require(throws: Failure.self) { try sheet.run() }
    #expect(failure.subject == "spec" && failure.field == "id")
    #expect(failure.problem.hasSuffix("digits, '-' and '.', found '\(id)'"))
  }
}
