// Where everything of a preset lies, relative to the root of a checkout. Whatever reads or writes a file asks
// here for its path.

import FoundationEssentials
import Glibc
import Papers
import Records

/// The stages of the road, in the order in which a difference is blamed.
enum Tier: String, CaseIterable {
  case spec, record, table, scene, pixels, report
}

/// One output that a manifest lists.
struct Artifact: Hashable {
  var tier: Tier
  /// Its name in the manifest: its path below the preset's directories.
  var name: String
  /// Where it lies.
  var path: String
}

/// The files of a preset.
struct Workspace: Sendable {
  let preset: Preset
  /// Where published images lie that this build draws from; a build that has some is an edition of its own.
  let images: ImageDirectory
  let catalogue: Catalogue
  /// Every run that the preset needs, each once.
  let runs: [PlannedRun]

  init(preset: Preset, images: ImageDirectory = .none) {
    self.preset = preset
    self.images = images
    catalogue = Catalogue(images: preset == .paper ? .all : images.sets, preset: preset)
    runs = catalogue.runs(preset)
  }

  /// What every preset and edition generates that is not committed, one folder each, and the programs.
  static let builds = "build"
  static let trainer = "\(builds)/bin/train"
  static let program = "\(builds)/bin/irank"
  /// What is committed: the standard preset's pictures, all manifests and their log.
  static let committed = "figures"

  /// Everything generated that is not committed.
  var root: String { "\(Self.builds)/\(edition)" }
  /// Whether published images take the place of stand-ins, which the paper preset does not draw.
  var isImageEdition: Bool { preset != .paper && !images.sets.isEmpty }
  private var edition: String { isImageEdition ? "\(preset.rawValue)-images" : preset.rawValue }
  /// Whether pictures and report are committed: those of the standard preset on its own.
  var isCommitted: Bool { preset == .standard && !isImageEdition }
  /// Pictures, their index, the claims.
  var pictures: String { isCommitted ? Self.committed : "\(root)/figures" }
  /// The literate sources, and the standard preset's report beside them.
  static let prose = "paper"
  static func chapter(_ key: String) -> String { "\(prose)/\(key).md" }

  var rules: String { "\(root)/catalogue.mk" }
  var progress: String { "\(root)/progress" }
  var memory: String { "\(root)/memory" }
  var manifest: String { "\(Self.committed)/\(Self.manifestPrefix)\(preset.rawValue)" }
  static let manifestPrefix = "MANIFEST-"
  static let manifestLog = "\(committed)/MANIFEST.log"

  /// The page, and the folder of what it is made from on the way.
  var html: String { "\(root)/report.html" }
  var page: String { "\(root)/page" }

  func run(_ id: String) -> String { "\(root)/runs/\(id)" }
  func spec(_ run: String) -> Artifact { artifact(.spec, "runs/\(run)/spec.json") }
  func record(_ run: String) -> Artifact { artifact(.record, "runs/\(run)/record.json") }
  func trace(_ run: String) -> Artifact { artifact(.record, "runs/\(run)/trace.csv") }
  func timing(_ run: String) -> String { "\(root)/runs/\(run)/timing.json" }
  func replay(_ run: String) -> String { "\(root)/replays/\(run)" }

  func table(_ figure: String) -> Artifact { artifact(.table, "tables/\(figure).csv") }
  func values(_ figure: String) -> Artifact { artifact(.table, "values/\(figure).json") }
  func claims(_ figure: String) -> Artifact { artifact(.table, "claims/\(figure).json") }
  func scene(_ figure: String) -> Artifact { artifact(.scene, "scenes/\(figure).scene") }
  func svg(_ figure: String) -> Artifact { artifact(.scene, "figures/\(figure).svg") }
  func png(_ figure: String) -> Artifact { artifact(.pixels, "figures/\(figure).png") }
  func made(_ what: String) -> String { "\(Self.stamps(in: root))/\(what).json" }
  /// The folder of stamps in a build's root.
  static func stamps(in root: String) -> String { "\(root)/made" }

  /// The folders in which files are replaced, but those of runs.
  var folders: [String] {
    ["tables", "values", "claims", "scenes", "made", "."].map { "\(root)/\($0)" }
      + [pictures, Self.prose]
  }

  /// The index of all figures, all claims, and what others cite them with and find them by.
  var index: Artifact { artifact(.report, "figures/figures.json") }
  var ledger: Artifact { artifact(.report, "figures/claims.json") }
  var bibliography: Artifact { artifact(.report, "figures/figures.bib") }
  var macros: Artifact { artifact(.report, "figures/figures.tex") }
  var crate: Artifact { artifact(.report, "figures/\(Crate.name)") }
  /// The files that all figures add up to.
  var indexes: [Artifact] { [index, ledger, bibliography, macros, crate] }
  var report: Artifact {
    let path = isCommitted ? "\(Self.prose)/report.md" : "\(root)/report.md"
    return Artifact(tier: .report, name: "paper/report.md", path: path)
  }

  /// The files that one figure's analysis and picture leave, in tier order.
  func outputs(_ figure: String) -> [Artifact] {
    [table(figure), values(figure), claims(figure), scene(figure), svg(figure), png(figure)]
  }

  private func artifact(_ tier: Tier, _ name: String) -> Artifact {
    let isPicture = name.hasPrefix("figures/") && isCommitted
    return Artifact(tier: tier, name: name, path: isPicture ? name : "\(root)/\(name)")
  }

  /// What the user types here to make a goal of this build.
  func make(_ goal: String) -> String {
    command(goal) + (images.path.isEmpty ? "" : " DATASETS='\(images.path)'")
  }

  /// The same for readers anywhere, whose images lie elsewhere.
  func makeAnywhere(_ goal: String) -> String {
    command(goal) + (isImageEdition ? " DATASETS=DIR" : "")
  }

  /// `make` with the preset said only where it is not the default.
  private func command(_ goal: String) -> String {
    preset == .standard ? "make \(goal)" : "make \(goal) PRESET=\(preset.rawValue)"
  }

  /// The run of an id among those of the catalogue.
  func planned(_ id: String) throws -> PlannedRun {
    guard let run = runs.first(where: { $0.spec.id == id }) else {
      throw Failure(
        "run '\(id)'", "is not among the runs of preset \(preset.rawValue)",
        hint: make("status"))
    }
    return run
  }

  /// Removes what a killed process left beside a file it was writing.
  func sweep(_ directory: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    for name in names {
      let parts = name.split(separator: ".partial-")
      guard parts.count == 2, let writer = pid_t(parts[1]) else { continue }
      if !isAlive(writer) { Files.remove("\(directory)/\(name)") }
    }
  }
}

/// Whether a process of this machine is running.
func isAlive(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno == EPERM }
