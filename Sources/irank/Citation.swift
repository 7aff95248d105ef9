// How a figure of this reproduction is cited, in three languages.

import Glibc
import Papers
import Records

/// A figure as others cite it: what it reproduces, and the digest of what is drawn.
struct Citation {
  let figure: FigureDefinition
  let preset: Preset
  /// The digest of the drawing commands, exact on every machine.
  let scene: Digest
  /// The commit of the checkout; `nil` in files that must not depend on it.
  var revision: String?

  /// The forms there are.
  enum Language: String, CaseIterable {
    case markdown, latex, bibtex
  }

  /// The citation in a language.
  func text(in language: Language) -> String {
    switch language {
    case .markdown: markdown
    case .latex: latex
    case .bibtex: figure.work.reference.bibtex + bibtex
    }
  }

  /// The key of its BibTeX entry.
  var key: String { "implicitrank-\(figure.id)" }

  /// The BibTeX entry of the figure itself.
  var bibtex: String {
    Reference.entry(
      "misc", key,
      [
        ("author", "{The ImplicitRank developers}"), ("title", "{\(figure.title.texEscaped)}"),
        ("howpublished", "ImplicitRank, {\\texttt{\(figure.id)}}, \(preset.rawValue) preset"),
        ("note", "\(origin.texEscaped); see \\cite{\(figure.work.reference.key)}. \(proof)"),
      ])
  }

  private var markdown: String {
    let work = figure.work
    let title = work.reference.address.map { "[*\(work.title)*](\($0))" } ?? "*\(work.title)*"
    return """
      ![\(figure.title)](figures/\(figure.id).png)

      **\(figure.title).** ImplicitRank, figure `\(figure.id)`, \(preset.rawValue) preset; \
      after \(figure.source) of \(title). \(proof)

      """
  }

  private var latex: String {
    """
    \\begin{figure}
      \\centering
      \\includegraphics[width=\\linewidth]{figures/\(figure.id).png}
      \\caption{\(figure.title.texEscaped) \\cite{\(key)}, after \(figure.source.texEscaped)
        of \\cite{\(figure.work.reference.key)}.}
      \\label{fig:\(figure.id)}
    \\end{figure}

    """
  }

  private var origin: String { "After \(figure.source) of: \(figure.work.title)" }

  private var proof: String {
    let commit = revision.map { "Revision \($0). " } ?? ""
    return "\(commit)Scene SHA-256 \(scene.hexadecimal)."
  }

  /// The commit of the checkout, with a mark where files differ from it; `nil` outside a repository.
  static func currentRevision() -> String? {
    guard let pipe = popen("git describe --always --dirty --abbrev=12 2>/dev/null", "r") else {
      return nil
    }
    var line = [CChar](repeating: 0, count: 200)
    let isRead = fgets(&line, Int32(line.count), pipe) != nil
    guard pclose(pipe) == 0, isRead else { return nil }
    let bytes = line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
