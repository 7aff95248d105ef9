import Testing

@Suite struct BareNumbersTests {
  private func inResults(_ text: String) -> String {
    fault("<!-- results -->\n\(text)\n<!-- /results -->\n")
  }

  @Test(arguments: [
    "The norm grows to 61.7 there.", "depth ² alone", "half is ½", "CIFAR-10", "\\1 escaped",
    "| a | 3 |\n|---|---|", "### Part 2", "- item 7", "![seen 4](x.png)", "[see 5](x.md)",
    "costs $5 and more", "`open 3", "[^note]: 9 runs", "of $a to 6$b", "[^1]", "1. First",
    "[x](y.md \"at 8\")",
    "Ⅳ", "<b>6</b>", "text <!-- allow: a name -->2<!-- /allow --> 3",
  ])
  func `complains of digits a reader would see`(text: String) {
    #expect(inResults(text).contains("is a bare number among results"), "\(text)")
  }

  @Test(arguments: [
    "`code 3`", "``code ` 4``", "$x_1 = 3$ holds", "$$2 \\times 2$$", "$$\nx_1\n$$", "$`a_1`$",
    "[paper](https://example.org/2020/1)", "[a](b_(1).md#2)", "<https://example.org/5>",
    "[label]: https://example.org/6", "```\n7\n```", "~~~text\n8\n~~~", "<!-- a note of 9 -->",
    "text <!-- 10 --> text", "<!-- allow: a name -->Theorem 2<!-- /allow -->",
    "<!-- allow: sizes -->\n\n| 2 | 3 |\n|---|---|\n\n<!-- /allow -->",
    "two lines `of\ncode 3` here", "no digits at all",
  ])
  func `lets pass what is no prose or has a reason`(text: String) {
    #expect(inResults(text) == "", "\(text)")
  }

  @Test func `names the line, quotes it, and complains of each line once`() {
    let text = "1 is fine here.\n\n<!-- results -->\nNo digits,\nthen 3 and 4\n`x\ny` and 5.\n\n"
    let fault = fault(text + "<!-- /results -->\n2 is fine again.")
    #expect(fault.hasPrefix("paper/c.md: line 5: '3' is a bare number"))
    #expect(fault.contains("<!-- /allow -->': then 3 and 4\n"))
    #expect(fault.contains("\npaper/c.md: line 7: '5'"))
    #expect(fault.split(separator: "is a bare number").count == 3)
  }

  @Test func `takes the marks out of the document`() throws {
    let text = "<!-- results -->\nBy <!-- allow: its name -->Theorem 2<!-- /allow --> so.\n"
    #expect(try body(text + "<!-- /results -->\n") == "By Theorem 2 so.\n")
  }

  @Test func `admits values and figure references`() throws {
    let inputs = inputs(figures: [figure("f1")], values: ["f1": ["k1": 2]])
    let text = "<!-- results -->\n![](figure:f1)\n\nIn [](figure:f1): {{value f1 k1 d}}.\n"
    #expect(
      try weave(text + "<!-- /results -->", inputs).contains("In [Figure 1](#f1): 2.\n"))
  }

  @Test(arguments: [
    ("<!-- results -->\ntext", "line 1: a mark is opened here and not closed"),
    ("a <!-- allow: r -->b", "line 1: a mark is opened here and not closed"),
    ("x\n\n<!-- /results -->", "line 3: the mark '/results' is not expected"),
    ("<!-- allow -->2<!-- /allow -->", "line 1: the mark 'allow' is not expected"),
    ("<!-- allow: -->2<!-- /allow -->", "line 1: the mark 'allow:' is not expected"),
    ("<!-- Results -->", "line 1: the mark 'Results' is not expected"),
    ("<!-- result -->", "line 1: the mark 'result' is not expected"),
    ("text <!-- results --> text", "line 1: the mark 'results' is not expected"),
    ("<!-- results -->\n<!-- results -->", "line 2: the mark 'results' is not expected"),
  ])
  func `insists on well-formed marks`(text: String, problem: String) {
    #expect(fault(text).contains("paper/c.md: \(problem)"), "\(fault(text))")
  }
}
