// What a report is woven from, as values. Who reads the files is not decided here.

public import Records

/// One chapter of literate source.
public struct Chapter: Hashable, Sendable {
  /// Its path from the repository's root, e.g. `paper/norms2020.md`; messages name it, and relative
  /// links in the text start from its directory.
  public var name: String
  /// Its Markdown text with tokens.
  public var text: String

  /// A chapter.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// A figure as the report shows it.
public struct FigureEntry: Sendable {
  /// Its key, which is also its anchor, e.g. `norms2020-fig1`.
  public var id: String
  /// The key of its work, e.g. `norms2020`.
  public var work: String
  /// Its title, for tables.
  public var title: String
  /// What it shows: Markdown with value tokens.
  public var caption: String
  /// What a reader who cannot see it needs to know: plain words with value tokens.
  public var alternativeText: String
  /// Where the work shows it, in words.
  public var source: String
  /// The picture's path, relative to the woven file.
  public var picturePath: String
  /// How many training runs stand behind it.
  public var runs: Int
  /// Its three identities.
  public var digests: Digests

  /// The three identities of a figure, hashed separately.
  public struct Digests: Hashable, Sendable {
    /// The numbers plotted.
    public var table: Digest
    /// The drawing commands.
    public var scene: Digest
    /// The decoded pixels.
    public var pixels: Digest

    /// The digests of a figure's table, scene and pixels.
    public init(table: Digest, scene: Digest, pixels: Digest) {
      self.table = table
      self.scene = scene
      self.pixels = pixels
    }
  }

  /// A figure; see the members for their meaning.
  public init(
    id: String, work: String, title: String, caption: String, alternativeText: String,
    source: String, picturePath: String, runs: Int, digests: Digests
  ) {
    self.id = id
    self.work = work
    self.title = title
    self.caption = caption
    self.alternativeText = alternativeText
    self.source = source
    self.picturePath = picturePath
    self.runs = runs
    self.digests = digests
  }
}

/// A figure that the preset does not make.
public struct OmittedFigure: Hashable, Sendable {
  /// Its key, which is also its anchor.
  public var id: String
  /// Its title.
  public var title: String
  /// Where the work shows it, in words.
  public var source: String
  /// Why the preset does not make it: the end of a sentence.
  public var reason: String

  /// A figure that the preset does not make; see the members for their meaning.
  public init(id: String, title: String, source: String, reason: String) {
    self.id = id
    self.title = title
    self.source = source
    self.reason = reason
  }
}

/// Everything that chapters may quote, all of it from one build.
public struct ReportInputs: Sendable {
  /// The preset that made the figures.
  public var preset: Preset
  /// The woven file's path from the repository's root, e.g. `paper/report.md`.
  public var output: String
  /// The figures to show: every one must appear.
  public var figures: [FigureEntry]
  /// The figures that only the paper preset makes: a chapter that shows one says why it is not here.
  public var omitted: [OmittedFigure]
  /// The quantities by figure and key: every one must be quoted.
  public var values: [String: [String: Quantity]]
  /// The claims of the figures, in the order of their tables: every one must be shown.
  public var claims: [Claim]
  /// What the build was and what came of it, line by line, for the first page.
  public var summary: [(name: String, value: String)]
  /// The reference environment, line by line.
  public var reference: [(name: String, value: String)]
  /// Digests of outputs that belong to no single figure.
  public var digests: [(name: String, digest: Digest)]
  /// The text of a file of the repository by its path from the root.
  public var source: @Sendable (String) throws -> String

  /// The inputs of a report; see the members for their meaning.
  public init(
    preset: Preset, output: String, figures: [FigureEntry], omitted: [OmittedFigure],
    values: [String: [String: Quantity]], claims: [Claim],
    summary: [(name: String, value: String)], reference: [(name: String, value: String)],
    digests: [(name: String, digest: Digest)],
    source: @escaping @Sendable (String) throws -> String
  ) {
    self.preset = preset
    self.output = output
    self.figures = figures
    self.omitted = omitted
    self.values = values
    self.claims = claims
    self.summary = summary
    self.reference = reference
    self.digests = digests
    self.source = source
  }
}
