import Records
import Report
import Testing

@Suite struct ClaimsTableTests {
  private func claim(
    _ id: String, figure: String = "f1", _ checks: [Claim.Check], paper: String = "grows",
    note: String = ""
  ) -> Claim {
    Claim(
      id, figure: figure, "The norm $\\|W\\|$ | grows.", source: "Section 5", paper: paper,
      reason: "read off\nthe plot", note: note, checks: checks)
  }

  private func row(_ checks: [Claim.Check], note: String = "") throws -> [Substring] {
    let inputs = inputs(figures: [figure("f1")], claims: [claim("F1.1", checks, note: note)])
    let woven = try weave("![](figure:f1)\n\n{{claims f1}}", inputs)
    let row = try #require(woven.split(separator: "\n").first { $0.hasPrefix("| <a id") })
    return row.dropFirst(2).dropLast(2).split(separator: " | ")
  }

  @Test func `a row says what was claimed, found, concluded, and why so tolerant`() throws {
    let cells = try row(
      [.init("at the end", 61.71828, atLeast: 61), .init("slope", 0.4, near: 0.5, within: 0.05)],
      note: "Steeper.")
    #expect(cells.count == 6)
    #expect(cells[0] == "<a id=\"f1-F1.1\"></a>F1.1")
    #expect(cells[1] == "The norm $\\Vert W\\Vert $ \\| grows.")
    #expect(cells[2] == "grows (Section 5)")
    #expect(
      cells[3] == "at the end: 61.72, expected ≥ 61 ✓<br>slope: 0.4, expected 0.45 to 0.55 ✗")
    #expect(cells[4] == "◐ partly<br>Steeper.")
    #expect(cells[5] == "read off the plot")
  }

  @Test(
    arguments: [
      (0.30001, nil, 0.3, "0.30001, expected ≤ 0.3 ✗"),
      (0.3, nil, 0.1 + 0.2, "0.3, expected ≤ 0.3 ✓"),
      (0.1 + 0.2, nil, 0.3, "0.30000000000000004, expected ≤ 0.3 ✗"),
      (-0.5, -1e-9, nil, "−0.5, expected ≥ −1 × 10⁻⁹ ✗"),
      (123456.789, 1e5, 2e7, "123\u{202F}500, expected 100\u{202F}000 to 2 × 10⁷ ✓"),
      (1e-9, .leastNonzeroMagnitude, nil, "1 × 10⁻⁹, expected > 0 ✓"),
      (nil, 1, nil, "no value, expected ≥ 1 ✗"), (0, 0, 0, "0, expected 0 to 0 ✓"),
    ] as [(Double?, Double?, Double?, String)])
  func `numbers show on which side of the bound they lie`(
    ours: Double?, least: Double?, most: Double?, text: String
  ) throws {
    #expect(try row([.init("x", ours, atLeast: least, atMost: most)])[3] == "x: \(text)")
  }

  @Test func `many checks are folded, all but those that fail`() throws {
    let holding = (1...6).map { Claim.Check("c\($0)", 1, atLeast: 0) }
    let cells = try row(holding + [.init("bad", -1, atLeast: 0)])
    #expect(
      cells[3].hasPrefix(
        "bad: −1, expected ≥ 0 ✗<br><details><summary>6 of 7 checks hold</summary>c1: 1, expected"))
    #expect(cells[3].hasSuffix("c6: 1, expected ≥ 0 ✓</details>"))
  }

  @Test func `the figure links to its claims`() throws {
    let untested = Claim(
      "F1.2", figure: "f1", "Hard.", source: "S", paper: "p", notTestable: "too large")
    let inputs = inputs(
      figures: [figure("f1")], claims: [claim("F1.1", [.init("x", 1, atLeast: 0)]), untested])
    let woven = try weave("![](figure:f1)\n\n{{claims f1}}", inputs)
    #expect(woven.contains("claims [F1.1 ✓](#f1-F1.1), [F1.2 –](#f1-F1.2)</sub>"))
    #expect(woven.contains("| p (S) | – | – not testable here | too large |"))
  }

  @Test func `verdicts are counted by figure, in the order of the document`() throws {
    let (good, bad) = (Claim.Check("x", 1, atLeast: 0), Claim.Check("x", -1, atLeast: 0))
    let inputs = inputs(
      figures: [figure("f1"), figure("f2"), figure("f3")],
      claims: [
        claim("A", [good]), claim("B", [good]), claim("C", [bad]),
        claim("D", figure: "f2", [good, bad]),
      ])
    let text = "{{verdicts}}\n![](figure:f2)\n![](figure:f1)\n![](figure:f3)\n"
    let woven = try body(text + "{{claims f1}}\n{{claims f2}}", inputs)
    #expect(
      woven.hasPrefix(
        """
        | Figure | Work | ✓ reproduced | ◐ partly | ✗ not reproduced | – not testable here |
        |---|---|--:|--:|--:|--:|
        | [Figure 1](#f2): Title of f2 | norms2020 |  | 1 |  |  |
        | [Figure 2](#f1): Title of f1 | norms2020 | 2 |  | 1 |  |
        | [Figure 3](#f3): Title of f3 | norms2020 |  |  |  |  |
        | **All figures** |  | 2 | 1 | 1 |  |

        """))
  }

  @Test func `are shown once, where there are any`() {
    let inputs = inputs(
      figures: [figure("f1"), figure("f2")], claims: [claim("A", [.init("x", 1, atLeast: 0)])])
    let pictures = "![](figure:f1)\n![](figure:f2)\n"
    #expect(
      fault(pictures, inputs).hasPrefix("paper/c.md: line 1: the claims of f1 are shown nowhere"))
    #expect(
      fault(pictures + "{{claims f1}}\n{{claims f1}}", inputs)
        .hasPrefix("paper/c.md: line 4: the claims of f1 are shown a second time (first: line 3)"))
    #expect(
      fault(pictures + "{{claims f1}}\n{{claims f2}}", inputs)
        .hasPrefix("paper/c.md: line 4: figure 'f2' has no claims"))
  }
}
