// `irank cite`: a figure for a write-up.

import ArgumentParser
import Papers
import Records

struct Cite: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a citation of a figure in Markdown, LaTeX or BibTeX.")

  @OptionGroup var preset: PresetOption
  @Option(name: .customLong("as"), help: "markdown, latex or bibtex; all three without it.")
  var language: String?
  @Argument(help: "The figure's id, as in figures/<id>.png.")
  var id: String

  func run() throws {
    let workspace = try preset.workspace()
    let figure = try workspace.catalogue.figure(id)
    let citation = Citation(
      figure: figure, preset: workspace.preset,
      scene: try PictureIndex.scene(of: id, in: workspace), revision: Citation.currentRevision())
    let languages = try language.map { [try Self.language(named: $0)] }
    let texts = (languages ?? Citation.Language.allCases).map { citation.text(in: $0) }
    print(texts.joined(separator: "\n"), terminator: "")
  }

  private static func language(named name: String) throws -> Citation.Language {
    guard let language = Citation.Language(rawValue: name) else {
      let known = Citation.Language.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(
        "--as \(name)", "is not a language of citations; expected one of \(known)",
        hint: "build/bin/irank cite --as bibtex norms2020-fig1")
    }
    return language
  }
}
