import Testing

@Suite struct SourceExcerptTests {
  private let file = """
    import X
    struct S {
      // region: outer part
      func f() {

        // region: inner
        let x = 1
        // endregion
      }
      // endregion
    }
    // region: open
    // region: empty
    // endregion
    """

  private func excerpt(_ token: String, output: String = "paper/report.md") throws -> String {
    try body(token, inputs(output: output, files: ["Sources/S.swift": file]))
  }

  @Test func `is cut without markers and common indentation, with its line numbers`() throws {
    #expect(
      try excerpt("{{source Sources/S.swift outer part}}") == """
        ```swift
        func f() {

          let x = 1
        }
        ```

        <sub>[Sources/S.swift, lines 4–9](../Sources/S.swift#L4-L9)</sub>

        """)
    #expect(
      try excerpt("{{source Sources/S.swift inner}}", output: "build/quick/report.md") == """
        ```swift
        let x = 1
        ```

        <sub>[Sources/S.swift, line 7](../../Sources/S.swift#L7-L7)</sub>

        """)
  }

  @Test func `gets a fence longer than any it holds`() throws {
    let files = ["a.md": "// region: r\n  ````text\n// endregion"]
    #expect(
      try body("{{source a.md r}}", inputs(files: files)).hasPrefix("`````md\n````text\n`````\n"))
  }

  @Test(arguments: [
    ("Sources/S.swift open", "line 12: region 'open' has no '// endregion'"),
    ("Sources/S.swift empty", "line 13: region 'empty' is empty"),
    ("Sources/S.swift other", "has 0 regions '// region: other', expected one; its regions: outer"),
    ("Sources/T.swift inner", "Sources/T.swift: does not exist"),
    ("Sources/S.swift", "'{{source Sources/S.swift}}' is no token"),
  ])
  func `fails with the chapter's line`(words: String, problem: String) {
    let fault = fault("\n\n{{source \(words)}}", inputs(files: ["Sources/S.swift": file]))
    #expect(fault.hasPrefix("paper/c.md: line 3: "))
    #expect(fault.contains(problem), "\(fault)")
  }

  @Test func `must be unique in its file`() {
    let files = ["a.swift": "// region: r\n1\n// endregion\n// region: r\n2\n// endregion"]
    #expect(fault("{{source a.swift r}}", inputs(files: files)).contains("has 2 regions"))
  }
}
