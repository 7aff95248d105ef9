import Report
import Testing

@Suite struct RelativeLinksTests {
  private func target(_ target: String, output: String) throws -> String {
    let woven = try body("# A\n[x](\(target))", inputs(output: output))
    return String(woven.dropFirst("# A\n\n[x](".count).dropLast(2))
  }

  @Test(arguments: [
    "../Sources/x.swift", "norms.md#part", "./a", "https://example.org/a/../b", "#a", "/root", "",
  ])
  func `stay as they are beside the chapter`(link: String) throws {
    #expect(try target(link, output: "paper/report.md") == link)
  }

  @Test(arguments: [
    ("../Sources/x.swift", "../../Sources/x.swift"), ("norms.md#part", "../../paper/norms.md#part"),
    ("../build/quick/values.json", "values.json"), ("./a", "../../paper/a"), ("#a", "#a"),
    ("../../outside", "../../../outside"), ("mailto:a@b.org", "mailto:a@b.org"),
    ("https://example.org/a/../b", "https://example.org/a/../b"),
  ])
  func `lead to the same file from another directory`(link: String, rewritten: String) throws {
    #expect(try target(link, output: "build/quick/report.md") == rewritten)
  }
}
