/// What can go wrong between a scene and a file's bytes.

/// A failure of Cairo, of libpng, or of a file's bytes.
public enum RenderError: Error, Equatable, CustomStringConvertible {
  /// Cairo refused; its own words for the status and what was being done.
  case cairo(status: String, during: String)
  /// libpng refused; its own message and what was being done.
  case png(message: String, during: String)
  /// The bytes are not a PNG file we can read; what was expected and where (byte offset).
  case malformed(expected: String, offset: Int)

  /// The failure in one sentence.
  public var description: String {
    switch self {
    case .cairo(let status, let during):
      "Cairo failed while \(during): \(status)"
    case .png(let message, let during):
      "libpng failed while \(during): \(message)"
    case .malformed(let expected, let offset):
      "PNG data: expected \(expected) at byte \(offset); regenerate the file with `make figures`"
    }
  }
}
