// The digests of what lies on disk, as a manifest lists them, and the manifest that is committed.

import CairoRenderer
import FoundationEssentials
import Papers
import Records

extension Workspace {
  /// The committed manifest of the preset.
  ///
  /// - Throws: `Failure` if there is none, or if it is no manifest.
  func readManifest() throws -> Manifest {
    let accept = make("accept REASON=\"...\"")
    let text = try Files.readText(manifest, hint: accept)
    return try Manifest(text: text, file: manifest, hint: accept)
  }

  /// The outputs that a figure's verdict covers, in the order in which a difference is blamed.
  func artifacts(of figure: FigureDefinition) -> [Artifact] {
    let runs = figure.runs(preset).map(\.spec.id)
    return runs.map { spec($0) } + runs.flatMap { [record($0), trace($0)] } + outputs(figure.id)
  }

  /// The outputs of all figures together.
  var commonArtifacts: [Artifact] {
    indexes + [report]
  }

  /// Every output of the preset, each once.
  var artifacts: [Artifact] {
    var seen: Set<String> = []
    return (catalogue.figures.flatMap { artifacts(of: $0) } + commonArtifacts)
      .filter { seen.insert($0.name).inserted }
  }

  /// The digest of an output as it lies on disk: of its bytes, or of its decoded pixels.
  ///
  /// - Throws: `Failure` if it is missing, or no picture where it should be one.
  func digest(of artifact: Artifact) throws -> Digest {
    artifact.tier == .pixels
      ? try Picture(at: artifact.path).pixels
      : Digest(of: try Files.read(artifact.path, hint: make("report")))
  }

  /// The manifest of what lies on disk.
  func proof(origin: Manifest.Origin) throws -> Manifest {
    Manifest(
      preset: preset.rawValue, origin: origin,
      entries: try artifacts.map {
        Manifest.Entry(digest: try digest(of: $0), tier: $0.tier.rawValue, name: $0.name)
      })
  }
}
