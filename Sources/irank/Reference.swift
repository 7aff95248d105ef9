// What the works are called where they are cited.

import Papers

/// A work as a bibliography has it.
struct Reference {
  /// The key of its BibTeX entry.
  var key: String
  /// The kind of its BibTeX entry.
  var type: String
  /// The fields of the entry, in order.
  var fields: [(name: String, value: String)]
  /// Where it can be read.
  var address: String?

  /// Who wrote it, given name first.
  var authors: [String] {
    let field = fields.first { $0.name == "author" }?.value ?? ""
    return field.replacing(" and ", with: ";").split(separator: ";").map { author in
      let names = author.split(separator: ",").map { $0.drop { $0 == " " } }
      return names.reversed().joined(separator: " ")
    }
  }

  /// When it was published, if that is known.
  var year: String? { fields.first { $0.name == "year" }?.value }

  /// The entry.
  var bibtex: String { Self.entry(type, key, fields) }

  /// A BibTeX entry; values are TeX already.
  static func entry(_ type: String, _ key: String, _ fields: [(String, String)]) -> String {
    let lines = fields.map { "  \($0.0) = {\($0.1)}" }
    return "@\(type){\(key),\n\(lines.joined(separator: ",\n"))\n}\n"
  }
}

extension Work {
  /// How the work is cited.
  var reference: Reference {
    switch self {
    case .norms2020:
      paper(
        "razin2020norms", authors: "Razin, Noam and Cohen, Nadav",
        book: "Advances in Neural Information Processing Systems", year: "2020",
        arxiv: "2005.06398")
    case .tensor2021:
      paper(
        "razin2021tensor", authors: "Razin, Noam and Maman, Asaf and Cohen, Nadav",
        book: "Proceedings of the 38th International Conference on Machine Learning", year: "2021",
        arxiv: "2102.09972")
    case .hierarchical2022:
      paper(
        "razin2022hierarchical", authors: "Razin, Noam and Maman, Asaf and Cohen, Nadav",
        book: "Proceedings of the 39th International Conference on Machine Learning", year: "2022",
        arxiv: "2201.11729")
    case .posts: informal("razin2022posts", note: "Blog posts of 2020, 2021 and 2022")
    case .talk: informal("razin2022talk", note: "Talk")
    }
  }

  private func paper(
    _ key: String, authors: String, book: String, year: String, arxiv: String
  ) -> Reference {
    Reference(
      key: key, type: "inproceedings",
      fields: [
        ("author", authors), ("title", "{\(title.texEscaped)}"), ("booktitle", book),
        ("year", year), ("eprint", arxiv), ("archiveprefix", "arXiv"),
      ], address: "https://arxiv.org/abs/\(arxiv)")
  }

  private func informal(_ key: String, note: String) -> Reference {
    Reference(
      key: key, type: "misc",
      fields: [("author", "Razin, Noam"), ("title", "{\(title.texEscaped)}"), ("note", note)],
      address: nil)
  }
}

extension String {
  /// The text with the characters escaped that TeX reads as commands.
  var texEscaped: String {
    var text = ""
    for character in self {
      switch character {
      case "&", "%", "$", "#", "_", "{", "}": text += "\\\(character)"
      case "~": text += "\\textasciitilde{}"
      case "^": text += "\\textasciicircum{}"
      case "\\": text += "\\textbackslash{}"
      default: text.append(character)
      }
    }
    return text
  }
}
