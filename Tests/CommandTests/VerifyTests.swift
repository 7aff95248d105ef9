// `irank verify` and its POSIX twin on a finished quick build, intact and tampered with.

import Foundation
import Papers
import Records
import Testing

@Suite(.enabled(if: Checkout.isMade, "make report PRESET=quick has not been run"))
struct VerifyTests {
  @Test func anIntactBuildVerifiesWithBothVerifiers() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let ending = try checkout.irank("verify", "--junit", "build/verify.xml")
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
    for figure in Catalogue().figures { #expect(ending.output.contains(figure.id)) }
    #expect(!ending.output.contains("DIFFERS"))
    #expect(try checkout.run("sh", "verify.sh", "quick").code == 0)
    let junit = try checkout.text("build/verify.xml")
    #expect(junit.contains("tests=\"\(Catalogue().figures.count + 2)\" failures=\"0\""))
  }

  /// A file of the sample figure, and the tier to blame.
  static let tampered: [(path: String, tier: String)] = [
    ("runs/\(Sample.run)/spec.json", "spec"),
    ("runs/\(Sample.run)/record.json", "record"),
    ("runs/\(Sample.run)/trace.csv", "record"),
    ("tables/\(Sample.figure.id).csv", "table"),
    ("values/\(Sample.figure.id).json", "table"),
    ("claims/\(Sample.figure.id).json", "table"),
    ("scenes/\(Sample.figure.id).scene", "scene"),
    ("figures/\(Sample.figure.id).svg", "scene"),
  ]

  @Test(arguments: tampered)
  func aFlippedDigitIsFoundAndLocated(path: String, tier: String) throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    try checkout.flipDigit(in: "build/quick/\(path)")
    let ending = try checkout.irank("verify", "--junit", "build/verify.xml")
    #expect(ending.code == 2)
    let verdict = Self.verdict(on: Sample.figure.id, in: ending.output)
    #expect(verdict.contains("DIFFERS   \(tier): build/quick/\(path)"), "\(ending.output)")
    #expect(verdict.contains("first difference: line "))
    #expect(verdict.contains("made again, it is as accepted"))
    #expect(verdict.contains("replay: "))
    #expect(try checkout.text("build/verify.xml").contains("<failure message=\"\(tier) differs\""))
  }

  @Test func aFlippedByteOfAPictureIsFound() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    try checkout.edit("build/quick/figures/\(Sample.figure.id).png") { $0[$0.count / 2] ^= 1 }
    let ending = try checkout.irank("verify")
    #expect(ending.code == 2)
    let verdict = Self.verdict(on: Sample.figure.id, in: ending.output)
    #expect(verdict.contains("DIFFERS   pixels: build/quick/figures/\(Sample.figure.id).png"))
    #expect(verdict.contains("replay: make figures/\(Sample.figure.id).png PRESET=quick"))
  }

  @Test func aSwappedPictureIsRecognised() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let other = try Files.read("\(checkout.root)/build/quick/figures/\(Sample.other.id).png")
    try checkout.edit("build/quick/figures/\(Sample.figure.id).png") { $0 = other }
    let ending = try checkout.irank("verify")
    #expect(ending.code == 2)
    let verdict = Self.verdict(on: Sample.figure.id, in: ending.output)
    #expect(verdict.contains("pixels: "))
    #expect(verdict.contains("is the picture of \(Sample.other.id): swapped"))
  }

  /// The accepted pixels are another Cairo's, and no accepted picture lies here.
  @Test func pixelsOfAnotherCairoAreNoDifference() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let picture = "figures/\(Sample.figure.id).png"
    let manifest = try Manifest(
      text: try checkout.text("figures/MANIFEST-quick"), file: "", hint: "")
    var origin = manifest.origin
    origin.cairo = "0.0.0"
    let entries = manifest.entries.map { entry in
      entry.name == picture
        ? Manifest.Entry(digest: Digest(of: "others"), tier: entry.tier, name: entry.name) : entry
    }
    let others = Manifest(preset: manifest.preset, origin: origin, entries: entries)
    try checkout.edit("figures/MANIFEST-quick") { $0 = Data(others.text.utf8) }
    let verdict = Self.verdict(on: Sample.figure.id, in: try checkout.irank("verify").output)
    #expect(verdict.contains("  verified  "), "\(verdict)")
    #expect(verdict.contains("0.0.0 in the manifest: pixels are not comparable"), "\(verdict)")
    // A picture that the scene does not give is one on every Cairo.
    let other = try Files.read("\(checkout.root)/build/quick/figures/\(Sample.other.id).png")
    try checkout.edit("build/quick/\(picture)") { $0 = other }
    let swapped = Self.verdict(on: Sample.figure.id, in: try checkout.irank("verify").output)
    #expect(swapped.contains("DIFFERS   pixels: "), "\(swapped)")
  }

  @Test func anEditedManifestIsFoundWithTheFigureItLiesAbout() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    try checkout.edit("figures/MANIFEST-quick") { data in
      let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map { line in
        line.hasSuffix("tables/\(Sample.figure.id).csv")
          ? (line.hasPrefix("0") ? "1" : "0") + line.dropFirst() : String(line)
      }
      data = Data((lines.joined(separator: "\n") + "\n").utf8)
    }
    let ending = try checkout.irank("verify")
    #expect(ending.code == 2)
    let verdict = Self.verdict(on: Sample.figure.id, in: ending.output)
    #expect(verdict.contains("DIFFERS   table: "))
    #expect(verdict.contains("the manifest was edited"))
    let manifest = Self.verdict(on: "figures/MANIFEST-quick", in: ending.output)
    #expect(manifest.contains("DIFFERS   manifest: its root"))
    #expect(try checkout.run("sh", "verify.sh", "quick").code == 2)
  }

  @Test func anEditedReportIsFound() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    try checkout.flipDigit(in: "build/quick/report.md")
    let ending = try checkout.irank("verify")
    #expect(ending.code == 2)
    #expect(Self.verdict(on: "report", in: ending.output).contains("build/quick/report.md, line "))
    let twin = try checkout.run("sh", "verify.sh", "quick")
    #expect(twin.code == 2)
    #expect(twin.output.hasPrefix("DIFFERS  build/quick/report.md\n"))
  }

  @Test func nothingMadeIsAnErrorAndNotADifference() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    try FileManager.default.removeItem(atPath: "\(checkout.root)/build/quick")
    let ending = try checkout.irank("verify")
    #expect(ending.code == 1)
    #expect(ending.errors.hasPrefix("error: build/quick: holds nothing to verify"))
    #expect(ending.errors.contains("next: make report PRESET=quick"))
    #expect(try checkout.run("sh", "verify.sh", "quick").code == 1)
    checkout.delete("figures/MANIFEST-quick")
    #expect(try checkout.irank("verify").code == 1)
  }

  @Test func acceptanceNeedsAReasonAndKeepsIt() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let before = try checkout.text("figures/MANIFEST-quick")
    let refused = try checkout.irank("accept", "--reason", "  ", "--swift", "0")
    #expect(refused.code == 1)
    #expect(refused.errors.hasPrefix("error: REASON: is empty"))
    #expect(try checkout.text("figures/MANIFEST-quick") == before)
    let log = try checkout.text("figures/MANIFEST.log")
    #expect(log.hasPrefix("quick  none  ") && log.hasSuffix("  a test\n"))
  }

  /// The lines of a subject.
  static func verdict(on subject: String, in output: String) -> String {
    var lines: [Substring] = []
    for line in output.split(separator: "\n") {
      if line.hasPrefix("\(subject) ") {
        lines.append(line)
      } else if !lines.isEmpty {
        guard line.hasPrefix(" ") else { break }
        lines.append(line)
      }
    }
    return lines.joined(separator: "\n")
  }
}
