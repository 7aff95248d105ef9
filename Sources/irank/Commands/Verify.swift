// `irank verify`: exits 0 when everything is as accepted, 2 when something differs.

import ArgumentParser
import FoundationEssentials
import Records

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare every output with the committed manifest; exits 0, 2 (differs) or 1.")

  @OptionGroup var preset: PresetOption
  @Option(help: "Also write the verdicts as JUnit XML to this file.")
  var junit: String?

  func run() throws {
    let workspace = try preset.workspace()
    let verification = try Verification(workspace)
    let verdicts = verification.verdicts()
    let width = verdicts.map(\.subject.count).max() ?? 0
    for verdict in verdicts { print(verdict.text(width: width)) }
    if let junit {
      try Files.write(verdicts.junit(suite: "verify-\(workspace.preset.rawValue)"), to: junit)
    }
    if ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true" {
      print(verdicts.annotations, terminator: "")
    }
    let moved = verdicts.count { !$0.isVerified }
    guard moved == 0 else {
      print("\(moved) of \(verdicts.count) subjects differ from \(workspace.manifest)")
      throw ExitCode(2)
    }
    print("verified against \(workspace.manifest), root \(verification.manifest.root)")
  }
}
