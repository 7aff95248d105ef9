// `irank accept`: the only way to rewrite a manifest. It asks for a reason and keeps it.

import ArgumentParser
import CairoRenderer
import Papers
import Records

struct Accept: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make what lies on disk the committed manifest, with a reason that is kept.")

  @OptionGroup var preset: PresetOption
  @Option(help: "Why the outputs may change; kept in figures/MANIFEST.log.")
  var reason = ""
  @Option(help: "The version of the Swift compiler that built this program.")
  var swift: String

  func run() throws {
    let workspace = try preset.workspace()
    let words = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty else {
      throw Failure(
        "REASON", "is empty: say why the outputs may change",
        hint: workspace.make("accept REASON=\"first acceptance\""))
    }
    guard !workspace.isImageEdition else {
      throw Failure(
        "DATASETS", "is set: the manifest of this preset is that of the drawn stand-ins",
        hint: Workspace(preset: workspace.preset).make("accept REASON=\"\(words)\" DATASETS="))
    }
    let survey = Survey(workspace)
    for figure in workspace.catalogue.figures where try !survey.reasons(figure: figure).isEmpty {
      throw Failure(
        "figure '\(figure.id)'", "is stale; only a complete build can be accepted",
        hint: workspace.make("report"))
    }
    let origin = Manifest.Origin(
      cairo: cairoVersion, kernels: try kernelBits(workspace), swift: swift)
    try Weave.weave(survey, origin: origin)
    let old = Files.exists(workspace.manifest) ? try workspace.readManifest().root : nil
    let new = try workspace.proof(origin: origin)
    try Files.writeIfChanged(new.text, to: workspace.manifest)
    if old != new.root || AcceptanceLog.lastRoot(of: workspace.preset) != new.root.hexadecimal {
      try AcceptanceLog.append(workspace.preset, old: old, new: new.root, reason: words)
    }
    print("\(workspace.manifest): root \(old?.short ?? "none") -> \(new.root.short)")
  }

  /// The version of the kernels' bits that made the runs.
  private func kernelBits(_ workspace: Workspace) throws -> String {
    let versions = try workspace.runs.map { run in
      let path = workspace.record(run.spec.id).path
      let data = try Files.read(path)
      return try CanonicalJSON.read(RunRecord.self, from: data, file: path).kernelBits
    }
    return Set(versions).sorted().map(String.init).joined(separator: " and ")
  }
}
