// The woven document as the source of a page: the same Markdown, in which figures, tables and verdicts
// stand in elements of their own. Turning it into HTML is left to a Markdown reader.

public import Records

/// A woven document prepared for a page.
public struct PageSource: Sendable {
  /// The document's title, its first heading, which is no part of `markdown`.
  public private(set) var title = ""
  /// The rest of the document. A picture's address is `figure:` and its id.
  public private(set) var markdown = ""
  /// The figures by id, in order of appearance: number 1 comes first.
  public private(set) var figures: [String] = []

  private let lines: [Substring]
  private var next = 0
  private var heading = ""

  /// Prepares a woven document.
  ///
  /// - Parameters:
  ///   - woven: what `Weaver` wrote.
  ///   - file: where it lies, for messages.
  ///   - page: where the page will lie; relative links are rewritten for it.
  /// - Throws: `Failure` if a figure does not stand in the document as the weaver writes it.
  public init(woven: String, file: String, page: String) throws(Failure) {
    lines = woven.split(separator: "\n", omittingEmptySubsequences: false)
    let links = RelativeLinks(from: file, to: page)
    while next < lines.count {
      let line = lines[next]
      if line.hasPrefix("```") {
        copyCode()
      } else if line.hasPrefix("#") {
        takeHeading()
      } else if line.hasPrefix("|") {
        takeTable()
      } else if beginsFigure() {
        try takeFigure(in: file)
      } else {
        append(Self.rewritten(line, links))
        next += 1
      }
    }
  }

  private mutating func append(_ line: some StringProtocol) { markdown += line + "\n" }

  private mutating func copyCode() {
    let end = lines[(next + 1)...].firstIndex(of: "```") ?? lines.count - 1
    for line in lines[next...end] { append(line) }
    next = end + 1
  }

  /// The title goes to the page's head, and so does the table of contents.
  private mutating func takeHeading() {
    heading = String(lines[next].drop { $0 == "#" }.dropFirst())
    if title.isEmpty {
      title = heading
    } else if heading != "Contents" {
      append(lines[next])
    }
    next += 1
    guard heading == "Contents" else { return }
    while next < lines.count, !lines[next].hasPrefix("#") { next += 1 }
  }

  /// A table scrolls inside a box of its own where the screen is narrow.
  private mutating func takeTable() {
    let label = "Table: \(HeadingAnchors.withoutLinks(heading))".escapedForMarkup
    let kind = lines[next].hasPrefix("| Claim |") ? "claims scroll" : "scroll"
    append("<div class=\"\(kind)\" role=\"region\" tabindex=\"0\" aria-label=\"\(label)\">\n")
    while next < lines.count, lines[next].hasPrefix("|") {
      append(Claim.Verdict.allCases.reduce(String(lines[next])) { Self.marked($0, $1) })
      next += 1
    }
    append("\n</div>")
  }

  // MARK: Figures

  private func beginsFigure() -> Bool {
    lines[next].hasPrefix("<a id=\"") && lines[next].hasSuffix("\"></a>")
      && next + 2 < lines.count && lines[next + 2].hasPrefix("![")
  }

  /// The anchor, picture, caption and provenance that `weavePicture` writes.
  private mutating func takeFigure(in file: String) throws(Failure) {
    let id = String(lines[next].dropFirst(7).dropLast(6))
    let number = figures.count + 1
    let rest = lines[(next + 4)...]
    guard let target = lines[next + 2].firstRange(of: "]("),
      rest.first?.hasPrefix("**Figure \(number).** ") == true,
      let last = rest.firstIndex(where: { $0.hasPrefix("<sub>") && $0.hasSuffix("</sub>") })
    else {
      throw Failure(
        "\(file):\(next + 1)", "figure '\(id)' does not stand as the weaver writes it",
        hint: "make report")
    }
    append(
      """
      <figure id="\(id)">

      \(lines[next + 2][..<target.lowerBound])](figure:\(id))

      <figcaption>

      \(rest[..<last].joined(separator: "\n"))
      <div class="provenance">

      \(lines[last].dropFirst(5).dropLast(6))

      </div>

      <button type="button" data-opens="\(id)" aria-haspopup="dialog">Data, claims, specs and \
      digests<span class="unseen"> of Figure \(number)</span></button>

      </figcaption>

      </figure>
      """)
    figures.append(id)
    next = last + 1
  }

  // MARK: Lines

  /// Relative links that leave the document's folder, as the page must write them.
  private static func rewritten(_ line: Substring, _ links: RelativeLinks) -> String {
    var parts = line.split(separator: "](../", omittingEmptySubsequences: false).map(String.init)
    for index in parts.indices.dropFirst() {
      let end = parts[index].firstIndex(of: ")") ?? parts[index].endIndex
      parts[index] = "](" + links.rewritten("../" + parts[index][..<end]) + parts[index][end...]
    }
    return parts.joined()
  }

  /// A row of a table whose verdicts are marked, for colours.
  private static func marked(_ row: String, _ verdict: Claim.Verdict) -> String {
    let words = "\(verdict.mark) \(verdict.rawValue)"
    let kind = verdict.rawValue.replacing(" ", with: "-")
    return row.replacing("| \(words)", with: "| <span class=\"verdict \(kind)\">\(words)</span>")
  }
}

extension String {
  /// The text with what HTML and XML would read as markup written as entities; for elements and attributes.
  public var escapedForMarkup: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
