/// The sizes a build runs at. Presets change sizes, never code paths.
public enum Preset: String, Codable, Hashable, Sendable, CaseIterable {
  /// Every figure and claim at reduced size, in at most a minute.
  case quick
  /// The papers' own sizes wherever they fit in about ten minutes.
  case standard
  /// The papers' sizes, seeds and data sets throughout.
  case paper

  /// The preset of a name.
  ///
  /// - Throws: `Failure` that lists the presets there are.
  public init(named name: String) throws {
    guard let preset = Preset(rawValue: name) else {
      let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(
        "PRESET=\(name)", "is not a preset; expected one of \(known)",
        hint: "make figures PRESET=standard")
    }
    self = preset
  }
}
