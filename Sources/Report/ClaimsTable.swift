// Claims as tables: one of a figure's claims, one that counts the verdicts of all figures.

public import Records

extension Claim.Verdict {
  /// One sign for tables and terminals: ✓ ◐ ✗ –
  public var mark: String {
    switch self {
    case .reproduced: "✓"
    case .partly: "◐"
    case .notReproduced: "✗"
    case .notTestable: "–"
    }
  }
}

extension Claim {
  /// The claim's id without its figure, e.g. `F1.2`.
  var shortID: String { String(id.split(separator: "/").last ?? "") }

  /// The anchor of its row in the report.
  public var anchor: String { id.replacing("/", with: "-") }
}

extension Weaving {
  /// Weaves the claims table of a figure.
  mutating func weaveClaims(of figure: String, at place: Place) {
    if omitted[figure] != nil { return }
    let claims = inputs.claims.filter { $0.figure == figure }
    if claims.isEmpty { fault("figure '\(figure)' has no claims to show", at: place) }
    var rows = [
      "| Claim | Statement | The paper | Ours | Verdict | Tolerance and its reason |",
      "|---|---|---|---|---|---|",
    ]
    for claim in claims {
      insertAnchor(claim.anchor, at: place)
      let claimPlace = Place(chapter: place.chapter, line: place.line, part: "claim \(claim.id)")
      let checks = claim.checks.map { check in
        "\(cell(check.name, at: claimPlace)): \(text(of: check)) \(check.holds ? "✓" : "✗")"
      }
      let note = claim.note.isEmpty ? "" : "<br>" + cell(claim.note, at: claimPlace)
      let cells = [
        "<a id=\"\(claim.anchor)\"></a>\(claim.shortID)", cell(claim.statement, at: claimPlace),
        "\(cell(claim.paper, at: claimPlace)) (\(cell(claim.source, at: claimPlace)))",
        folded(claim.checks, texts: checks),
        "\(claim.verdict.mark) \(claim.verdict.rawValue)\(note)",
        cell(claim.reason, at: claimPlace),
      ]
      rows.append("| \(cells.joined(separator: " | ")) |")
    }
    document.appendBlock(rows.joined(separator: "\n"))
  }

  /// All checks where they are few; otherwise those that fail, and the others behind a summary.
  private func folded(_ checks: [Claim.Check], texts: [String]) -> String {
    if checks.isEmpty { return "–" }
    if checks.count <= 6 { return texts.joined(separator: "<br>") }
    let pairs = zip(checks, texts)
    let failing = pairs.filter { !$0.0.holds }.map(\.1)
    let holding = pairs.filter { $0.0.holds }.map(\.1)
    let summary = "<summary>\(holding.count) of \(checks.count) checks hold</summary>"
    let details = "<details>\(summary)\(holding.joined(separator: "<br>"))</details>"
    return (failing + [details]).joined(separator: "<br>")
  }

  /// Markdown on one line in which no bar ends the cell. Formulas cannot have escaped bars, so they
  /// get their names.
  private mutating func cell(_ text: String, at place: Place) -> String {
    let spans = SpanScanner.spans(of: text, at: place, faults: &faults)
    return spans.map { placed in
      let text = markdown(placed).replacing("\n", with: " ")
      if case .formula = placed.span {
        return text.replacing("\\|", with: "\\Vert ").replacing("|", with: "\\vert ")
      }
      return text.replacing("\\|", with: "|").replacing("|", with: "\\|")
    }.joined()
  }

  /// Our value and the interval, with as few digits (four at least) as show on which side of its
  /// bounds the value lies.
  private func text(of check: Claim.Check) -> String {
    let expected = [check.atLeast, check.atMost].map { $0.map(ShortestDecimal.init) }
    guard let ours = check.ours.map(ShortestDecimal.init) else {
      return "no value, expected \(interval(expected[0], expected[1]))"
    }
    for count in 4...17 {
      let rounded = ours.rounded(toDigits: count)
      let least = expected[0]?.rounded(toDigits: count)
      let most = expected[1]?.rounded(toDigits: count)
      let holds =
        (least.map { rounded.value >= $0.value } ?? true)
        && (most.map { rounded.value <= $0.value } ?? true)
      if holds == check.holds { return "\(rounded.compact), expected \(interval(least, most))" }
    }
    return "\(ours.compact), expected \(interval(expected[0], expected[1]))"
  }

  private func interval(_ least: ShortestDecimal?, _ most: ShortestDecimal?) -> String {
    switch (least, most) {
    case (let least?, nil) where least.value == .leastNonzeroMagnitude: "> 0"
    case (let least?, let most?): "\(least.compact) to \(most.compact)"
    case (let least?, nil): "≥ \(least.compact)"
    case (nil, let most?): "≤ \(most.compact)"
    case (nil, nil): "anything"
    }
  }

  /// How many claims of each figure came out how; zeros are left out.
  func verdictsTable() -> String {
    let verdicts = Claim.Verdict.allCases
    let heads = verdicts.map { "\($0.mark) \($0.rawValue)" }.joined(separator: " | ")
    var rows = [
      "| Figure | Work | \(heads) |", "|---|---" + String(repeating: "|--:", count: 4) + "|",
    ]
    func row(_ name: String, _ work: String, _ claims: [Claim]) -> String {
      let counts = verdicts.map { verdict in claims.count { $0.verdict == verdict } }
      let cells = [name, work] + counts.map { $0 == 0 ? "" : String($0) }
      return "| \(cells.joined(separator: " | ")) |"
    }
    for (index, figure) in order.compactMap({ figures[$0] }).enumerated() {
      let name = "[Figure \(index + 1)](#\(figure.id)): \(figure.title.replacing("|", with: "\\|"))"
      rows.append(row(name, figure.work, inputs.claims.filter { $0.figure == figure.id }))
    }
    rows.append(row("**All figures**", "", inputs.claims))
    let others = inputs.omitted.map { "\n\n\(sentence(on: $0))" }
    return rows.joined(separator: "\n") + others.joined()
  }
}
