// A figure computed in memory from its finished runs: the texts of everything but its pixels.
// Nothing is written here; `Draw` writes, `Verification` compares.

import Analysis
import CairoRenderer
import Papers
import Plotting
import Records

/// What a figure's runs give.
struct Drawing {
  let findings: Findings
  let scene: Scene
  let table: String
  let values: String
  let claims: String
  let sceneText: String
  let svg: String
  /// What the SVG says of itself.
  let passport: Passport

  /// Analyses the runs and lays the picture out.
  ///
  /// - Throws: `Failure` if a run is missing or altered, or if labels of the picture collide.
  init(_ figure: FigureDefinition, in workspace: Workspace) throws {
    let preset = workspace.preset
    let runs = try figure.runs(preset).map { planned in
      try Self.load(planned.spec.id, for: figure.id, in: workspace)
    }
    findings = figure.analyse(RunLibrary(runs), preset)
    table = findings.table.csv
    values = try CanonicalJSON.text(of: findings.quantities)
    claims = try CanonicalJSON.text(of: findings.claims)
    scene = figure.picture(findings.table, preset).scene()
    let problems = scene.layoutProblems()
    guard problems.isEmpty else {
      throw Failure(
        "figure '\(figure.id)'", field: "layout", problems.map { "\($0)" }.joined(separator: "; "))
    }
    sceneText = scene.text
    let drawing = CairoRenderer.svg(
      scene, title: figure.title, description: "\(figure.work.title), \(figure.source)")
    passport = Passport(
      figure, preset, table: Digest(of: table), scene: Digest(of: sceneText),
      content: Digest(of: drawing))
    svg = carrying(passport.texts(for: .svg), in: drawing)
  }

  /// A finished run, refused where its trace is not the one its record names.
  private static func load(
    _ run: String, for figure: String, in workspace: Workspace
  ) throws -> Run {
    let hint = workspace.make("figures/\(figure).png")
    let file = workspace.record(run).path
    let record = try CanonicalJSON.read(
      RunRecord.self, from: try Files.read(file, hint: hint), file: file)
    let trace = workspace.trace(run).path
    let text = try Files.readText(trace, hint: hint)
    guard Digest(of: text) == record.trace else {
      throw Failure(trace, "is not the trace that \(file) names", hint: hint)
    }
    return Run(record: record, trace: try Table(csv: text, file: trace))
  }

  /// The text of one of the figure's outputs; `nil` for its pixels.
  func text(of artifact: Artifact, figure: String, in workspace: Workspace) -> String? {
    switch artifact.name {
    case workspace.table(figure).name: table
    case workspace.values(figure).name: values
    case workspace.claims(figure).name: claims
    case workspace.scene(figure).name: sceneText
    case workspace.svg(figure).name: svg
    default: nil
    }
  }
}
