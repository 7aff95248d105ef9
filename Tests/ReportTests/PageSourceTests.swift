// The page's source is the woven document itself: figures, tables and links change their clothes.

import Records
import Report
import Testing

struct PageSourceTests {
  private let woven: String

  /// A report with a figure, a claim, code that looks like a table, and a link that leaves its folder.
  init() throws {
    let claim = Claim(
      "C1", figure: "norms2020-fig1", "It grows.", source: "Figure 1", paper: "it grows",
      reason: "room", checks: [Claim.Check("end", 2, atLeast: 1)])
    woven = try weave(
      """
      # A title

      ## Contents

      {{contents}}

      ## Results

      ![](figure:norms2020-fig1)

      {{claims norms2020-fig1}}

      ```text
      | no table |
      # no heading
      ```

      See [the source](../Sources/a.swift#L1-L2) and [](figure:norms2020-fig1).
      """, inputs(figures: [figure("norms2020-fig1")], claims: [claim]))
  }

  private func source(_ woven: String) throws -> PageSource {
    try PageSource(woven: woven, file: "paper/report.md", page: "build/standard/report.html")
  }

  @Test func theTitleAndTheContentsGoToThePagesHead() throws {
    let source = try source(woven)
    #expect(source.title == "A title")
    #expect(!source.markdown.contains("# A title"))
    #expect(!source.markdown.contains("Contents"))
    #expect(!source.markdown.contains("- [Results]"))
    #expect(source.markdown.contains("## Results\n"))
  }

  @Test func aFigureIsOneElementWithItsAnchorAndAButton() throws {
    let source = try source(woven)
    #expect(source.figures == ["norms2020-fig1"])
    #expect(
      source.markdown.contains(
        """
        <figure id="norms2020-fig1">

        ![A curve.](figure:norms2020-fig1)

        <figcaption>

        **Figure 1.** What it shows.

        """))
    #expect(!source.markdown.contains("<a id=\"norms2020-fig1\">"))
    #expect(source.markdown.contains("data-opens=\"norms2020-fig1\""))
    #expect(source.markdown.contains("[C1 ✓](#norms2020-fig1-C1)\n\n</div>"))
  }

  @Test func claimsScrollInABoxAndTheirVerdictsAreMarked() throws {
    let markdown = try source(woven).markdown
    #expect(
      markdown.contains(
        "<div class=\"claims scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table: Results\">\n\n"
          + "| Claim |"))
    #expect(markdown.contains("| <span class=\"verdict reproduced\">✓ reproduced</span> |"))
    #expect(markdown.contains("<a id=\"norms2020-fig1-C1\"></a>C1"))
  }

  @Test func codeStaysAsItIs() throws {
    #expect(
      try source(woven).markdown.contains("```text\n| no table |\n# no heading\n```\n\nSee "))
  }

  @Test func linksLeadFromWhereThePageLies() throws {
    #expect(
      try source(woven).markdown.contains(
        "[the source](../../Sources/a.swift#L1-L2) and [Figure 1](#norms2020-fig1)"))
  }

  @Test func aFigureThatIsNotAsWovenIsAnError() {
    let edited = woven.replacing("**Figure 1.**", with: "**Figure 2.**")
    #expect(throws: Failure.self) { try source(edited) }
  }

  @Test func markupInWordsIsEscaped() {
    #expect("a < b & \"c\"".escapedForMarkup == "a &lt; b &amp; &quot;c&quot;")
  }
}
