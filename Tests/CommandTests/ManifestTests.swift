// The text of a manifest: what was written reads back, what was edited is a named problem.

import Records
import Testing

struct ManifestTests {
  private let manifest = Manifest(
    preset: "quick", origin: Manifest.Origin(cairo: "1.16.0", kernels: "1", swift: "6.3.1"),
    entries: [
      Manifest.Entry(digest: Digest(of: "b"), tier: "table", name: "tables/b.csv"),
      Manifest.Entry(digest: Digest(of: "a"), tier: "pixels", name: "figures/a.png"),
    ])

  private func reading(_ text: String) throws -> Manifest {
    try Manifest(text: text, file: "MANIFEST", hint: "make accept")
  }

  @Test func itsTextReadsBack() throws {
    let again = try reading(manifest.text)
    #expect(again == manifest)
    #expect(again.problems.isEmpty)
    #expect(again["tables/b.csv"] == Digest(of: "b"))
    #expect(again["tables/c.csv"] == nil)
    #expect(again.entries.map(\.name) == ["figures/a.png", "tables/b.csv"])
  }

  @Test func theRootIsTheDigestOfEveryOtherLine() {
    let lines = manifest.text.split(separator: "\n").filter { !$0.hasPrefix("# root ") }
    #expect(manifest.root == Digest(of: lines.joined(separator: "\n") + "\n"))
  }

  @Test func everyEditIsAProblem() throws {
    let text = manifest.text
    let edits = [
      text.replacing("1.16.0", with: "1.18.0"), text.replacing("pixels", with: "scene"),
      text.replacing(Digest(of: "a").hexadecimal, with: Digest(of: "c").hexadecimal),
      text.replacing("b.csv", with: "c.csv"), text.replacing("# root ", with: "# root 0"),
      text + text.split(separator: "\n")[7] + "\n", String(text.dropLast()),
      text.replacing("  table", with: " table"),
    ]
    for edit in edits {
      #expect(edit != text)
      #expect(try reading(edit).problems.count == 1, "\(edit)")
    }
  }

  @Test func anotherFileIsNoManifest() {
    for text in ["", "hello\n", "# ImplicitRank manifest 2\n" + manifest.text] {
      #expect(throws: Failure.self) { try reading(text) }
    }
  }
}
