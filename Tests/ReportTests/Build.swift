// A small build for the tests to weave: two figures, their values and claims, and one source file.

import Records
import Report

/// The inputs of a report with the given figures, values and claims.
func inputs(
  figures: [FigureEntry] = [], values: [String: [String: Double]] = [:], claims: [Claim] = [],
  omitted: [OmittedFigure] = [], preset: Preset = .standard, output: String = "paper/report.md",
  files: [String: String] = [:]
) -> ReportInputs {
  ReportInputs(
    preset: preset, output: output, figures: figures, omitted: omitted,
    values: values.mapValues { $0.mapValues { Quantity($0, "a test's number") } }, claims: claims,
    summary: [("preset", "standard | quick")],
    reference: [("compiler", "Swift | any"), ("rasteriser", "cairo")],
    digests: [("claims.json", Digest(of: "claims"))],
    source: { path in
      guard let text = files[path] else { throw Failure(path, "does not exist") }
      return text
    })
}

/// A figure whose texts may be replaced.
func figure(
  _ id: String, caption: String = "What it shows.", alternativeText: String = "A curve.",
  runs: Int = 12
) -> FigureEntry {
  FigureEntry(
    id: id, work: "norms2020", title: "Title of \(id)", caption: caption,
    alternativeText: alternativeText, source: "Figure 1 of the paper",
    picturePath: "../figures/\(id).png", runs: runs,
    digests: .init(
      table: Digest(of: "table \(id)"), scene: Digest(of: "scene \(id)"),
      pixels: Digest(of: "pixels \(id)")))
}

/// Weaves one chapter named `paper/c.md`.
func weave(_ text: String, _ inputs: ReportInputs = inputs()) throws -> String {
  try Weaver(inputs).weave([Chapter(name: "paper/c.md", text: text)])
}

/// The text below the comment at the top.
func body(_ text: String, _ inputs: ReportInputs = inputs()) throws -> String {
  let lines = try weave(text, inputs).split(separator: "\n", omittingEmptySubsequences: false)
  return lines.dropFirst(2).joined(separator: "\n")
}

/// How weaving one chapter fails: `line: problem` of each fault in turn; empty if it does not.
func fault(_ text: String, _ inputs: ReportInputs = inputs()) -> String {
  do {
    _ = try weave(text, inputs)
    return ""
  } catch let failure as Failure {
    return "\(failure)"
  } catch {
    return "not a Failure: \(error)"
  }
}
