// Why an output is not the accepted one: what its inputs give now tells an altered file from a
// changed program and from an edited manifest, and two texts tell where.

import CairoRenderer
import Papers
import Records

/// An output whose digest is not the manifest's.
struct Explanation {
  let artifact: Artifact
  let figure: FigureDefinition
  let workspace: Workspace
  let manifest: Manifest
  let accepted: Digest
  let found: Digest

  /// Training longer than this is left to the user, with the command to type.
  private static let replayLimit = 30.0

  /// What to say; `nil` where the difference is one that another Cairo may make.
  func lines() -> [String]? {
    do {
      return artifact.tier == .pixels ? try pixels() : try text()
    } catch {
      return mismatch
    }
  }

  private var mismatch: [String] {
    ["\(artifact.path): expected \(accepted.short), found \(found.short)"]
  }

  /// The run that the output belongs to, for specs and records.
  private var run: PlannedRun? {
    figure.runs(workspace.preset).first { artifact.name.hasPrefix("runs/\($0.spec.id)/") }
  }

  /// The command that makes the output again.
  var replay: String {
    guard artifact.tier == .record, let id = run?.spec.id else {
      return workspace.make("figures/\(figure.id).png")
    }
    return Launcher.text(
      of: Launcher.command(spec: workspace.spec(id).path, into: workspace.replay(id)))
  }

  // MARK: Texts

  private func text() throws -> [String] {
    let there = try Files.readText(artifact.path)
    guard let made = try madeAgain() else {
      return mismatch + ["to see the first difference, replay and compare the two files"]
    }
    var lines = mismatch + [blame(for: Digest(of: made))]
    if let difference = TextDifference(
      expected: made, found: there, isTable: artifact.path.hasSuffix(".csv"))
    {
      lines.append("first difference: \(difference)")
    }
    return lines
  }

  /// The output's text, made again from what comes before it; `nil` where that takes too long.
  private func madeAgain() throws -> String? {
    switch artifact.tier {
    case .spec:
      return try run.map { try CanonicalJSON.text(of: $0.spec) }
    case .record:
      guard let run, run.seconds <= Self.replayLimit else { return nil }
      let id = run.spec.id
      let spec = workspace.replay(id) + "/spec.json"
      try Files.write(try CanonicalJSON.text(of: run.spec), to: spec)
      try Launcher.train(id, spec: spec, into: workspace.replay(id))
      let file = artifact.name.split(separator: "/").last ?? ""
      return try Files.readText("\(workspace.replay(id))/\(file)")
    default:
      return try Drawing(figure, in: workspace)
        .text(of: artifact, figure: figure.id, in: workspace)
    }
  }

  private func blame(for again: Digest) -> String {
    if again == accepted { return "the file was altered: made again, it is as accepted" }
    if again == found {
      return manifest.problems.isEmpty
        ? "made again, it is as on disk: the program has changed since this manifest was accepted; "
          + "to keep the change: \(workspace.make("accept REASON=\"...\""))"
        : "made again, it is as on disk: the manifest was edited"
    }
    return "made again, it is neither the accepted one nor the one on disk (\(again.short))"
  }

  // MARK: Pixels

  /// What to say of a picture; `nil` where only the manifest's Cairo can tell.
  private func pixels() throws -> [String]? {
    let picture = try Picture(at: artifact.path)
    if let passport = picture.passport, passport.figure != figure.id {
      return ["\(artifact.path) is the picture of \(passport.figure): swapped"]
    }
    if let passport = picture.passport, passport.preset != workspace.preset.rawValue {
      return ["\(artifact.path) is a picture of preset \(passport.preset): swapped"]
    }
    let again = try Drawing(figure, in: workspace).raster()
    let digest = Digest(of: again.canonicalBytes)
    if digest == found && manifest.origin.cairo != cairoVersion { return nil }
    return mismatch + [blame(for: digest)]
      + (Self.firstPixel(again, picture.raster).map { ["first difference: \($0)"] } ?? [])
  }

  private static func firstPixel(_ expected: Raster, _ found: Raster) -> String? {
    guard expected.width == found.width && expected.height == found.height else {
      return "expected \(expected.width) x \(expected.height) pixels, "
        + "found \(found.width) x \(found.height)"
    }
    let pairs = zip(expected.pixels, found.pixels).enumerated()
    guard let first = pairs.first(where: { $1.0 != $1.1 })?.offset else { return nil }
    let (x, y) = (first / 4 % expected.width, first / 4 / expected.width)
    return "pixel column \(x), row \(y): expected RGBA \(expected[x, y]), found \(found[x, y])"
  }
}
