// What a figure left on disk, read back for all that is made of several figures.

import Papers
import Records

/// A figure and what it left.
struct DrawnFigure {
  let definition: FigureDefinition
  /// The digests of the numbers plotted and of the drawing commands, exact on every machine.
  let table: Digest
  let scene: Digest
  let values: [String: Quantity]
  let claims: [Claim]

  var id: String { definition.id }

  /// Reads what the figure left.
  ///
  /// - Throws: `Failure` naming the file that is missing or unreadable.
  init(_ figure: FigureDefinition, in workspace: Workspace) throws {
    let hint = workspace.make("figures")
    definition = figure
    table = Digest(of: try Files.read(workspace.table(figure.id).path, hint: hint))
    scene = Digest(of: try Files.read(workspace.scene(figure.id).path, hint: hint))
    values = try workspace.readValues(of: figure.id)
    claims = try workspace.readClaims(of: figure.id)
  }
}

extension Workspace {
  /// The values that a figure's file has, by key.
  ///
  /// - Throws: `Failure` naming the file, if it is missing or unreadable.
  func readValues(of figure: String) throws -> [String: Quantity] {
    try read(values(figure))
  }

  /// The claims that a figure's file has; each must have a verdict.
  ///
  /// - Throws: `Failure` naming the file, if it is missing or unreadable.
  func readClaims(of figure: String) throws -> [Claim] { try read(claims(figure)) }

  private func read<Value: Codable>(_ artifact: Artifact) throws -> Value {
    try CanonicalJSON.read(
      Value.self, from: try Files.read(artifact.path, hint: make("figures")), file: artifact.path)
  }
}
