// The rules that make works through: one target for each run, figure, index and report. A fresh
// one has no recipe; a stale one has. No target is a file, so make never looks at times.

import Papers
import Records

/// `catalogue.mk` and what it stands for.
struct Rules {
  private let figures: [FigureDefinition]
  private let runs: [PlannedRun]
  private let preset: Preset
  /// The stale runs, the longest first.
  let dueRuns: [PlannedRun]
  private let staleRuns: Set<String>
  private let staleFigures: Set<String>
  private let isIndexStale: Bool
  private let isReportStale: Bool

  /// The rules for some figures, and for the report where it is asked for.
  init(figures: [FigureDefinition], survey: Survey, isReport: Bool) throws {
    self.figures = figures
    let workspace = survey.workspace
    preset = workspace.preset
    let needed = Set(figures.flatMap { $0.runs(workspace.preset) }.map(\.spec.id))
    // The longest first, so that no long run begins when the other cores are done.
    runs = workspace.runs.filter { needed.contains($0.spec.id) }
      .sorted { ($0.seconds, $1.spec.id) > ($1.seconds, $0.spec.id) }
    dueRuns = try runs.filter { try !survey.reasons(run: $0).isEmpty }
    staleRuns = Set(dueRuns.map(\.spec.id))
    staleFigures = Set(
      try figures.filter { try !survey.reasons(figure: $0).isEmpty }.map(\.id))
    // One figure alone leaves the index of all of them as it is.
    let isWhole = figures.count == workspace.catalogue.figures.count
    isIndexStale = try isWhole && (!staleFigures.isEmpty || !survey.reasonsForIndex().isEmpty)
    isReportStale = try isReport && (isIndexStale || !survey.reasonsForReport().isEmpty)
  }

  var isFresh: Bool { staleFigures.isEmpty && !isIndexStale && !isReportStale }

  /// What is to be done, in a line.
  var summary: String {
    var parts: [String] = []
    if !dueRuns.isEmpty {
      let cost = Progress.duration(dueRuns.reduce(0) { $0 + $1.seconds })
      parts.append("\(dueRuns.count) of \(runs.count) runs (about \(cost) of one core)")
    }
    if !staleFigures.isEmpty {
      parts.append("\(staleFigures.count) of \(figures.count) figures")
    }
    if isReportStale { parts.append("the report") }
    return "to make: " + (parts.isEmpty ? "the index" : parts.joined(separator: ", "))
  }

  /// The text of `catalogue.mk`.
  var text: String {
    var text = """
      # Written by `irank plan`: what is stale, decided by content. A fresh target has no recipe.
      .PHONY: figures report index \
      \(runs.map { Self.target($0) }.joined(separator: " ")) \
      \(figures.map { Self.target($0) }.joined(separator: " "))

      """
    for run in runs {
      let id = run.spec.id
      text += rule(Self.target(run), [], staleRuns.contains(id) ? "run \(id)" : nil)
    }
    for figure in figures {
      let own = Set(figure.runs(preset).map(\.spec.id))
      let needs = runs.filter { own.contains($0.spec.id) }.map { Self.target($0) }
      let isStale = staleFigures.contains(figure.id)
      text += rule(Self.target(figure), needs, isStale ? "figure \(figure.id)" : nil)
    }
    // Runs stand before figures, so that all cores train before any draws.
    let all = runs.map { Self.target($0) } + figures.map { Self.target($0) }
    text += rule("index", all, isIndexStale ? "index" : nil)
    text += rule("figures", ["index"], nil)
    text += rule("report", ["index"], isReportStale ? "weave" : nil)
    return text
  }

  private static func target(_ run: PlannedRun) -> String { "run/\(run.spec.id)" }
  private static func target(_ figure: FigureDefinition) -> String { "figure/\(figure.id)" }

  private func rule(_ target: String, _ needs: [String], _ command: String?) -> String {
    let words = command?.split(separator: " ", maxSplits: 1).map(String.init) ?? []
    let recipe =
      words.isEmpty
      ? "@:"
      : "@\(Workspace.program) \(words[0]) --preset \(preset.rawValue)"
        + words.dropFirst().map { " \($0)" }.joined()
    return "\(target): \(needs.joined(separator: " "))\n\t\(recipe)\n"
  }
}
