// A picture read back from anywhere: what it says of itself, what it is, and who here knows it.

import CairoRenderer
import FoundationEssentials
import Records

/// A PNG or SVG file, perhaps of this project.
struct PictureFile {
  let format: Passport.Format
  /// What it says of itself; `nil` where that was removed, or never there.
  let passport: Passport?
  /// What its passport should say of its content.
  let content: Digest
  /// What a manifest would list: the digest of the pixels, or of the whole SVG document.
  private let listed: Digest

  /// Reads a file.
  ///
  /// - Throws: `Failure` if it is missing, damaged, or no picture.
  init(at path: String) throws {
    let data = try Files.read(path)
    if data.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      let picture = try Picture(at: path)
      (format, passport, content, listed) = (.png, picture.passport, picture.pixels, picture.pixels)
    } else {
      let text = String(decoding: data, as: UTF8.self)
      guard text.contains("<svg") else {
        throw Failure(path, "is neither a PNG nor an SVG picture")
      }
      let (drawing, texts) = separated(text)
      (format, passport) = (.svg, Passport(texts, .svg))
      (content, listed) = (Digest(of: drawing), Digest(of: data))
    }
  }

  /// Whether it is what it says it is.
  var isIntact: Bool { passport?.content == content.hexadecimal }

  /// Where here it is listed: in committed manifests, and in what builds left.
  func places() throws -> [String] {
    let manifests = try Self.paths(in: Workspace.committed, prefix: Workspace.manifestPrefix)
    let builds = try Self.paths(in: Workspace.builds).map { Workspace.stamps(in: $0) }
    return try manifests.flatMap { try places(inManifest: $0) }
      + builds.flatMap { try Self.paths(in: $0) }.flatMap { places(inStamp: $0) }
  }

  private func places(inManifest path: String) throws -> [String] {
    try Manifest(text: try Files.readText(path), file: path, hint: "").entries
      .filter { $0.digest == listed }.map { "\(path): \($0.name)" }
  }

  private func places(inStamp path: String) -> [String] {
    guard let stamp = Stamp(at: path) else { return [] }
    return stamp.outputs.sorted { $0.key < $1.key }
      .filter { $0.key.hasSuffix(".png") ? stamp.pixels == listed : $0.value == listed }
      .map { "\(path): \($0.key)" }
  }

  private static func paths(in folder: String, prefix: String = "") throws -> [String] {
    guard Files.exists(folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasPrefix(prefix) }.map { "\(folder)/\($0)" }
  }
}
