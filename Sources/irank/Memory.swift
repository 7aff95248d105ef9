// What files were found to be, so that what nobody has touched since need not be read again. Times only
// tell which files those are: a file that was touched is read, and its content decides.

import FoundationEssentials
import Glibc
import Records

/// Digests found earlier, each with the identities of the files that it was found from.
final class Memory {
  private let path: String
  private let now = Date().timeIntervalSince1970
  private var lines: [String: Substring] = [:]
  private var identities: [String: Substring?] = [:]
  private var isChanged = false

  /// What was remembered in a file; nothing where it is missing or of another form.
  init(at path: String) {
    self.path = path
    let text = (try? Files.readText(path)) ?? ""
    for line in text.split(separator: "\n") {
      guard let end = line.firstIndex(of: "\t") else { continue }
      lines[String(line[..<end])] = line[line.index(after: end)...]
    }
  }

  /// The digest found under a name, if none of the files has been touched since.
  func recall(_ name: String, from files: [String]) -> Digest? {
    guard let line = lines[name], let identity = identity(of: files), line.hasPrefix(identity)
    else { return nil }
    return Digest(hexadecimal: String(line.dropFirst(identity.count)))
  }

  /// Remembers the digest found under a name. The files must not have been read before `recall` was
  /// asked about them.
  func remember(_ name: String, _ digest: Digest, from files: [String]) {
    guard let identity = identity(of: files) else { return }
    lines[name] = Substring(identity + digest.hexadecimal)
    isChanged = true
  }

  /// Writes down what is remembered, if there is news. Losing it costs time, nothing else.
  func save() throws {
    guard isChanged else { return }
    let text = lines.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)\n" }
    try Files.write(text.joined(), to: path)
  }

  /// The identities of files as they were when first asked for, each followed by a tab.
  private func identity(of files: [String]) -> String? {
    var text = ""
    for file in files {
      guard let identity = identity(of: file) else { return nil }
      text += identity
    }
    return text
  }

  private func identity(of file: String) -> Substring? {
    if let known = identities[file] { return known }
    let identity = freshIdentity(of: file)
    identities[file] = .some(identity)
    return identity
  }

  /// Place, size and times. The time of the last change of any kind cannot be set by a program, and every
  /// write moves it, though clocks tick slowly: a file changed just now may change again unnoticed, so it
  /// has no identity yet.
  private func freshIdentity(of file: String) -> Substring? {
    var facts = stat()
    guard stat(file, &facts) == 0, now - Double(facts.st_ctim.tv_sec) > 3 else { return nil }
    return """
      \(facts.st_dev).\(facts.st_ino).\(facts.st_size).\(facts.st_mtim.tv_sec).\
      \(facts.st_mtim.tv_nsec).\(facts.st_ctim.tv_sec).\(facts.st_ctim.tv_nsec)\t
      """[...]
  }
}
