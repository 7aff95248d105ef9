// What all figures of a preset add up to: the index of pictures and the ledger of claims.

import Papers
import Records

/// The index of all figures and all claims, from the files that the figures left.
struct PictureIndex {
  /// The text of `figures.json`.
  let index: String
  /// The text of `claims.json`.
  let ledger: String
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
  }

  /// Reads what the figures left.
  ///
  /// - Throws: `Failure` naming the file that is missing or unreadable.
  init(_ workspace: Workspace) throws {
    var lines: [Line] = []
    var all: [Claim] = []
    for figure in workspace.catalogue.figures {
      let id = figure.id
      let claims = try Self.claims(of: id, in: workspace)
      let hint = workspace.make("figures")
      lines.append(
        Line(
          id: id, work: figure.work, kind: figure.kind, title: figure.title, source: figure.source,
          preset: workspace.preset, runs: figure.runs(workspace.preset).count,
          files: ["\(id).png", "\(id).svg"],
          table: Digest(of: try Files.read(workspace.table(id).path, hint: hint)),
          scene: Digest(of: try Files.read(workspace.scene(id).path, hint: hint)),
          verdicts: claims.reduce(into: [:]) { $0[$1.verdict.rawValue, default: 0] += 1 }))
      all += claims
    }
    index = try CanonicalJSON.text(of: lines)
    ledger = try CanonicalJSON.text(of: all)
    figures = workspace.catalogue.figures
    claims = all
  }

  /// The claims of a figure as its file has them; each must have a verdict.
  static func claims(of figure: String, in workspace: Workspace) throws -> [Claim] {
    let path = workspace.claims(figure).path
    return try CanonicalJSON.read(
      [Claim].self, from: try Files.read(path, hint: workspace.make("figures")), file: path)
  }

  /// "41 claims: 39 reproduced, 2 partly"
  static func summary(of claims: [Claim]) -> String {
    let parts = Claim.Verdict.allCases.compactMap { verdict -> String? in
      let count = claims.count { $0.verdict == verdict }
      return count == 0 ? nil : "\(count) \(verdict.rawValue)"
    }
    return "\(claims.count) claims: \(parts.joined(separator: ", "))"
  }
}
