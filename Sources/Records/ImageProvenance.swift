// Where the images of a run come from, which its record says and captions repeat.

/// How far images are known to be the published ones.
public enum ImageProvenance: String, Codable, Hashable, Sendable, CaseIterable {
  /// The content of the official files, by their pinned SHA-256.
  case official
  /// Other content, which a manifest beside the files declares by its SHA-256.
  case declared
  /// Drawn by the pipeline.
  case drawn
}

extension ImageProvenance {
  /// What can be said of parts together: they are as little official as the least official of them.
  ///
  /// - Precondition: there is a part.
  public static func weakest(of parts: [ImageProvenance]) -> ImageProvenance {
    precondition(!parts.isEmpty, "no parts")
    return parts.contains(.drawn) ? .drawn : parts.contains(.declared) ? .declared : .official
  }
}
