// What is made again and what is not: content decides, and what was lost comes back as it was.

import Foundation
import Papers
import Records
import Testing

@Suite(.enabled(if: Checkout.isMade, "make report PRESET=quick has not been run"))
struct StalenessTests {
  @Test func afterTouchingEveryFileNothingIsMade() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    _ = try checkout.make()
    let touched = try checkout.run("find", "build/quick", "-type", "f", "-exec", "touch", "{}", "+")
    #expect(touched.code == 0)
    let plan = try checkout.irank("plan", "--goal", "report")
    #expect(plan.output == "quick: report up to date in build/quick/figures/\n")
    let rules = try checkout.text("build/quick/catalogue.mk")
    #expect(rules.contains("figure/\(Sample.figure.id): run/"))
    #expect(!rules.contains("build/bin/irank"))
  }

  @Test func deletedOutputsComeBackWithTheirDigests() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let paths = VerifyTests.tampered.map(\.path) + ["figures/\(Sample.figure.id).png"]
    for path in paths + ["figures/figures.json", "report.md"] {
      checkout.delete("build/quick/\(path)")
    }
    let made = try checkout.make()
    #expect(made.code == 0, "\(made.errors)")
    let ending = try checkout.irank("verify")
    #expect(ending.code == 0, "\(ending.output)")
  }

  @Test func anAlteredRecordIsNamedAndMadeAgain() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    try checkout.flipDigit(in: "build/quick/runs/\(Sample.run)/record.json")
    let why = try checkout.irank("why", Sample.run)
    #expect(why.code == 0)
    #expect(why.output.contains("record altered since it was written: "))
    #expect(try checkout.irank("why", Sample.figure.id).output.contains("written: "))
    #expect(try checkout.make().code == 0)
    #expect(try checkout.irank("verify").code == 0)
    #expect(try checkout.irank("why", Sample.run).output == "\(Sample.run) is fresh\n")
  }

  @Test func aRunOfAnotherTrainingProgramIsStale() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let path = "\(checkout.root)/build/quick/runs/\(Sample.run)/timing.json"
    var timing = try CanonicalJSON.read(Timing.self, from: try Files.read(path), file: path)
    timing.trainer = Digest(of: "another program")
    try Files.write(try CanonicalJSON.text(of: timing), to: path)
    let why = try checkout.irank("why", Sample.run)
    #expect(why.output.contains("training program changed: \(timing.trainer.short) -> "))
  }

  @Test func aRunKilledAtAnyMomentIsFinishedLater() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    for milliseconds in [1, 5, 20, 60] {
      checkout.delete("build/quick/runs/\(Sample.run)/record.json")
      let training = try checkout.start(
        ["build/bin/train", "build/quick/runs/\(Sample.run)/spec.json", "--out"]
          + ["build/quick/runs/\(Sample.run)"])
      usleep(UInt32(milliseconds) * 1000)
      kill(training.processIdentifier, SIGKILL)
      training.waitUntilExit()
    }
    // What a killed writer leaves; no process has this number.
    let litter = "\(checkout.root)/build/quick/tables/lost.csv.partial-999999999"
    try Files.write("half a li", to: litter)
    #expect(try checkout.make().code == 0)
    #expect(!Files.exists(litter))
    let ending = try checkout.irank("verify")
    #expect(ending.code == 0, "\(ending.output)")
  }

  @Test func aFailingTrainingIsNamedWithItsReplay() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    checkout.delete("build/quick/runs/\(Sample.run)/record.json")
    let ending = try checkout.run(
      "env", "LAUNCH=false --option", "build/bin/irank", "run", "--preset", "quick", Sample.run)
    #expect(ending.code == 1)
    let run = "build/quick/runs/\(Sample.run)"
    #expect(
      ending.errors == """
        error: run '\(Sample.run)': training ended with exit code 1
          next: false --option build/bin/train \(run)/spec.json --out \(run)

        """)
  }
}
