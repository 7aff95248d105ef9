// Everything that chapters may quote, read from what the figures of one build left.

import CairoRenderer
import Papers
import Records
import Report
import Synchronization

/// The material of a report.
struct ReportMaterial {
  private let workspace: Workspace
  private let entries: [FigureEntry]
  private let values: [String: [String: Quantity]]
  /// The claims of all figures, in catalogue order.
  let claims: [Claim]
  private let origin: Manifest.Origin
  private let manifest: Manifest?
  private let results: Digest
  private let excerpts = Excerpts()

  /// Reads the material; `origin` stands for the manifest's while a new one is being accepted.
  init(_ survey: Survey, origin: Manifest.Origin?) throws {
    let workspace = survey.workspace
    self.workspace = workspace
    let manifest = Files.exists(workspace.manifest) ? try workspace.readManifest() : nil
    self.manifest = manifest
    let none = "not accepted yet"
    self.origin =
      origin ?? manifest?.origin ?? Manifest.Origin(cairo: none, kernels: none, swift: none)
    let figures = workspace.catalogue.figures
    claims = try figures.flatMap { try workspace.readClaims(of: $0.id) }
    values = try Dictionary(
      uniqueKeysWithValues: figures.map { ($0.id, try workspace.readValues(of: $0.id)) })
    entries = try figures.map { try Self.entry($0, survey, manifest) }
    results = try Self.results(survey)
  }

  /// The files read, once the weaver is done.
  var files: [String] {
    excerpts.paths + workspace.catalogue.figures.flatMap { workspace.outputs($0.id).map(\.path) }
      + workspace.runs.map { workspace.record($0.spec.id).path }
      + (manifest == nil ? [] : [workspace.manifest])
  }

  /// What the weaver is given.
  func inputs(output: String) -> ReportInputs {
    ReportInputs(
      preset: workspace.preset, output: output, figures: entries, omitted: omitted,
      values: values, claims: claims,
      summary: summary,
      reference: [
        ("Cairo", origin.cairo), ("kernels' bits", "version \(origin.kernels)"),
        ("Swift", origin.swift),
      ],
      digests: [], source: { [excerpts] in try excerpts.read($0) })
  }

  private var omitted: [OmittedFigure] {
    workspace.catalogue.omitted.map { figure in
      OmittedFigure(
        id: figure.id, title: figure.title, source: figure.source, reason: figure.paperOnly ?? "")
    }
  }

  /// What the first page says of the build: only what every build of the preset shares.
  private var summary: [(name: String, value: String)] {
    let cost = Progress.duration(workspace.runs.reduce(0) { $0 + $1.seconds })
    let tiers = Self.exactTiers.map(\.rawValue).joined(separator: "|")
    return [
      ("preset", workspace.preset.rawValue),
      ("figures", String(entries.count)),
      ("claims", PictureIndex.summary(of: claims)),
      ("training", "\(workspace.runs.count) runs, about \(cost) of one core"),
      ("machine", "any: what is exact is so on every CPU, with any number of threads"),
      ("SHA-256 of all exact results", "`\(results)`"),
      (
        "the same of the accepted build",
        "`grep -E ' (\(tiers)) ' \(workspace.manifest) | sha256sum`"
      ),
    ]
  }

  private static let exactTiers: [Tier] = [.spec, .record, .table, .scene]

  /// The digest of a manifest's lines about all that is exact. The report quotes it, so neither the
  /// report nor the lists beside it, which follow from the figures, are among them.
  private static func results(_ survey: Survey) throws -> Digest {
    let exact = survey.workspace.artifacts.filter { exactTiers.contains($0.tier) }
    let entries = try exact.map {
      Manifest.Entry(digest: try survey.digest(of: $0), tier: $0.tier.rawValue, name: $0.name)
    }
    let manifest = Manifest(
      preset: "", origin: .init(cairo: "", kernels: "", swift: ""), entries: entries)
    let lines = manifest.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    return Digest(of: lines.map { $0 + "\n" }.joined())
  }

  /// What the report says of a figure. Pixels are those of the manifest's Cairo, so that the text
  /// is the same on every machine.
  private static func entry(
    _ figure: FigureDefinition, _ survey: Survey, _ manifest: Manifest?
  ) throws -> FigureEntry {
    let workspace = survey.workspace
    let id = figure.id
    let picture = workspace.png(id)
    let accepted = manifest.flatMap { $0.origin.cairo == cairoVersion ? nil : $0[picture.name] }
    return FigureEntry(
      id: id, work: figure.work.rawValue, title: figure.title, caption: figure.caption,
      alternativeText: figure.alternative, source: figure.source,
      picturePath: workspace.isCommitted ? "../\(picture.path)" : "figures/\(id).png",
      runs: figure.runs(workspace.preset).count,
      digests: FigureEntry.Digests(
        table: try survey.digest(of: workspace.table(id)),
        scene: try survey.digest(of: workspace.scene(id)),
        pixels: try accepted ?? survey.pixels(of: id)))
  }
}

/// Source files as the weaver asks for them, remembered: they are inputs of the report.
private final class Excerpts: Sendable {
  private let asked = Mutex<[String]>([])

  var paths: [String] { asked.withLock { $0 } }

  func read(_ path: String) throws -> String {
    asked.withLock { $0.append(path) }
    return try Files.readText(path)
  }
}
