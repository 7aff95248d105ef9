// What is stale, decided by content alone: times are never looked at. Each answer is a list of
// reasons; an empty list means fresh.

import FoundationEssentials
import Papers
import Records

/// The state of a preset's outputs on disk; every file is digested once.
final class Survey {
  let workspace: Workspace
  private var digests: [String: Digest?] = [:]
  private var runReasons: [String: [Reason]] = [:]
  private var figureReasons: [String: [Reason]] = [:]
  private(set) lazy var trainer = Result {
    try ExecutableDigest.ofProgram(at: Workspace.trainer)
  }
  private(set) lazy var program = Result { try ExecutableDigest.ofThisProgram() }

  init(_ workspace: Workspace) { self.workspace = workspace }

  /// The digest of a file; `nil` where it is missing.
  func digest(_ path: String) -> Digest? {
    if let known = digests[path] { return known }
    let digest = FileManager.default.contents(atPath: path).map { Digest(of: $0) }
    digests[path] = .some(digest)
    return digest
  }

  /// Why a run has to be trained again.
  func reasons(run: PlannedRun) throws -> [Reason] {
    let id = run.spec.id
    if let known = runReasons[id] { return known }
    let reasons = try freshReasons(run)
    runReasons[id] = reasons
    return reasons
  }

  private func freshReasons(_ run: PlannedRun) throws -> [Reason] {
    let id = run.spec.id
    let files = [workspace.record(id).path, workspace.trace(id).path, workspace.timing(id)]
    if digest(files[0]) == nil { return [.notFinished] }
    let missing = files.filter { digest($0) == nil }
    if !missing.isEmpty { return missing.map { .missing($0) } }
    guard let record = decoded(RunRecord.self, files[0]) else { return [.unreadable(files[0])] }
    guard let timing = decoded(Timing.self, files[2]) else { return [.unreadable(files[2])] }
    var reasons: [Reason] = []
    let spec = Digest(of: try CanonicalJSON.text(of: run.spec))
    if record.spec != spec { reasons.append(.specChanged(record.spec, spec)) }
    let trainer = try trainer.get()
    if timing.trainer != trainer { reasons.append(.trainerChanged(timing.trainer, trainer)) }
    if let found = digest(files[0]), found != timing.record {
      reasons.append(.recordAltered(timing.record, found))
    }
    if let found = digest(files[1]), found != record.trace {
      reasons.append(.traceAltered(record.trace, found))
    }
    return reasons
  }

  private func decoded<Value: Decodable>(_ type: Value.Type, _ path: String) -> Value? {
    FileManager.default.contents(atPath: path).flatMap {
      try? JSONDecoder().decode(type, from: $0)
    }
  }

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

  /// Why something with a stamp has to be made again; `outputs` that the stamp must name.
  func reasons(made name: String, inputs: [String: Digest], outputs: [String]) throws -> [Reason] {
    let path = workspace.made(name)
    guard let stamp = Stamp(at: path) else { return [.missing(path)] }
    var reasons: [Reason] = []
    let program = try program.get()
    if stamp.program != program {
      reasons.append(.drawingCodeChanged(stamp.program, program))
    }
    for name in Set(stamp.inputs.keys).union(inputs.keys).sorted()
    where stamp.inputs[name] != inputs[name] {
      reasons.append(.inputChanged(name, stamp.inputs[name], inputs[name]))
    }
    for path in Set(outputs).union(stamp.outputs.keys).sorted() {
      guard let found = digest(path) else {
        reasons.append(.missing(path))
        continue
      }
      guard let made = stamp.outputs[path] else {
        reasons.append(.missing("\(path) in \(workspace.made(name))"))
        continue
      }
      if found != made { reasons.append(.outputAltered(path, made)) }
    }
    return reasons
  }
}
