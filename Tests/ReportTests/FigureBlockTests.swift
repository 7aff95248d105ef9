import Records
import Report
import Testing

@Suite struct FigureBlockTests {
  @Test func `shows anchor, picture, numbered caption and provenance`() throws {
    let shown = figure(
      "f1", caption: "Norm $|W_{11}|$ up to {{value f1 k 3s}}.",
      alternativeText: "A curve\nthat reaches [{{value f1 k 0f}}], see [](figure:f1).", runs: 12345)
    let woven = try body(
      "Before.\n![](figure:f1)\nAfter.", inputs(figures: [shown], values: ["f1": ["k": 61.73]]))
    let digests = shown.digests
    #expect(
      woven == """
        Before.

        <a id="f1"></a>

        ![A curve that reaches \\[62\\], see Figure 1.](../figures/f1.png)

        **Figure 1.** Norm $|W_{11}|$ up to 61.7.

        <sub>Figure 1 of the paper · preset standard · 12\u{202F}345 training runs \
        · table `\(digests.table.short)` · scene `\(digests.scene.short)` \
        · pixels `\(digests.pixels.short)`</sub>

        After.

        """)
  }

  @Test func `numbers follow the order of the document, and references may come first`() throws {
    let inputs = inputs(figures: [figure("f1", runs: 0), figure("f2", runs: 1)])
    let woven = try body("[](figure:f1), [](figure:f2)\n\n![](figure:f2)\n\n![](figure:f1)", inputs)
    #expect(woven.hasPrefix("[Figure 2](#f1), [Figure 1](#f2)\n"))
    let second = try #require(woven.firstRange(of: "<a id=\"f1\">")?.lowerBound)
    #expect(
      woven[..<second].contains("**Figure 1.**") && woven[..<second].contains("1 training run "))
    #expect(
      woven[second...].contains("**Figure 2.**") && woven[second...].contains("no training runs"))
  }

  @Test(arguments: [
    ("![](figure:f2)", "line 1: figure 'f2' is not in the catalogue"),
    ("a\n[](figure:f2)", "line 2: figure 'f2' is not in the catalogue"),
    ("a\n[](figure:f1)", "line 2: figure 'f1' is shown in no chapter"),
    ("a\nb ![](figure:f1)", "line 2: a picture '![](figure:…)' must stand alone on its line"),
    ("  ![](figure:f1)", "line 1: a picture '![](figure:…)' must stand alone on its line"),
    ("[left](figure:f1)", "line 1: a figure is referred to as '[](figure:…)'"),
    ("![](figure:f1)\n![](figure:f1)", "line 2: figure f1 is shown a second time (first: line 1)"),
  ])
  func `fails with the line`(text: String, problem: String) {
    #expect(fault(text, inputs(figures: [figure("f1")])).hasPrefix("paper/c.md: \(problem)"))
  }

  @Test func `its own texts fail by name at the line that shows them`() {
    let shown = figure("f1", caption: "a\n{{value f1 no 2f}}", alternativeText: "b {{value f1")
    let fault = fault("\n![](figure:f1)", inputs(figures: [shown]))
    #expect(
      fault.contains("paper/c.md: line 2: the caption of f1: figure 'f1' has no value 'no'"))
    #expect(
      fault.contains("paper/c.md: line 2: the alternative text of f1: a token is opened with '{{'"))
  }
}
