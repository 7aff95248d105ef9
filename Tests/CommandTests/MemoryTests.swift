// A plan reads again only what was touched; what it then says is still decided by content.

import Foundation
import Papers
import Records
import Testing

@Suite(.enabled(if: Checkout.isMade, "make report PRESET=quick has not been run"))
struct MemoryTests {
  private let trace = "build/quick/runs/\(Sample.run)/trace.csv"

  /// A checkout that has made a plan, long enough after the last write for it to be remembered. The
  /// trace is no link any more, so that it can be written in place.
  private func planned() throws -> Checkout {
    let checkout = try Checkout.made()
    try checkout.edit(trace) { _ in }
    usleep(5_000_000)
    #expect(try checkout.make().code == 0)
    return checkout
  }

  /// The remembered line of the sample's run.
  private func line(in checkout: Checkout) throws -> Substring? {
    try checkout.text("build/quick/memory").split(separator: "\n")
      .first { $0.hasPrefix("run \(Sample.run)\t") }
  }

  @Test func aByteWrittenInPlaceUnderItsOldTimeIsNoticed() throws {
    let checkout = try planned()
    defer { checkout.remove() }
    #expect(try line(in: checkout) != nil)
    let script = """
      cp -p \(trace) build/kept && touch -r \(trace) build/time
      printf 9 | dd of=\(trace) bs=1 seek=40 conv=notrunc 2>/dev/null && touch -r build/time \(trace)
      """
    #expect(try checkout.run("sh", "-c", script).code == 0)
    let plan = try checkout.irank("plan", "--goal", "report")
    #expect(plan.output.hasPrefix("quick: to make: 1 of "), "\(plan.output)")
    #expect(try checkout.irank("verify").code == 2)
    // Written back, it is what it was, whatever its times say.
    #expect(try checkout.run("sh", "-c", "cat build/kept >\(trace)").code == 0)
    let again = try checkout.irank("plan", "--goal", "report")
    #expect(again.output == "quick: report up to date in build/quick/figures/\n")
  }

  @Test func aLostOrDamagedMemoryOnlyCostsTime() throws {
    let checkout = try planned()
    defer { checkout.remove() }
    for memory in ["", "run \(Sample.run)\tnothing\nno line of it\n\t\n"] {
      try Files.write(memory, to: "\(checkout.root)/build/quick/memory")
      let plan = try checkout.irank("plan", "--goal", "report")
      #expect(plan.output == "quick: report up to date in build/quick/figures/\n")
    }
  }
}
