import Testing

@Suite struct ChapterReaderTests {
  @Test(arguments: [
    "Plain *text* with $\\frac{{a}}{b}$ and `{{value a b c}}`.\n",
    "```markdown\n{{value a b c}}\n![](figure:x)\n# no heading\n```\n",
    "~~~~\n~~~\n{{\n~~~~\n", "$$\n\\frac{{a}}{b}\n$$\n", "$$ {{a}} $$ inline\n",
    "<!-- {{nothing}}\n\n![](figure:x) -->\n", "- a\n  - b\n\n> c\n", "| a | b |\n|---|---|\n",
    "[label]: ../x.md \"title\"\n", "a \\{ b \\` c\n", "costs $5\n", "#no heading\n",
    "a } b }} c\n",
  ])
  func `leaves ordinary Markdown as it is`(text: String) throws {
    #expect(try body(text) == text)
  }

  @Test func `reads lines that end as on Windows, and squeezes empty lines`() throws {
    #expect(try body("a\r\nb\r\n\r\n\r\n\r\n## c\r\nd\r\n") == "a\nb\n\n## c\n\nd\n")
  }

  @Test(arguments: [
    ("a\nb {{value f1 k", "line 2: a token is opened with '{{' and not closed"),
    ("a {{value f1\nk 3s}}", "line 1: a token is opened with '{{' and not closed"),
    ("{{claims", "line 1: a token is opened with '{{' and not closed"),
    ("`a\nb` {{x", "line 2: a token is opened"),
    ("a\n\n```\ncode", "line 3: a block of code is not"),
    ("$$\nx", "line 1: a block of formula is not closed"),
    ("a\n<!-- b\n\nc", "line 2: a comment is not closed"),
    ("Title\n=====", "line 2: an underlined heading"),
    ("Title\n---", "line 2: an underlined heading"),
    ("a $x_{{value f1 k d}}$ b", "line 1: a token inside a formula"),
    ("$$\n{{value f1 k d}}\n$$", "line 1: a token inside a formula"),
    ("[x](a/{{value f1 k d}})", "line 1: a token inside a link's target"),
    ("<https://a.org/{{value f1 k d}}>", "line 1: a token inside a link's target"),
    ("{{figure f1}}", "line 1: '{{figure f1}}' is no token"),
    ("{{}}", "line 1: '{{}}' is no token"),
    ("a {{verdicts}}", "line 1: '{{verdicts}}' is not '{{value FIGURE KEY FORMAT}}'"),
    ("a {{}} b", "line 1: '{{}}' is not '{{value"),
    ("{{appendix all}}", "line 1: '{{appendix all}}'"),
  ])
  func `fails with the line`(text: String, problem: String) {
    #expect(fault(text).hasPrefix("paper/c.md: \(problem)"), "\(fault(text))")
  }
}
