// Reading and writing files so that nothing half-written is ever trusted: a file appears under its
// name only when all its bytes are on disk.

public import FoundationEssentials
private import Glibc

/// File operations that fail with the file's name.
public enum Files {
  /// The bytes of a file.
  ///
  /// - Throws: `Failure` naming the file and the system's reason, with `hint` as the next command.
  public static func read(_ path: String, hint: String = "") throws -> Data {
    guard let data = FileManager.default.contents(atPath: path) else {
      let reason = exists(path) ? "cannot be read" : "does not exist"
      throw Failure(path, reason, hint: hint)
    }
    return data
  }

  /// A file as UTF-8 text.
  public static func readText(_ path: String, hint: String = "") throws -> String {
    let data = try read(path, hint: hint)
    guard let text = String(data: data, encoding: .utf8) else {
      throw Failure(path, "is not UTF-8 text", hint: hint)
    }
    return text
  }

  /// Whether something stands at a path.
  public static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// Creates a directory and those above it.
  public static func makeDirectory(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure(path, "cannot be created as a directory: \(systemReason())")
    }
  }

  /// Removes a file if it is there.
  public static func remove(_ path: String) {
    unlink(path)
  }

  /// Writes bytes beside the destination, flushes them to disk, and renames them into place.
  ///
  /// A reader, or a crash at any moment, sees the old content or the new, never a part.
  /// Missing directories are created.
  public static func write(_ data: Data, to path: String) throws {
    let directory = path.split(separator: "/", omittingEmptySubsequences: false)
      .dropLast().joined(separator: "/")
    if !directory.isEmpty { try makeDirectory(directory) }
    let beside = "\(path).partial-\(getpid())"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure(path, "cannot be written: \(systemReason())") }
    do {
      try writeAll(data, to: descriptor, path: path)
      guard fsync(descriptor) == 0 else {
        throw Failure(path, "cannot be flushed to disk: \(systemReason())")
      }
      guard close(descriptor) == 0, rename(beside, path) == 0 else {
        throw Failure(path, "cannot be put into place: \(systemReason())")
      }
    } catch {
      close(descriptor)
      unlink(beside)
      throw error
    }
  }

  /// Writes text as UTF-8, atomically.
  public static func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  /// Writes only where the content differs, so that an unchanged output keeps its identity for
  /// every tool that looks at times.
  ///
  /// - Returns: whether the file was written.
  @discardableResult
  public static func writeIfChanged(_ data: Data, to path: String) throws -> Bool {
    if FileManager.default.contents(atPath: path) == data { return false }
    try write(data, to: path)
    return true
  }

  /// Writes text only where the content differs.
  @discardableResult
  public static func writeIfChanged(_ text: String, to path: String) throws -> Bool {
    try writeIfChanged(Data(text.utf8), to: path)
  }

  private static func writeAll(_ data: Data, to descriptor: Int32, path: String) throws {
    try data.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(
          descriptor, bytes.baseAddress! + written, bytes.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw Failure(path, "cannot be written: \(systemReason())") }
        written += count
      }
    }
  }

  private static func systemReason() -> String { String(cString: strerror(errno)) }
}
