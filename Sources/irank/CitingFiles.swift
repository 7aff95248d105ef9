// The two files for other people's write-ups: a bibliography, and macros for figures and numbers.

import Papers
import Records
import Report

/// `figures.bib` and `figures.tex`.
struct CitingFiles {
  /// A BibTeX entry for every work and every figure.
  let bibliography: String
  /// A macro for every figure and every number that the report may quote.
  let macros: String

  /// The files of all figures.
  init(_ figures: [DrawnFigure], _ preset: Preset) {
    let citations = figures.map {
      Citation(figure: $0.definition, preset: preset, scene: $0.scene, revision: nil)
    }
    let works = Work.allCases.map(\.reference.bibtex)
    bibliography = (works + citations.map(\.bibtex)).joined(separator: "\n")
    let lines = zip(citations, figures).flatMap { Self.macros(of: $0, values: $1.values) }
    macros = Self.preamble + lines.joined(separator: "\n") + "\n"
  }

  private static let preamble = #"""
    % Written by ImplicitRank: figures and numbers for other write-ups.
    %
    %   \usepackage{graphicx}
    %   \newcommand{\irpath}{path/to/ImplicitRank/figures}  % before \input
    %   \input{\irpath/figures.tex}
    %   \bibliography{\irpath/figures}
    %
    %   \irfigure[width=\linewidth]{norms2020-fig1}    the picture
    %   \irtitle{norms2020-fig1}                       its title
    %   \ircite{norms2020-fig1}                        the figure and the work it reproduces
    %   \irvalue{norms2020-fig1}{KEY}                  a number, three significant digits
    %   \irexact{norms2020-fig1}{KEY}                  the same, all of its digits
    % A name that does not exist is an error.
    \providecommand{\irpath}{figures}
    \newcommand{\irlookup}[1]{\ifcsname ir@#1\endcsname\csname ir@#1\endcsname\else
      \errmessage{ImplicitRank has no #1}\fi}
    \newcommand{\irdefine}[2]{\expandafter\def\csname ir@#1\endcsname{#2}}
    \newcommand{\irfigure}[2][]{\irlookup{#2/check}\includegraphics[#1]{\irpath/#2.png}}
    \newcommand{\irtitle}[1]{\irlookup{#1/title}}
    \newcommand{\ircite}[1]{\irlookup{#1/cite}}
    \newcommand{\irvalue}[2]{\irlookup{#1/value/#2}}
    \newcommand{\irexact}[2]{\irlookup{#1/exact/#2}}

    """#

  private static func macros(
    of citation: Citation, values: [String: Quantity]
  ) -> [String] {
    let id = citation.figure.id
    let work = citation.figure.work.reference.key
    let numbers = values.sorted { $0.key < $1.key }.flatMap { key, quantity -> [String] in
      let rounded = NumberFormat.significant(3).text(of: quantity.value) ?? "?"
      let exact = canonicalText(of: quantity.value)
      return [
        "% \(quantity.meaning)",
        "\\irdefine{\(id)/value/\(key)}{\(tex(rounded))}\\irdefine{\(id)/exact/\(key)}{\(exact)}",
      ]
    }
    return [
      "\\irdefine{\(id)/check}{}\\irdefine{\(id)/title}{\(citation.figure.title.texEscaped)}%",
      "\\irdefine{\(id)/cite}{\\cite{\(citation.key),\(work)}}",
    ] + numbers
  }

  /// A number as the report writes it, in TeX: `1.23 × 10⁻⁷` becomes `\ensuremath{1.23\times10^{-7}}`.
  private static func tex(_ number: String) -> String {
    let digits: [Character: Character] = [
      "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
      "⁹": "9", "⁻": "-",
    ]
    var text = ""
    var power = ""
    for character in number {
      switch character {
      case "×": text += "\\times "
      case "−": text += "-"
      case " ", "\u{A0}", "\u{202F}": text += text.hasSuffix(" ") ? "" : "\\,"
      default:
        if let digit = digits[character] { power.append(digit) } else { text.append(character) }
      }
    }
    return "\\ensuremath{\(text)\(power.isEmpty ? "" : "^{\(power)}")}"
  }
}
