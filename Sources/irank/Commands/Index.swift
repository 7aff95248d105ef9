// `irank index`: the index of pictures and the ledger of claims, once all figures are drawn.

import ArgumentParser
import Papers
import Records

struct Index: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write figures.json and claims.json from what the figures left.")

  @OptionGroup var preset: PresetOption

  func run() throws {
    let workspace = try preset.workspace()
    let index = try PictureIndex(workspace)
    try Files.writeIfChanged(index.index, to: workspace.index.path)
    try Files.writeIfChanged(index.ledger, to: workspace.ledger.path)
    let survey = Survey(workspace)
    try Stamp(
      program: try survey.program.get(), inputs: survey.inputsOfIndex(),
      outputs: survey.digests(of: [workspace.index, workspace.ledger].map(\.path))
    ).write(to: workspace.made("index"))
    print(
      "\(workspace.preset.rawValue): \(workspace.catalogue.figures.count) figures in "
        + "\(workspace.pictures)/, \(PictureIndex.summary(of: index.claims))")
  }
}
