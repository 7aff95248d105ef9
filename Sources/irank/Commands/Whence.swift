// `irank whence`: what a PNG file says of itself.

import ArgumentParser
import CairoRenderer
import Records

struct Whence: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read the passport inside a PNG file back, and check it against the pixels.")

  @Argument(help: "A picture that this project made.")
  var file: String

  func run() throws {
    let picture = try Picture(at: file)
    guard let passport = picture.passport else {
      throw Failure(file, "carries no passport of this project")
    }
    for text in passport.texts { print("\(text.key): \(text.value)") }
    let isIntact = passport.pixels == picture.pixels.hexadecimal
    print(isIntact ? "The pixels are the ones it names." : "The pixels are NOT the ones it names.")
    if !isIntact { throw ExitCode(2) }
  }
}
