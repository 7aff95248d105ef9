// An edition made from image files of the user's own: it says whose content they have, and verification
// compares what does not depend on them.

import Foundation
import Papers
import Records
import Testing

@Suite(.enabled(if: Checkout.isMade, "make report PRESET=quick has not been run"))
struct ImageEditionTests {
  @Test func anEditionVerifiesWhereItDoesNotDependOnImages() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    try checkout.declareDigits(train: 2400, test: 600)
    // Runs without images are the same in all editions.
    #expect(try checkout.run("cp", "-al", "build/quick", "build/quick-images").code == 0)
    let made = try checkout.makeEdition()
    #expect(made.code == 0, "\(made.errors)")

    let ending = try checkout.irankWithImages("verify", "--junit", "build/verify.xml")
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
    for subject in ["tensor2021-fig4", "tensor2021-images", "talk-complexity", "report"] {
      let verdict = VerifyTests.verdict(on: subject, in: ending.output)
      #expect(verdict.contains("not in the manifest: made from your image files"), "\(subject)")
    }
    // The garments are drawn here as in the manifest.
    for subject in ["post2021-fig5", Sample.figure.id, "figures/MANIFEST-quick"] {
      #expect(VerifyTests.verdict(on: subject, in: ending.output).contains("  verified  "))
    }
    #expect(try checkout.text("build/verify.xml").contains("<skipped message="))

    let table = try checkout.text("build/quick-images/tables/tensor2021-fig4.csv")
    #expect(table.contains("\nmnist,declared,original,1,"))
    #expect(table.contains("\nfashionMNIST,drawn,original,1,"))
    let report = try checkout.text("build/quick-images/report.md")
    #expect(report.contains("The images of MNIST were read from files; of these sets 1 had other"))

    // What others read does not name a folder of this machine.
    let crate = try checkout.text("build/quick-images/figures/ro-crate-metadata.json")
    #expect(crate.contains("\"make figures PRESET=quick DATASETS=DIR\""))

    try checkout.flipDigit(in: "build/quick-images/tables/tensor2021-fig4.csv")
    try checkout.flipDigit(in: "build/quick-images/runs/\(Sample.run)/trace.csv")
    let tampered = try checkout.irankWithImages("verify")
    #expect(tampered.code == 2)
    let drawn = VerifyTests.verdict(on: "tensor2021-fig4", in: tampered.output)
    #expect(drawn.contains("DIFFERS   table: "))
    #expect(
      drawn.contains("replay: make figures/tensor2021-fig4.png PRESET=quick DATASETS='datasets'"))
    let sample = VerifyTests.verdict(on: Sample.figure.id, in: tampered.output)
    #expect(sample.hasSuffix("/\(Sample.run) --datasets datasets"), "\(sample)")
  }

  @Test func whatIsToBeTypedNextNamesTheImages() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    try checkout.declareDigits(train: 1, test: 1)
    let ending = try checkout.irankWithImages("verify")
    #expect(ending.code == 1)
    #expect(
      ending.errors == """
        error: build/quick-images: holds nothing to verify: the figures have not been made yet
          next: make report PRESET=quick DATASETS='datasets'

        """)
  }

  @Test func aRunIsMadeAgainWhenTheFilesThatItReadChange() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let run = "tensor2021-images-mnist-sample"
    for (count, reason) in [(300, "not finished yet"), (301, "changed: datasets/mnist, ")] {
      try checkout.declareDigits(train: count, test: 1)
      #expect(try checkout.irankWithImages("why", run).output.contains(reason))
      let ending = try checkout.irankWithImages("run", run)
      #expect(ending.code == 0, "\(ending.errors)")
      #expect(try checkout.irankWithImages("why", run).output == "\(run) is fresh\n")
    }
  }

  @Test func anEditionIsNeverAccepted() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    try checkout.declareDigits(train: 1, test: 1)
    let before = try checkout.text("figures/MANIFEST-quick")
    let ending = try checkout.irankWithImages("accept", "--reason", "a test", "--swift", "0")
    #expect(ending.code == 1)
    #expect(ending.errors.hasPrefix("error: DATASETS: is set"))
    #expect(ending.errors.contains("next: make accept REASON=\"a test\" DATASETS= PRESET=quick\n"))
    #expect(try checkout.text("figures/MANIFEST-quick") == before)
  }
}

extension Checkout {
  fileprivate func irankWithImages(_ words: String...) throws -> Ending {
    try run(
      ["env", "DATASETS=datasets", "build/bin/irank", words[0], "--preset", "quick"]
        + words.dropFirst())
  }

  fileprivate func makeEdition() throws -> Ending {
    let plan = try irankWithImages("plan", "--goal", "report")
    guard plan.code == 0 else { return plan }
    return try run(
      "env", "DATASETS=datasets", "make", "-s", "-j2", "-f", "build/quick-images/catalogue.mk",
      "report")
  }

  /// Lays files in the form of MNIST down, and declares their content: bars whose height tells the label.
  fileprivate func declareDigits(train: Int, test: Int) throws {
    let folder = "\(root)/datasets/mnist"
    try Files.makeDirectory(folder)
    var checksums = ""
    for (part, count) in [("train", train), ("t10k", test)] {
      let labels = (0..<count).map { UInt8($0 * 7 % 10) }
      let images = labels.enumerated().flatMap { index, label in
        (0..<784).map { pixel -> UInt8 in
          let isNoise = (index * 784 + pixel) * 2_654_435_761 % 97 < 8
          return (pixel / 28 / 2 == Int(label) + 2) != isNoise ? 255 : 0
        }
      }
      let length = [UInt8(count >> 8), UInt8(count & 255)]
      let files: [(String, [UInt8])] = [
        ("images-idx3", [0, 0, 8, 3, 0, 0] + length + [0, 0, 0, 28, 0, 0, 0, 28] + images),
        ("labels-idx1", [0, 0, 8, 1, 0, 0] + length + labels),
      ]
      for (kind, bytes) in files {
        try Files.write(Data(bytes), to: "\(folder)/\(part)-\(kind)-ubyte")
        checksums += "\(Digest(of: bytes))  \(part)-\(kind)-ubyte\n"
      }
    }
    try Files.write(checksums, to: "\(folder)/CHECKSUMS")
  }
}
