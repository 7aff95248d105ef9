// Tables as CSV: round trips, and files that are cut off or ragged.

import Records
import Testing

@Suite struct TableTests {
  private let table = Table([
    Table.Column("replicate", .numbers([1, 1, 2])),
    Table.Column("entry[1,1]", .numbers([0.1, -1e-300, 1.0 / 3])),
    Table.Column("kind", .words(["a", "b c", "é"])),
  ])

  @Test func csvHasAHeaderAndALineARow() {
    #expect(
      table.csv == """
        replicate,"entry[1,1]",kind
        1,0.1,a
        1,-1e-300,b c
        2,0.3333333333333333,é

        """)
  }

  @Test func csvReadsBackAsTheSameTable() throws {
    #expect(try Table(csv: table.csv, file: "trace.csv") == table)
    let empty = Table([Table.Column("a", .numbers([])), Table.Column("b", .numbers([]))])
    #expect(try Table(csv: empty.csv, file: "trace.csv") == empty)
  }

  @Test func aFileCutOffAnywhereInItsLastLineIsRefused() throws {
    let text = table.csv
    for dropped in 1...4 {
      #expect(throws: Failure.self) {
        try Table(csv: String(text.dropLast(dropped)), file: "trace.csv")
      }
    }
    let failure = try #require(throws: Failure.self) { try Table(csv: "", file: "trace.csv") }
    #expect(failure.problem.contains("cut off"))
  }

  @Test func aRaggedLineIsNamed() throws {
    let failure = try #require(throws: Failure.self) {
      try Table(csv: "a,b\n1,2\n3\n", file: "trace.csv")
    }
    #expect(failure.field == "line 3")
  }

  @Test(arguments: ["\"b\"", "b\rc"]) func aWordThatNoTableHoldsIsNamed(word: String) throws {
    let failure = try #require(throws: Failure.self) {
      try Table(csv: "a,kind\n1,b\n2,\(word)\n", file: "trace.csv")
    }
    #expect(failure.subject == "trace.csv" && failure.field == "line 3")
    #expect(failure.problem.contains("in column 'kind'"))
  }

  @Test(arguments: ["a,b", "\"a\"", "a\nb", "a\r\nb"])
  func aWordThatWouldBeTwoFieldsStopsTheProgram(word: String) async {
    await #expect(processExitsWith: .failure) { [word] in
      _ = Table([Table.Column("kind", .words(["a", word]))])
    }
  }

  @Test func rowsAreSelectedByValue() {
    #expect(table.rows(where: "replicate", is: 1)[words: "kind"] == ["a", "b c"])
    #expect(table.rows(where: "kind", is: "é")[numbers: "replicate"] == [2])
    #expect(table.rows(where: "kind", is: "none").rowCount == 0)
  }
}
