// The report as one self-contained page. Markdown and formulas are pandoc's; pictures, details, style and
// script are put in here, so that the page depends on no version's way of embedding.

import Papers
import Records
import Report

/// The page of a preset's woven report.
struct WebPage {
  /// What the page is made with, beside the woven report.
  static let folder = "\(Workspace.prose)/page"
  static let template = "\(folder)/template.html"
  static let style = "\(folder)/page.css"
  static let script = "\(folder)/page.js"

  private let survey: Survey
  private let workspace: Workspace
  private let source: PageSource

  /// Reads the woven report.
  init(_ survey: Survey) throws {
    self.survey = survey
    workspace = survey.workspace
    let report = workspace.report.path
    let woven = try Files.readText(report, hint: workspace.make("report"))
    source = try workspace.reporting {
      try PageSource(woven: woven, file: report, page: survey.workspace.html)
    }
  }

  /// The HTML text.
  func html() throws -> String {
    var html = try converted()
    let details = try source.figures.enumerated().map { index, id in
      try FigureDetails(try workspace.catalogue.figure(id), number: index + 1, in: survey).html()
    }
    for id in source.figures {
      html = html.replacing("src=\"figure:\(id)\"", with: try picture(id), maxReplacements: 1)
    }
    let style = try Files.readText(Self.style)
    let script = try Files.readText(Self.script)
    return html.replacing("<!-- figure details -->", with: details.joined(), maxReplacements: 1)
      .replacing("/* page.css */", with: style, maxReplacements: 1)
      .replacing("/* page.js */", with: script, maxReplacements: 1)
  }

  /// The report as pandoc's HTML in the page's template.
  private func converted() throws -> String {
    let markdown = "\(workspace.page)/report.md"
    let body = "\(workspace.page)/report.html"
    try Files.write(source.markdown, to: markdown)
    let index = try PictureIndex(workspace)
    let description =
      "\(source.figures.count) figures, \(PictureIndex.summary(of: index.claims))"
    try Launcher.run(
      [
        "pandoc", "--from", "gfm+tex_math_dollars-emoji-yaml_metadata_block", "--to", "html5",
        "--mathml", "--standalone", "--template", Self.template, "--toc", "--toc-depth", "3",
        "--shift-heading-level-by", "1", "--wrap", "preserve", "--columns", "99999",
        "--fail-if-warnings",
        "--metadata", "title=\(source.title)", "--variable", "description=\(description)",
        "--variable", "preset=\(workspace.preset.rawValue)", "--output", body, markdown,
      ], "pandoc", of: markdown)
    return try Files.readText(body)
  }

  /// A picture's attributes, its text in place of its address.
  private func picture(_ id: String) throws -> String {
    let svg = try Files.readText(workspace.svg(id).path)
    let size = svg.firstRange(of: "viewBox=\"0 0 ").map {
      svg[$0.upperBound...].prefix { $0 != "\"" }
    }
    let sides = size?.split(separator: " ") ?? []
    guard sides.count == 2 else {
      throw Failure(workspace.svg(id).path, field: "viewBox", "expected '0 0 width height'")
    }
    return
      "width=\"\(sides[0])\" height=\"\(sides[1])\" decoding=\"async\" src=\"data:image/svg+xml,"
      + Self.inAddress(svg) + "\""
  }

  /// A text as the address of itself: only what an address or an attribute cannot hold is escaped.
  private static func inAddress(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\n"): bytes += Array("%0A".utf8)
      // Double quotes would end the attribute, so single ones take their place, and theirs a reference.
      case UInt8(ascii: "'"): bytes += Array("%26%2339;".utf8)
      case UInt8(ascii: "\""): bytes.append(UInt8(ascii: "'"))
      case UInt8(ascii: "#"): bytes += Array("%23".utf8)
      case UInt8(ascii: "%"): bytes += Array("%25".utf8)
      case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
