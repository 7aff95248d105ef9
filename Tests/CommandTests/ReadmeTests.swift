// The README's gallery and verdicts are those of the committed claims.

import Foundation
import Papers
import Records
import Testing

struct ReadmeTests {
  /// What a line of `figures.json` says of claims.
  private struct Line: Decodable {
    var id: String
    var title: String
    var work: Work
    var verdicts: [String: Int]
  }

  private let lines: [Line]
  private let readme: String

  init() throws {
    let index = try Files.read("\(Checkout.repository)/figures/figures.json")
    lines = try JSONDecoder().decode([Line].self, from: index)
    readme = try Files.readText("\(Checkout.repository)/README.md")
  }

  /// The row that counts the verdicts of some figures.
  private func row(_ name: String, _ lines: [Line]) -> String {
    let counts = Claim.Verdict.allCases.map { verdict in
      lines.reduce(0) { $0 + $1.verdicts[verdict.rawValue, default: 0] }
    }
    return "\n| \(name) | \(counts.map(String.init).joined(separator: " | ")) |\n"
  }

  @Test func itCountsTheCommittedVerdicts() {
    for work in Work.allCases {
      let name = "\(work.rawValue): *\(work.title)*"
      #expect(readme.contains(row(name, lines.filter { $0.work == work })), "make report")
    }
    #expect(readme.contains(row("**all works**", lines)), "make report")
  }

  @Test func itShowsTheCommittedFigures() {
    for line in lines {
      let count = line.verdicts.values.reduce(0, +)
      let claims = count == 0 ? "no claims" : "\(count) \(count == 1 ? "claim" : "claims"): "
      let row = readme.split(separator: "\n").first { $0.contains("figures/\(line.id).png\"") }
      #expect(row?.contains("**\(line.title)**") == true, "make report: \(line.id)")
      #expect(row?.contains("<br>\(claims)") == true, "make report: \(line.id)")
    }
    #expect(readme.components(separatedBy: "<img src=\"figures/").count == lines.count + 1)
  }
}
