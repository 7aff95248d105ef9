// What a picture says of itself, inside its file, and what it turns out to be when it is read back.

import CairoRenderer
import FoundationEssentials
import Papers
import Records

/// The words inside a picture's file: what it shows and from what, nothing that varies between machines
/// but pixels.
struct Passport: Equatable {
  /// The kinds of pictures; each names what a reader can recompute from the file alone.
  enum Format: String {
    case png = "Pixels SHA-256"
    case svg = "Drawing SHA-256"
  }

  var figure: String
  var preset: String
  var source: String
  var table: String
  var scene: String
  /// The digest of the decoded pixels, or of the SVG document without its passport.
  var content: String

  init(
    _ figure: FigureDefinition, _ preset: Preset, table: Digest, scene: Digest, content: Digest
  ) {
    self.figure = figure.id
    self.preset = preset.rawValue
    source = "\(figure.work.title), \(figure.source)"
    self.table = table.hexadecimal
    self.scene = scene.hexadecimal
    self.content = content.hexadecimal
  }

  /// The passport among a file's texts; `nil` where there is none.
  init?(_ texts: [PNGText], _ format: Format) {
    func value(_ key: String) -> String? { texts.first { $0.key == key }?.value }
    guard let figure = value("Figure"), let preset = value("Preset"), let source = value("Source"),
      let table = value("Table SHA-256"), let scene = value("Scene SHA-256"),
      let content = value(format.rawValue)
    else { return nil }
    self.figure = figure
    self.preset = preset
    self.source = source
    self.table = table
    self.scene = scene
    self.content = content
  }

  /// Its texts in a file of a format.
  func texts(for format: Format) -> [PNGText] {
    [
      PNGText("Figure", figure), PNGText("Preset", preset), PNGText("Source", source),
      PNGText("Table SHA-256", table), PNGText("Scene SHA-256", scene),
      PNGText(format.rawValue, content),
    ]
  }
}
