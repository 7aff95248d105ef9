// What all figures of a preset add up to: the index of pictures, the ledger of claims, the files for
// citing, and the description of all these files.

import Papers
import Records

/// The files about all figures, from the files that the figures left.
struct PictureIndex {
  /// What is written where.
  let texts: [(artifact: Artifact, text: String)]
  /// All figures, and all claims, in catalogue order.
  let figures: [FigureDefinition]
  let claims: [Claim]

  /// A figure's line in the index.
  private struct Line: Codable {
    var id: String
    var work: Work
    var kind: FigureDefinition.Kind
    var title: String
    var source: String
    var preset: Preset
    var runs: Int
    var files: [String]
    var table: Digest
    var scene: Digest
    var verdicts: [String: Int]

    init(_ figure: DrawnFigure, _ preset: Preset) {
      let definition = figure.definition
      id = figure.id
      work = definition.work
      kind = definition.kind
      title = definition.title
      source = definition.source
      self.preset = preset
      runs = definition.runs(preset).count
      files = ["\(id).png", "\(id).svg"]
      table = figure.table
      scene = figure.scene
      verdicts = figure.claims.reduce(into: [:]) { $0[$1.verdict.rawValue, default: 0] += 1 }
    }
  }

  /// Reads what the figures left.
  ///
  /// - Throws: `Failure` naming the file that is missing or unreadable.
  init(_ workspace: Workspace) throws {
    let drawn = try workspace.catalogue.figures.map { try DrawnFigure($0, in: workspace) }
    figures = drawn.map(\.definition)
    claims = drawn.flatMap(\.claims)
    let lines = drawn.map { Line($0, workspace.preset) }
    let citing = CitingFiles(drawn, workspace.preset)
    texts = [
      (workspace.index, try CanonicalJSON.text(of: lines)),
      (workspace.ledger, try CanonicalJSON.text(of: claims)),
      (workspace.bibliography, citing.bibliography),
      (workspace.macros, citing.macros),
      (workspace.crate, try Crate(drawn, in: workspace).text()),
    ]
  }

  /// The scene that the index has for a figure: that of the picture that lies beside it.
  static func scene(of figure: String, in workspace: Workspace) throws -> Digest {
    let path = workspace.index.path
    let hint = workspace.make("figures")
    let lines = try CanonicalJSON.read(
      [Line].self, from: try Files.read(path, hint: hint), file: path)
    guard let line = lines.first(where: { $0.id == figure }) else {
      throw Failure(path, "does not list figure '\(figure)'", hint: hint)
    }
    return line.scene
  }

  /// "41 claims: 39 reproduced, 2 partly"
  static func summary(of claims: [Claim]) -> String {
    let parts = Claim.Verdict.allCases.compactMap { verdict -> String? in
      let count = claims.count { $0.verdict == verdict }
      return count == 0 ? nil : "\(count) \(verdict.rawValue)"
    }
    let noun = claims.count == 1 ? "claim" : "claims"
    return "\(claims.count) \(noun): \(parts.joined(separator: ", "))"
  }
}
