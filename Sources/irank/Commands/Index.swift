// `irank index`: what all figures add up to, once they are drawn.

import ArgumentParser
import Papers
import Records

struct Index: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the index, the claims, the files for citing and the crate's description.")

  @OptionGroup var preset: PresetOption

  func run() throws {
    let workspace = try preset.workspace()
    let index = try PictureIndex(workspace)
    for (artifact, text) in index.texts { try Files.writeIfChanged(text, to: artifact.path) }
    let survey = Survey(workspace)
    try Stamp(
      program: try survey.program.get(), inputs: survey.inputsOfIndex(),
      outputs: survey.digests(of: workspace.indexes.map(\.path))
    ).write(to: workspace.made("index"))
    print(
      "\(workspace.preset.rawValue): \(workspace.catalogue.figures.count) figures in "
        + "\(workspace.pictures)/, \(PictureIndex.summary(of: index.claims))")
  }
}
