// `irank figure`: from finished runs to a figure's table, values, claims, scene and pictures.

import ArgumentParser
import CairoRenderer
import Papers
import Records

struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure", abstract: "Analyse and draw one figure from its finished runs.")

  @OptionGroup var preset: PresetOption
  @Argument(help: "The figure's id, as in figures/<id>.png.")
  var id: String

  func run() throws {
    let workspace = try preset.workspace()
    let figure = try workspace.catalogue.figure(id)
    let survey = Survey(workspace)
    guard try !survey.reasons(figure: figure).isEmpty else { return }
    for run in figure.runs(workspace.preset) where try !survey.reasons(run: run).isEmpty {
      throw Failure(
        "figure '\(id)'", "its run \(run.spec.id) is stale",
        hint: workspace.make("figures/\(id).png"))
    }
    let drawing = try Drawing(figure, in: workspace)
    let isPainted = try isPainted(drawing, survey)
    for artifact in workspace.outputs(id) {
      if let text = drawing.text(of: artifact, figure: id, in: workspace) {
        try Files.writeIfChanged(text, to: artifact.path)
      }
    }
    let isNew = try !isPainted && drawing.writePicture(of: figure, in: workspace)
    try Stamp(
      program: try survey.program.get(), inputs: survey.inputs(of: figure.runs(workspace.preset)),
      outputs: try Stamp.digests(of: workspace.outputs(id).map(\.path)),
      pixels: try Picture(at: workspace.png(id).path).pixels
    ).write(to: workspace.made(id))
    Progress.show("\(isNew ? "drawn    " : "unchanged") \(workspace.png(id).path)")
  }

  /// Whether this very program has already painted this scene into the picture that lies there.
  private func isPainted(_ drawing: Drawing, _ survey: Survey) throws -> Bool {
    let workspace = survey.workspace
    let picture = workspace.png(id).path
    guard let stamp = Stamp(at: workspace.made(id)) else { return false }
    return try stamp.program == survey.program.get()
      && stamp.outputs[workspace.scene(id).path] == Digest(of: drawing.sceneText)
      && stamp.outputs[workspace.table(id).path] == Digest(of: drawing.table)
      && stamp.outputs[picture] != nil && stamp.outputs[picture] == survey.digest(picture)
  }
}
