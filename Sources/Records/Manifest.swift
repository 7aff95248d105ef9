// The list of what a preset's outputs must be: one digest a line, under a root digest. Plain text,
// so that a reader with `sha256sum` needs no tool of ours. Comparing files with it is not done here.

/// The accepted digests of a preset's outputs, as text:
///
///     # ImplicitRank manifest 1
///     # preset quick
///     # cairo 1.16.0
///     # kernels 1
///     # swift 6.3.1
///     # root <digest of every other line>
///     <digest>  <tier>  <name>
public struct Manifest: Hashable, Sendable {
  /// An accepted output.
  public struct Entry: Hashable, Sendable {
    /// The digest of its bytes; of its decoded pixels where the tier is `pixels`.
    public var digest: Digest
    /// The stage of the pipeline it belongs to.
    public var tier: String
    /// Its path under the preset's directories.
    public var name: String

    /// An accepted output; see the members for their meaning.
    public init(digest: Digest, tier: String, name: String) {
      self.digest = digest
      self.tier = tier
      self.name = name
    }
  }

  /// What the outputs were made with when they were accepted; only pixels may depend on it.
  public struct Origin: Hashable, Sendable {
    /// The version of the Cairo library.
    public var cairo: String
    /// The version of the kernels' bits.
    public var kernels: String
    /// The version of the Swift compiler.
    public var swift: String

    /// An origin; see the members for their meaning.
    public init(cairo: String, kernels: String, swift: String) {
      self.cairo = cairo
      self.kernels = kernels
      self.swift = swift
    }
  }

  /// The preset.
  public var preset: String
  /// What the outputs were made with.
  public var origin: Origin
  /// The outputs, in ascending order of their names.
  public private(set) var entries: [Entry]
  /// What is wrong with the text it was read from: an edited line, a root that does not fit.
  /// Empty for a manifest made by `init(preset:origin:entries:)`.
  public private(set) var problems: [String]

  /// A manifest of some outputs.
  ///
  /// - Precondition: no two outputs share a name.
  public init(preset: String, origin: Origin, entries: [Entry]) {
    self.preset = preset
    self.origin = origin
    self.entries = entries.sorted { Array($0.name.utf8).lexicographicallyPrecedes($1.name.utf8) }
    problems = []
    precondition(Set(entries.map(\.name)).count == entries.count, "two outputs of one name")
  }

  /// The accepted digest of an output.
  public subscript(name: String) -> Digest? { entries.first { $0.name == name }?.digest }

  /// The digest of every line but the root's own.
  public var root: Digest { Digest(of: header + body) }

  /// The canonical text.
  public var text: String { header + "# root \(root)\n" + body }

  private var header: String {
    """
    # ImplicitRank manifest 1
    # preset \(preset)
    # cairo \(origin.cairo)
    # kernels \(origin.kernels)
    # swift \(origin.swift)

    """
  }

  private var body: String {
    entries.map { "\($0.digest)  \($0.tier)  \($0.name)\n" }.joined()
  }

  /// Reads a manifest. What does not read back to the same text becomes a problem, not an error:
  /// an edited manifest is a finding about the outputs, and the rest of it can still be compared.
  ///
  /// - Throws: `Failure` naming `file` if the text is no manifest at all, or of another format.
  public init(text: String, file: String, hint: String) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard text.hasPrefix("# "), lines.count > 6 else {
      throw Failure(file, "is not a manifest", hint: hint)
    }
    let format = "# ImplicitRank manifest "
    if lines[0].hasPrefix(format), let version = Int(lines[0].dropFirst(format.count)),
      version != 1
    {
      throw Failure(file, field: "line 1", "is of format \(version); this program reads 1")
    }
    var header: [String: String] = [:]
    var entries: [Entry] = []
    var names: Set<String> = []
    var problems: [String] = []
    for (index, line) in lines.enumerated() where !line.isEmpty {
      if line.hasPrefix("#") {
        let words = line.split(separator: " ", maxSplits: 2)
        if words.count == 3 { header[String(words[1])] = String(words[2]) }
      } else if let entry = Entry(line: line), names.insert(entry.name).inserted {
        entries.append(entry)
      } else {
        problems.append("line \(index + 1) is not a digest, a tier and a new name: '\(line)'")
      }
    }
    self.init(
      preset: header["preset", default: ""],
      origin: Origin(
        cairo: header["cairo", default: ""], kernels: header["kernels", default: ""],
        swift: header["swift", default: ""]),
      entries: entries)
    if text != self.text && problems.isEmpty {
      problems.append(
        header["root"] == root.hexadecimal
          ? "its lines are not as they were written"
          : "its root \(header["root", default: "(none)"].prefix(12)) does not fit its lines, "
            + "which give \(root.short)")
    }
    self.problems = problems
  }
}

extension Manifest.Entry {
  fileprivate init?(line: String) {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 5, words[1].isEmpty, words[3].isEmpty,
      let digest = Digest(hexadecimal: String(words[0])), !words[2].isEmpty, !words[4].isEmpty
    else { return nil }
    self.init(digest: digest, tier: String(words[2]), name: String(words[4]))
  }
}
