// Compares what lies on disk with the committed manifest and with what the finished runs give now,
// figure by figure, and blames the first tier that moved.

import Analysis
import CairoRenderer
import Papers
import Records

/// A verification of one preset.
struct Verification {
  let workspace: Workspace
  let manifest: Manifest
  /// What the manifest lists: the outputs where no published images are at hand, except at the papers' size.
  private let listed: Workspace
  /// The figures that are made from the user's image files instead.
  private let unlisted: Set<String>

  /// Prepares to verify.
  ///
  /// - Throws: `Failure` if nothing has been made yet, or if there is no manifest to compare with.
  init(_ workspace: Workspace) throws {
    self.workspace = workspace
    manifest = try workspace.readManifest()
    guard Files.exists(Workspace.stamps(in: workspace.root)) else {
      throw Failure(
        workspace.root, "holds nothing to verify: the figures have not been made yet",
        hint: workspace.make("report"))
    }
    let listed = Workspace(preset: workspace.preset)
    let others = zip(workspace.catalogue.figures, listed.catalogue.figures)
      .filter { $0.runs(workspace.preset) != $1.runs(workspace.preset) }
    self.listed = listed
    unlisted = Set(others.map(\.0.id))
  }

  /// The verdict on every figure, on what they add up to, and on the manifest itself.
  func verdicts() -> [Verdict] {
    let figures = workspace.catalogue.figures.map { verdict(on: $0) }
    let isWovenAgain = figures.allSatisfy(\.isVerified)
    return figures + [verdictOnReport(isWovenAgain: isWovenAgain), verdictOnManifest()]
  }

  // MARK: A figure

  private func verdict(on figure: FigureDefinition) -> Verdict {
    let outcome =
      unlisted.contains(figure.id)
      ? recomputed(figure) ?? .unlisted
      : firstDifference(of: figure, among: workspace.artifacts(of: figure))
        ?? recomputed(figure) ?? .verified(figureRemark(figure))
    return Verdict(subject: figure.id, file: workspace.png(figure.id).path, outcome: outcome)
  }

  private func figureRemark(_ figure: FigureDefinition) -> String {
    let runs = "\(figure.runs(workspace.preset).count) runs"
    guard isOtherCairo else { return "spec, record, table, scene, pixels (\(runs))" }
    let picture = workspace.png(figure.id)
    let isAccepted = (try? workspace.digest(of: picture)) == manifest[picture.name]
    return "spec, record, table, scene (\(runs)); Cairo is \(cairoVersion) here and "
      + "\(manifest.origin.cairo) in the manifest: pixels "
      + (isAccepted ? "are within bounds of what is painted here" : "are not comparable")
  }

  /// Whether pixels may differ from the manifest's without anything being wrong.
  private var isOtherCairo: Bool { manifest.origin.cairo != cairoVersion }

  /// The first output that is not what the manifest says.
  private func firstDifference(
    of figure: FigureDefinition, among artifacts: [Artifact]
  ) -> Verdict.Outcome? {
    for artifact in artifacts {
      guard let accepted = manifest[artifact.name] else {
        return differs(
          artifact, of: figure, ["\(artifact.path) is not in \(workspace.manifest)"],
          replay: workspace.make("accept REASON=\"...\""))
      }
      do {
        let found = try workspace.digest(of: artifact)
        if found != accepted {
          let explanation = Explanation(
            artifact: artifact, figure: figure, workspace: workspace, manifest: manifest,
            accepted: accepted, found: found)
          if let lines = explanation.lines() {
            return differs(artifact, of: figure, lines, replay: explanation.replay)
          }
        }
      } catch {
        return differs(artifact, of: figure, [inOneLine(error)], replay: replay(of: figure))
      }
    }
    return nil
  }

  /// What the runs give now, where it is not what lies on disk; the claims' verdicts included.
  private func recomputed(_ figure: FigureDefinition) -> Verdict.Outcome? {
    do {
      let drawing = try Drawing(figure, in: workspace)
      return try otherText(than: drawing, of: figure) ?? otherPicture(than: drawing, of: figure)
    } catch {
      return .differs(tier: "table", what: [inOneLine(error)], replay: replay(of: figure))
    }
  }

  private func otherText(
    than drawing: Drawing, of figure: FigureDefinition
  ) throws -> Verdict.Outcome? {
    for artifact in workspace.outputs(figure.id) {
      guard let text = drawing.text(of: artifact, figure: figure.id, in: workspace) else {
        continue
      }
      let found = try Files.readText(artifact.path)
      if let difference = TextDifference(
        expected: text, found: found, isTable: artifact.path.hasSuffix(".csv"))
      {
        return differs(
          artifact, of: figure,
          ["\(artifact.path) is not what its runs give with this program", "\(difference)"],
          replay: replay(of: figure))
      }
    }
    return nil
  }

  /// Where the manifest's digest of pixels decides, nothing more is asked of the picture.
  private func otherPicture(
    than drawing: Drawing, of figure: FigureDefinition
  ) throws -> Verdict.Outcome? {
    let picture = workspace.png(figure.id)
    guard isOtherCairo || unlisted.contains(figure.id),
      try !Picture(at: picture.path).isWithinBounds(of: drawing.raster())
    else { return nil }
    return differs(
      picture, of: figure,
      ["\(picture.path) is further from what Cairo \(cairoVersion) paints than versions differ"],
      replay: replay(of: figure))
  }

  private func differs(
    _ artifact: Artifact, of figure: FigureDefinition, _ what: [String], replay: String
  ) -> Verdict.Outcome {
    .differs(tier: artifact.tier.rawValue, what: what, replay: replay)
  }

  private func replay(of figure: FigureDefinition) -> String {
    workspace.make("figures/\(figure.id).png")
  }

  // MARK: All together

  /// The report is woven again only where all that it quotes is as accepted: else the first
  /// difference lies in a figure, and the report's own files are compared with the manifest alone.
  private func verdictOnReport(isWovenAgain: Bool) -> Verdict {
    let accepted: Verdict.Outcome =
      unlisted.isEmpty
      ? firstUnaccepted(isWovenAgain: isWovenAgain) ?? .verified("index, claims and woven text")
      : .unlisted
    let outcome = (isWovenAgain ? firstUnwoven() : nil) ?? accepted
    return Verdict(subject: "report", file: workspace.report.path, outcome: outcome)
  }

  /// The first of the common files that is not what the manifest says; if they have been woven again, they are
  /// what this build gives.
  private func firstUnaccepted(isWovenAgain: Bool) -> Verdict.Outcome? {
    for artifact in workspace.commonArtifacts {
      let accepted = manifest[artifact.name]
      do {
        let found = try workspace.digest(of: artifact)
        if found == accepted { continue }
        let expected = accepted?.short ?? "nothing of that name"
        return reportDiffers([
          "\(artifact.path): expected \(expected), found \(found.short)"
            + (isWovenAgain ? ", which is what this build gives" : "")
        ])
      } catch {
        return reportDiffers([inOneLine(error)])
      }
    }
    return nil
  }

  /// The first of the common files that is not what this build's results give.
  private func firstUnwoven() -> Verdict.Outcome? {
    do {
      let index = try PictureIndex(workspace)
      let report = try WovenReport(Survey(workspace), origin: nil).text
      for (artifact, text) in index.texts + [(workspace.report, report)] {
        let found = try Files.readText(artifact.path)
        if let difference = TextDifference(expected: text, found: found) {
          return reportDiffers(["\(artifact.path), \(difference)"])
        }
      }
      if workspace.isCommitted, !Gallery(index.figures, claims: index.claims).isFresh {
        return reportDiffers(["\(Gallery.file): its gallery is not that of this build"])
      }
      return nil
    } catch {
      return reportDiffers([inOneLine(error)])
    }
  }

  private func reportDiffers(_ what: [String]) -> Verdict.Outcome {
    .differs(tier: "report", what: what, replay: workspace.make("report"))
  }

  private func verdictOnManifest() -> Verdict {
    let known = Set(listed.artifacts.map(\.name))
    var problems = manifest.problems
    problems += manifest.entries.filter { !known.contains($0.name) }
      .map { "it lists \($0.name), which is no output of this catalogue" }
    let tiers = Dictionary(
      listed.artifacts.map { ($0.name, $0.tier.rawValue) },
      uniquingKeysWith: { first, _ in first })
    problems += manifest.entries.filter { $0.tier != tiers[$0.name, default: $0.tier] }
      .map { "it lists \($0.name) under the tier \($0.tier)" }
    if manifest.preset != workspace.preset.rawValue {
      problems.append("it is of preset '\(manifest.preset)'")
    }
    if problems.isEmpty, let last = AcceptanceLog.lastRoot(of: workspace.preset),
      last != manifest.root.hexadecimal
    {
      problems.append(
        "its root \(manifest.root.short) is not the one last accepted in "
          + "\(Workspace.manifestLog) (\(last.prefix(12)))")
    }
    return Verdict(
      subject: workspace.manifest, file: workspace.manifest,
      outcome: problems.isEmpty
        ? .verified("root \(manifest.root.short), \(manifest.entries.count) outputs")
        : .differs(
          tier: "manifest", what: problems, replay: "git diff -- figures/"))
  }
}

/// An error without the command that follows it: a verdict has its own.
private func inOneLine(_ error: any Error) -> String {
  guard var failure = error as? Failure else { return "\(error)" }
  failure.hint = ""
  return "\(failure)"
}
