/// Text with bold, oblique, superscript and subscript runs, written in a tiny markup.

/// A short text in one or more styles, one or more lines.
///
/// Markup: `**bold**`, `//italic//`, `^{superscript}`, `_{subscript}`, a newline for a new line.
/// Styles nest and may appear inside scripts; scripts do not nest. A subscript directly followed by a
/// superscript (or the reverse) is stacked. A `^` or `_` without `{` stands for itself, as does
/// everything in `RichText(plain:)`. Greek letters and symbols are ordinary Unicode characters.
public struct RichText: Sendable, Equatable, ExpressibleByStringInterpolation {
  /// Where a run sits relative to the baseline.
  public enum Script: Sendable, Equatable {
    /// On the baseline at full size.
    case normal
    /// Raised, at 70 % size.
    case superscript
    /// Lowered, at 70 % size.
    case `subscript`
  }

  /// Characters in one style.
  public struct Run: Sendable, Equatable {
    /// The characters; a newline ends the line.
    public var text: String
    /// Whether the run is bold.
    public var bold: Bool
    /// Whether the run is oblique.
    public var italic: Bool
    /// Its position relative to the baseline.
    public var script: Script

    /// A run; plain by default.
    public init(
      _ text: String, bold: Bool = false, italic: Bool = false, script: Script = .normal
    ) {
      self.text = text
      self.bold = bold
      self.italic = italic
      self.script = script
    }
  }

  /// The runs in reading order; none is empty.
  public let runs: [Run]

  /// A text of the given runs.
  public init(_ runs: [Run]) { self.runs = runs.filter { !$0.text.isEmpty } }

  /// A text taken literally, without markup.
  public init(plain text: String) { self.init([Run(text)]) }

  /// A text in the markup described above.
  public init(_ markup: String) { self.init(RichText.parse(markup)) }

  /// A literal in the markup described above.
  public init(stringLiteral markup: String) { self.init(markup) }

  /// The words without styles: what a label record and alternative text say.
  public var string: String { runs.map(\.text).joined() }
}
