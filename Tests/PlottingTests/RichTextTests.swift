// Markup, and text widths against advances read from the DejaVu font files themselves.

import Plotting
import Testing

@Suite struct RichTextTests {
  @Test func `markup sets bold, italic and scripts`() {
    let text: RichText = "**a//b//**c^{−3}_{//i//}"
    #expect(
      text.runs == [
        .init("a", bold: true), .init("b", bold: true, italic: true), .init("c"),
        .init("−3", script: .superscript), .init("i", italic: true, script: .subscript),
      ])
    #expect(text.string == "abc−3i")
  }

  @Test func `characters that only look like markup stand for themselves`() {
    #expect(RichText("a_b^c {d} 1/2*3").runs == [.init("a_b^c {d} 1/2*3")])
    #expect(RichText(plain: "10^{3} **").runs == [.init("10^{3} **")])
    #expect(RichText("").runs.isEmpty)
  }

  @Test(arguments: [
    ("iterations", 9719), ("AVATAR To", 11433 - 928), ("|unobserved entry|", 19536),
    ("**iterations**", 11227), ("//W//", 2025),
  ])
  func `width is the sum of advances and kerning of the font file`(markup: String, units: Int) {
    let width = RichText(markup).width(size: 2048)
    #expect(abs(width - Double(units)) < 1e-6)
  }

  @Test func `scripts are smaller and a subscript stacks with a superscript`() {
    let base = RichText("W").width(size: 10)
    let sub = RichText("W_{22}").width(size: 10)
    let both = RichText("W_{22}^{1}").width(size: 10)
    #expect(abs((sub - base) - 0.7 * RichText("22").width(size: 10)) < 1e-9)
    #expect(both == sub)
  }

  @Test func `lines do not add up in width`() {
    #expect(RichText("ab\nabc").width(size: 10) == RichText("abc").width(size: 10))
  }

  @Test func `every character of the papers' figures can be drawn in every face`() {
    let needed =
      String((0x20..<0x7F).map { Character(Unicode.Scalar($0)!) })
      + "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψω"
      + "−–—·×⊗⊙∘∗±≤≥≈≠→←↔⇔↦∞∈∑∏√‖⟨⟩ℓ∂…′✓✗★•█☐²³¹⁰⁴₀₁₂₃äöüßéèçñÅøł"
    for face in ["", "**", "//"] {
      let text = RichText([
        .init(needed, bold: face == "**", italic: face == "//")
      ])
      #expect(text.isDrawable)
      #expect(text.width(size: 10) > 500)
    }
  }

  @Test func `an unknown character is known to be unknown`() {
    #expect(!RichText("数").isDrawable)
  }

  @Test func `drawing an unknown character stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = RichText("数").width(size: 10)
    }
  }
}
