// The catalogue holds together: ids, runs, words.

import Analysis
import FoundationEssentials
import Papers
import Plotting
import Records
import Testing

@Suite struct CatalogueTests {
  @Test func `figure ids are unique and well formed`() {
    let ids = Catalogue().figures.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids {
      #expect(id.utf8.allSatisfy { $0 == 45 || (48...57).contains($0) || (97...122).contains($0) })
    }
  }

  @Test(arguments: Preset.allCases)
  func `runs that share a name are the same run`(preset: Preset) {
    var known: [String: Experiment] = [:]
    for planned in Catalogue().figures.flatMap({ $0.runs(preset) }) {
      let experiment = planned.spec
      #expect(known[experiment.id, default: experiment] == experiment, "\(experiment.id)")
      known[experiment.id] = experiment
    }
    #expect(known.count == Catalogue().runs(preset).count)
  }

  @Test(arguments: Preset.allCases)
  func `specs read back from their canonical text`(preset: Preset) throws {
    for planned in Catalogue().runs(preset) {
      let text = try CanonicalJSON.text(of: planned.spec)
      let read = try CanonicalJSON.read(
        Experiment.self, from: .init(text.utf8), file: planned.spec.id)
      #expect(read == planned.spec)
    }
  }

  @Test func `an unknown figure is named with those there are`() {
    #expect {
      _ = try Catalogue().figure("norms2020-fig9")
    } throws: { error in
      let failure = error as? Failure
      return failure?.description.contains("norms2020-fig9") == true
        && failure?.description.contains("norms2020-fig1") == true
    }
  }

  @Test func `every figure has words for those who cannot see it`() {
    for figure in Catalogue().figures {
      #expect(figure.alternative.count > 40, "\(figure.id)")
      #expect(figure.caption.count > 80, "\(figure.id)")
    }
  }

  @Test(arguments: Catalogue().figures.filter { $0.kind == .illustration }.map(\.id))
  func `an illustration needs no run and its labels keep apart`(id: String) throws {
    let figure = try Catalogue().figure(id)
    #expect(Preset.allCases.allSatisfy { figure.runs($0).isEmpty })
    let findings = figure.analyse(RunLibrary([]), .quick)
    #expect(try Table(csv: findings.table.csv, file: id) == findings.table)
    #expect(findings.claims.allSatisfy { $0.verdict == .reproduced })
    #expect(figure.picture(findings.table, .quick).scene().layoutProblems() == [])
  }

  @Test func `every expected cost is a positive number`() {
    #expect(Catalogue().runs(.standard).allSatisfy { $0.seconds > 0 && $0.seconds.isFinite })
  }
}
