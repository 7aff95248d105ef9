// The catalogue holds together: ids, runs, words.

import Analysis
import FoundationEssentials
import Papers
import Plotting
import Records
import Testing

@Suite struct CatalogueTests {
  /// Every preset without and with published images at hand.
  static let editions = Preset.allCases.flatMap { preset in
    [PublishedSets.all, [], [.mnist]].map { (preset, $0) }
  }

  @Test func `figure ids are unique and well formed`() {
    let ids = Catalogue().figures.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids {
      #expect(id.utf8.allSatisfy { $0 == 45 || (48...57).contains($0) || (97...122).contains($0) })
    }
  }

  @Test(arguments: editions)
  func `runs that share a name are the same run`(preset: Preset, images: PublishedSets) {
    var known: [String: RunSpec] = [:]
    let catalogue = Catalogue(images: images, preset: preset)
    for planned in catalogue.figures.flatMap({ $0.runs(preset) }) {
      let spec = planned.spec
      #expect(known[spec.id, default: spec] == spec, "\(spec.id)")
      known[spec.id] = spec
    }
    #expect(known.count == catalogue.runs(preset).count)
  }

  @Test(arguments: editions)
  func `specs read back from their canonical text`(preset: Preset, images: PublishedSets) throws {
    for planned in Catalogue(images: images, preset: preset).runs(preset) {
      let text = try CanonicalJSON.text(of: planned.spec)
      let read = try CanonicalJSON.read(
        RunSpec.self, from: .init(text.utf8), file: planned.spec.id)
      #expect(read == planned.spec)
    }
  }

  @Test func `natural data have the published number of runs at the published size`() throws {
    let figure = try Catalogue().figure("tensor2021-fig4")
    let runs = figure.runs(.paper)
    #expect(runs.count == 15 * 10 * 3 * 2)
    let experiments = runs.compactMap { planned -> ImageExperiment? in
      guard case .images(let experiment) = planned.spec else { return nil }
      return experiment
    }
    #expect(Set(experiments.map(\.replicates.first)) == Set(1...10))
    #expect(
      Set(experiments.map(\.images)) == [
        .published(name: .mnist, train: 60_000, test: 10_000),
        .published(name: .fashionMNIST, train: 60_000, test: 10_000),
      ])
  }

  @Test func `images are drawn exactly where published ones are not at hand`() throws {
    let runs = try Catalogue(images: [.mnist]).figure("tensor2021-fig4").runs(.quick)
    for planned in runs {
      guard case .images(let experiment) = planned.spec else { continue }
      switch experiment.images {
      case .published(let name, _, _): #expect(name == .mnist)
      case .drawn(let kind, _, _, _): #expect(kind == .garments)
      }
    }
    #expect(Set(runs.map(\.spec.id)).count == 12)
    let caption = try Catalogue(images: [.mnist]).figure("tensor2021-fig4").caption
    #expect(caption.contains("images of MNIST were read"))
    #expect(caption.contains("Drawn garments stand in for Fashion-MNIST"))
  }

  @Test func `a figure of the paper preset alone is omitted elsewhere, with its reason`() {
    let published = Catalogue(preset: .paper)
    #expect(published.omitted.isEmpty)
    for preset in [Preset.standard, .quick] {
      let catalogue = Catalogue(preset: preset)
      #expect(catalogue.omitted.map(\.id) == ["hierarchical2022-locality34"])
      #expect(catalogue.omitted.allSatisfy { $0.paperOnly?.isEmpty == false })
      #expect(catalogue.figures.count + catalogue.omitted.count == published.figures.count)
    }
  }

  @Test func `long-range tasks have the published grid at the published size`() {
    func runs(_ network: String) -> [NetworkExperiment] {
      Catalogue(preset: .paper).runs(.paper).compactMap { planned in
        guard case .network(let run) = planned.spec, run.id.contains(network) else { return nil }
        return run
      }
    }
    for network in ["resnet18", "resnet34"] {
      let runs = runs(network)
      #expect(runs.count == 5 * 3 * 5 + 4 * 3 * 5)
      #expect(runs.allSatisfy { $0.replicates.count == 1 && $0.fingerprintEvery == 1 })
      #expect(Set(runs.map(\.regularization)) == [0, 0.1, 1, 3, 9])
    }
    let drawings = runs("resnet18").compactMap { run -> PathfinderGeometry? in
      guard case .pathfinder(let geometry, 10_000, 10_000, _) = run.task else { return nil }
      return geometry
    }
    let distractors = [3: (1, 30), 5: (1, 18), 7: (2, 13), 9: (3, 10)]
    #expect(Set(drawings.map(\.pathLength)) == Set(distractors.keys))
    for drawing in drawings {
      let expected = distractors[drawing.pathLength]
      #expect(drawing.distractorLength == expected?.0 && drawing.distractors == expected?.1)
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
