// What lies behind a figure, as a dialog of the page: the numbers plotted, the values quoted, the specs
// of its runs, and the digests of all of them. Its claims stand in the report, where the page takes them.

import Papers
import Records
import Report

/// A figure's dialog.
struct FigureDetails {
  private let figure: FigureDefinition
  private let number: Int
  private let survey: Survey
  private let workspace: Workspace
  private let table: String
  private let values: [String: Quantity]
  private let claims: [Claim]

  /// Reads what the figure left.
  init(_ figure: FigureDefinition, number: Int, in survey: Survey) throws {
    self.figure = figure
    self.number = number
    self.survey = survey
    workspace = survey.workspace
    table = try Files.readText(workspace.table(figure.id).path, hint: workspace.make("report"))
    values = try workspace.readValues(of: figure.id)
    claims = try workspace.readClaims(of: figure.id)
  }

  /// The dialog as HTML. Numbers plotted are the element `data-table`, compressed: the page saves and
  /// checks them.
  func html() throws -> String {
    let id = figure.id
    let anchors = claims.map(\.anchor).joined(separator: " ")
    return """
      <dialog id="\(id)-details" closedby="any" aria-labelledby="\(id)-title" data-claims="\(anchors)">
      <form method="dialog"><button aria-label="Close">✕</button></form>
      <h2 id="\(id)-title">Figure \(number): \(figure.title.escapedForMarkup)</h2>
      <p>\(figure.work.title.escapedForMarkup), \(figure.source.escapedForMarkup)</p>
      <div class="picture"></div>
      <h3>Claims</h3>
      <div class="claims scroll">\(claims.isEmpty ? "<p>This figure claims nothing.</p>" : "")</div>
      <h3>Numbers plotted</h3>
      \(tableText)
      \(valuesTable)
      <h3>Digests</h3>
      \(try digests())
      <h3>Cite</h3>
      <pre>\(try citation().escapedForMarkup)</pre>
      \(try specs())
      </dialog>
      <script type="application/gzip" data-table="\(id)">\(try compressedTable())</script>

      """
  }

  /// How many rows and which columns, and the button that saves them.
  private var tableText: String {
    let header = table.prefix { $0 != "\n" }
    let rowCount = table.utf8.count { $0 == UInt8(ascii: "\n") } - 1
    return """
      <p>\(rowCount) rows of <code>\(String(header).escapedForMarkup)</code> \
      <button type="button" data-saves="\(figure.id)">Save as CSV</button></p>
      """
  }

  private var valuesTable: String {
    if values.isEmpty { return "" }
    let rows = values.sorted { $0.key < $1.key }.map { key, quantity in
      let number = "\(quantity.value) \(quantity.unit)"
      return "<tr><th scope=\"row\">\(quantity.meaning.escapedForMarkup)</th>"
        + "<td>\(number.escapedForMarkup)</td></tr>"
    }
    return """
      <h3>Values quoted</h3>
      <div class="scroll"><table><tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div>
      """
  }

  /// The digests of the figure's own outputs; the page checks that of the numbers plotted.
  private func digests() throws -> String {
    let rows = try workspace.outputs(figure.id).map { artifact in
      let digest =
        try artifact.tier == .pixels ? survey.pixels(of: figure.id) : survey.digest(of: artifact)
      let name = artifact.name.escapedForMarkup
      let isTable = artifact == workspace.table(figure.id)
      return
        "<tr><th scope=\"row\">\(name)</th><td><code\(isTable ? " class=\"table-digest\"" : "")>"
        + "\(digest)</code></td></tr>"
    }
    return """
      <p>SHA-256 of the files below <code>\(workspace.root)</code>, of the decoded pixels for the PNG. \
      <span class="check" role="status"></span></p>
      <div class="scroll"><table><tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div>
      <p>To make and to check this figure: <code>\(workspace.makeAnywhere("figures/\(figure.id).png"))</code>, \
      <code>\(workspace.makeAnywhere("verify"))</code>.</p>
      """
  }

  /// The figure and the work it reproduces, in BibTeX.
  private func citation() throws -> String {
    let scene = try survey.digest(of: workspace.scene(figure.id))
    return Citation(figure: figure, preset: workspace.preset, scene: scene).text(in: .bibtex)
  }

  private func specs() throws -> String {
    let runs = figure.runs(workspace.preset).map(\.spec.id)
    if runs.isEmpty { return "" }
    let hint = workspace.make("report")
    let parts = try runs.map { run in
      let spec = try Files.readText(workspace.spec(run).path, hint: hint)
      let record = try survey.digest(of: workspace.record(run))
      return """
        <details><summary>\(run.escapedForMarkup)</summary>
        <p>spec <code>\(Digest(of: spec))</code><br>record <code>\(record)</code></p>
        <pre>\(spec.escapedForMarkup)</pre></details>
        """
    }
    return "<h3>Runs and their specs (\(runs.count))</h3>\n" + parts.joined(separator: "\n")
  }

  /// The numbers plotted, by gzip and base64, which every browser can undo.
  private func compressedTable() throws -> String {
    let file = "\(workspace.page)/\(figure.id).csv.gz.base64"
    try Files.makeDirectory(workspace.page)
    try Launcher.run(
      [
        "sh", "-c", "gzip -9 -n <\"$1\" | base64 -w 0 >\"$2\"", "sh",
        workspace.table(figure.id).path, file,
      ], "gzip", of: workspace.table(figure.id).path)
    return try Files.readText(file)
  }
}
