import Testing

@Suite struct HeadingAnchorsTests {
  private func contents(_ headings: String...) throws -> [String] {
    let text = "{{contents}}\n\n" + headings.map { "## \($0)\n" }.joined()
    return try body(text).split(separator: "\n").filter { $0.hasPrefix("- ") }.map(String.init)
  }

  @Test(arguments: [
    ("Two Words", "two-words"), ("What, why & how?", "what-why--how"), ("a  b", "a--b"),
    ("The `train_all` program", "the-train_all-program"), ("snake_case stays", "snake_case-stays"),
    ("_Slanted_ and **bold**", "slanted-and-bold"), ("Größe Ψ", "größe-ψ"),
    ("1.2 Numbers", "12-numbers"),
    ("A – B", "a--b"), ("well-known", "well-known"), ("x² ½", "x-"), ("日本", "日本"), ("ÀÉ", "àé"),
  ])
  func `follow GitHub's rule`(heading: String, anchor: String) throws {
    #expect(try contents(heading) == ["- [\(heading)](#\(anchor))"])
  }

  @Test func `stay unique like GitHub's`() throws {
    let anchors = try contents("Same", "Same", "Same-1", "same", "Same!").map {
      $0.split(separator: "#").last ?? ""
    }
    #expect(anchors == ["same)", "same-1)", "same-1-1)", "same-2)", "same-3)"])
  }

  @Test func `leave links out of contents`() throws {
    #expect(
      try contents("See [the `code`](../x.swift) here") == [
        "- [See the `code` here](#see-the-code-here)"
      ])
  }

  @Test func `contents list what follows, three levels deep, across chapters`() throws {
    let inputs = inputs(figures: [figure("f1")], values: ["f1": ["k": 3]])
    let text = """
      # Report
      {{contents}}
      ## Of [](figure:f1)
      ### Value {{value f1 k d}}
      #### Deep
      ```
      # not a heading
      ```
      ![](figure:f1)
      """
    let woven = try body(text + "\n## Last", inputs)
    #expect(
      woven.hasPrefix(
        "# Report\n\n- [Of Figure 1](#of-figure-1)\n  - [Value 3](#value-3)\n- [Last](#last)\n\n## Of"
      ))
  }

  @Test func `must not be taken twice, and links must find one`() throws {
    let inputs = inputs(figures: [figure("f1")])
    #expect(
      fault("![](figure:f1)\n\n## F1", inputs)
        == """
        paper/c.md: line 3: the heading's anchor '#f1' is also that of something else
          next: make report
        """)
    #expect(fault("# A\n\nsee\n[x](#b)").hasPrefix("paper/c.md: line 4: a link leads to '#b'"))
    #expect(fault("<a id=\"x\"></a>\n\n<a id=\"x\"></a>").contains("line 3: the anchor '#x'"))
    #expect(try body("[a](#a) [x](#x)\n\n# A\n<a id=\"x\"></a>").contains("[a](#a) [x](#x)"))
  }
}
