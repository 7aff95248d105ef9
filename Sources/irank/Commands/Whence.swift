// `irank whence`: what a picture says of itself, whether it is that, and who here knows it.

import ArgumentParser
import CairoRenderer
import Records

struct Whence: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a PNG or SVG file shows, and check it: exits 0, 2 (altered) or 1 (unknown)."
  )

  @Argument(help: "A picture that this project made.")
  var file: String

  func run() throws {
    let picture = try PictureFile(at: file)
    let places = try picture.places()
    if let passport = picture.passport {
      for text in passport.texts(for: picture.format) { print("\(text.key): \(text.value)") }
      let verdict = picture.isIntact ? "" : "NOT "
      switch picture.format {
      case .png: print("The pixels are \(verdict)the ones it names.")
      case .svg: print("The drawing is \(verdict)the one it names.")
      }
    } else if places.isEmpty {
      throw Failure(
        file, "carries no passport of this project, and no manifest and no build here lists it")
    } else {
      print("It carries no passport, but what it shows is known:")
    }
    for place in places { print("Listed in \(place)") }
    if places.isEmpty { print("No manifest and no build here lists it.") }
    if picture.passport != nil && !picture.isIntact { throw ExitCode(2) }
  }
}
