// `irank`: everything but training. Specs and rules for make, tables, figures, the report, and
// their verification. It is run in the root of a checkout; one file of `Commands` is one command.

import ArgumentParser
import Glibc
import Papers
import Records

@main
struct Program: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "irank",
    abstract: "Plan, draw, weave and verify the figures; `make help` shows the usual way in.",
    subcommands: [
      Plan.self, Train.self, Draw.self, Index.self, Weave.self, Page.self, Verify.self, Accept.self,
      Why.self, Status.self, Cite.self, Whence.self,
    ])

  /// Runs the command line: 0 when all is well, 2 when verification finds a difference, 1 for every
  /// error, a misspelt option included.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      say("error: \(failure)")
      Glibc.exit(1)
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch {
      if exitCode(for: error) == .success { exit(withError: error) }
      say(fullMessage(for: error).replacing("Error: ", with: "error: ", maxReplacements: 1))
      Glibc.exit(1)
    }
  }
}

/// The preset that a command works on.
struct PresetOption: ParsableArguments {
  @Option(name: .customLong("preset"), help: "quick, standard or paper.")
  var name = Preset.standard.rawValue

  /// The preset's files, with the published images in the directory that `DATASETS` names.
  func workspace() throws -> Workspace {
    Workspace(preset: try Preset(named: name), images: try ImageDirectory.named())
  }
}

/// Writes a line to standard error.
func say(_ line: String) {
  // One write, so that lines of parallel processes do not mix.
  _ = (line + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
}
