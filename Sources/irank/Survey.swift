// What is stale, decided by content alone: times are never looked at. Each answer is a list of
// reasons; an empty list means fresh.

import FoundationEssentials
import Papers
import Records

/// The state of a preset's outputs on disk; every file is digested once.
final class Survey {
  let workspace: Workspace
  private let memory: Memory?
  private let datasets = PublishedSet.directory()
  private var digests: [String: Digest?] = [:]
  private var specs: [String: Digest] = [:]
  private var runReasons: [String: [Reason]] = [:]
  private var figureReasons: [String: [Reason]] = [:]
  private(set) lazy var trainer = Result { try digest(ofProgram: Workspace.trainer) }
  private(set) lazy var program = Result { try digest(ofProgram: Self.thisProgram) }

  private static let thisProgram = "/proc/self/exe"

  /// A survey that reads every file, or, with a memory, those that were touched.
  init(_ workspace: Workspace, memory: Memory? = nil) {
    self.workspace = workspace
    self.memory = memory
  }

  /// The digest of a file; `nil` where it is missing.
  func digest(_ path: String) -> Digest? {
    if let known = digests[path] { return known }
    let digest =
      memory?.recall(path, from: [path])
      ?? FileManager.default.contents(atPath: path).map { data in
        let digest = Digest(of: data)
        memory?.remember(path, digest, from: [path])
        return digest
      }
    digests[path] = .some(digest)
    return digest
  }

  private func digest(ofProgram path: String) throws -> Digest {
    if let known = memory?.recall("code of \(path)", from: [path]) { return known }
    let digest = try ExecutableDigest.ofProgram(at: path)
    memory?.remember("code of \(path)", digest, from: [path])
    return digest
  }

  /// The digest of an output's bytes.
  ///
  /// - Throws: `Failure` if it is missing.
  func digest(of artifact: Artifact) throws -> Digest {
    guard let digest = digest(artifact.path) else {
      throw Failure(artifact.path, "does not exist", hint: workspace.make("figures"))
    }
    return digest
  }

  /// The digest of a figure's decoded pixels: the one in its stamp while that speaks of this picture.
  ///
  /// - Throws: `Failure` if there is no picture.
  func pixels(of figure: String) throws -> Digest {
    let picture = workspace.png(figure).path
    if let stamp = Stamp(at: workspace.made(figure)), let pixels = stamp.pixels,
      stamp.outputs[picture] == digest(picture)
    {
      return pixels
    }
    return try Picture(at: picture).pixels
  }

  // MARK: Runs

  /// Whether a run was found fresh and neither its files nor the programs have been touched since.
  func remembersFresh(run: PlannedRun) -> Bool {
    let record = workspace.record(run.spec.id).path
    if digests[record] == nil,
      let known = memory?.recall("run \(run.spec.id)", from: files(of: run))
    {
      digests[record] = known
      runReasons[run.spec.id] = []
    }
    return runReasons[run.spec.id]?.isEmpty == true
  }

  /// Why a run has to be trained again.
  func reasons(run: PlannedRun) throws -> [Reason] {
    let id = run.spec.id
    if let known = runReasons[id] { return known }
    if remembersFresh(run: run) { return [] }
    let reasons = try freshReasons(run)
    runReasons[id] = reasons
    if reasons.isEmpty, let record = digest(workspace.record(id).path) {
      memory?.remember("run \(id)", record, from: files(of: run))
    }
    return reasons
  }

  /// Every file that decides whether a run is fresh; this program knows what its spec should be.
  private func files(of run: PlannedRun) -> [String] {
    let id = run.spec.id
    return [
      workspace.spec(id).path, workspace.record(id).path, workspace.trace(id).path,
      workspace.timing(id), Workspace.trainer, Self.thisProgram,
    ] + (run.spec.publishedSet?.files(in: datasets) ?? [])
  }

  /// What a record says of other files.
  private struct Names: Decodable {
    var spec: Digest
    var trace: Digest
  }

  private func freshReasons(_ run: PlannedRun) throws -> [Reason] {
    let id = run.spec.id
    let (recordPath, tracePath) = (workspace.record(id).path, workspace.trace(id).path)
    let timingPath = workspace.timing(id)
    // The trainer writes the record last.
    if digest(recordPath) == nil { return [.notFinished] }
    let missing = [tracePath, timingPath].filter { digest($0) == nil }
    if !missing.isEmpty { return missing.map { .missing($0) } }
    guard let record = decoded(Names.self, recordPath) else { return [.unreadable(recordPath)] }
    guard let timing = decoded(Timing.self, timingPath) else { return [.unreadable(timingPath)] }
    var reasons: [Reason] = []
    let spec = try digest(ofSpec: run)
    if record.spec != spec { reasons.append(.specChanged(record.spec, spec)) }
    let trainer = try trainer.get()
    if timing.trainer != trainer { reasons.append(.trainerChanged(timing.trainer, trainer)) }
    // Results can be drawn where the images are not: files that are away have not changed.
    if let set = run.spec.publishedSet,
      let found = set.digest(in: datasets, digest(_:)), found != timing.images
    {
      reasons.append(.inputChanged("\(datasets)/\(set.folder)", timing.images, found))
    }
    if let found = digest(recordPath), found != timing.record {
      reasons.append(.recordAltered(timing.record, found))
    }
    if let found = digest(tracePath), found != record.trace {
      reasons.append(.traceAltered(record.trace, found))
    }
    return reasons
  }

  /// The digest of what a run's spec should be, which only this program's code decides.
  func digest(ofSpec run: PlannedRun) throws -> Digest {
    let id = run.spec.id
    if let known = specs[id] { return known }
    let name = "spec \(id)"
    let known = memory?.recall(name, from: [Self.thisProgram])
    let digest = try known ?? Digest(of: try CanonicalJSON.text(of: run.spec))
    if known == nil { memory?.remember(name, digest, from: [Self.thisProgram]) }
    specs[id] = digest
    return digest
  }

  private func decoded<Value: Decodable>(_ type: Value.Type, _ path: String) -> Value? {
    FileManager.default.contents(atPath: path).flatMap {
      try? JSONDecoder().decode(type, from: $0)
    }
  }

  // MARK: Figures and what they add up to

  /// Why a figure has to be drawn again.
  func reasons(figure: FigureDefinition) throws -> [Reason] {
    if let known = figureReasons[figure.id] { return known }
    let runs = figure.runs(workspace.preset)
    var reasons: [Reason] = []
    for run in runs where try !self.reasons(run: run).isEmpty {
      reasons.append(.runStale(run.spec.id))
    }
    reasons += try self.reasons(
      made: figure.id, inputs: inputs(of: runs), outputs: workspace.outputs(figure.id).map(\.path))
    figureReasons[figure.id] = reasons
    return reasons
  }

  /// What a figure is made from: its runs' records (each names its trace's digest).
  func inputs(of runs: [PlannedRun]) -> [String: Digest] {
    Dictionary(
      runs.compactMap { run in
        digest(workspace.record(run.spec.id).path).map { (run.spec.id, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Why the index of all figures has to be written again.
  func reasonsForIndex() throws -> [Reason] {
    try reasons(
      made: "index", inputs: inputsOfIndex(), outputs: workspace.indexes.map(\.path))
  }

  /// What the index is made from.
  func inputsOfIndex() -> [String: Digest] {
    let files = workspace.catalogue.figures.flatMap { figure in
      [
        workspace.table(figure.id), workspace.values(figure.id), workspace.claims(figure.id),
        workspace.scene(figure.id),
      ]
    }
    return digests(of: files.map(\.path) + [Release.file])
  }

  /// The digests of the files that are there.
  func digests(of paths: some Sequence<String>) -> [String: Digest] {
    Dictionary(paths.compactMap { path in digest(path).map { (path, $0) } }) { first, _ in first }
  }

  /// Why something with a stamp has to be made again; `outputs` that the stamp must name.
  func reasons(made name: String, inputs: [String: Digest], outputs: [String]) throws -> [Reason] {
    let stampPath = workspace.made(name)
    guard let stamp = Stamp(at: stampPath) else { return [.missing(stampPath)] }
    var reasons: [Reason] = []
    let program = try program.get()
    if stamp.program != program {
      reasons.append(.drawingCodeChanged(stamp.program, program))
    }
    for input in Set(stamp.inputs.keys).union(inputs.keys).sorted()
    where stamp.inputs[input] != inputs[input] {
      reasons.append(.inputChanged(input, stamp.inputs[input], inputs[input]))
    }
    for output in Set(outputs).union(stamp.outputs.keys).sorted() {
      switch (digest(output), stamp.outputs[output]) {
      case (nil, _): reasons.append(.missing(output))
      case (_, nil): reasons.append(.missing("\(output) in \(stampPath)"))
      case (let found?, let made?) where found != made:
        reasons.append(.outputAltered(output, made))
      default: break
      }
    }
    return reasons
  }
}
