// The folder of pictures as a research object that archives and search engines can read: RO-Crate metadata
// 1.1 (https://w3id.org/ro/crate/1.1), JSON-LD that says what each file is, what it reproduces, and from
// which numbers it was made.

import Papers
import Records
import Report

/// The description of a preset's folder of pictures.
struct Crate {
  static let name = "ro-crate-metadata.json"
  private static let developers = "#developers"
  private static let software = "#implicitrank"
  private static let making = "#making"

  private let workspace: Workspace
  private let figures: [DrawnFigure]
  private let release: Release

  /// Reads what the release is called.
  init(_ figures: [DrawnFigure], in workspace: Workspace) throws {
    self.figures = figures
    self.workspace = workspace
    release = try Release()
  }

  /// The JSON text.
  func text() throws -> String {
    let files = try figures.flatMap { try pictures(of: $0) } + lists
    let entities =
      [descriptor, root(files)] + files + figures.flatMap { digests(of: $0) } + makers
      + [creation(files)] + works
    let graph = entities.map { JSONValue.object($0.members) }
    return JSONValue.object([
      "@context": .string("https://w3id.org/ro/crate/1.1/context"), "@graph": .array(graph),
    ]).text + "\n"
  }

  // MARK: The crate

  private var descriptor: Entity {
    Entity(
      Self.name, "CreativeWork",
      [
        "about": Entity.reference("./"),
        "conformsTo": Entity.reference("https://w3id.org/ro/crate/1.1"),
      ])
  }

  private var license: String { "https://spdx.org/licenses/\(release.license)" }

  private func root(_ files: [Entity]) -> Entity {
    Entity(
      "./", "Dataset",
      [
        "name": .string(release.title),
        "description": .string(
          "Figures of works on implicit regularization, drawn again from runs that are identical on "
            + "every machine, with the verdict on every claim; \(workspace.preset.rawValue) preset."
        ),
        "author": Entity.reference(Self.developers),
        "publisher": Entity.reference(Self.developers), "datePublished": .string(release.date),
        "license": Entity.reference(license), "hasPart": Entity.references(files),
        "mentions": Entity.reference(Self.making),
      ])
  }

  private var makers: [Entity] {
    [
      Entity(license, "CreativeWork", ["name": .string("\(release.license) licence")]),
      Entity(Self.developers, "Organization", ["name": .string("The ImplicitRank developers")]),
      Entity(
        Self.software, "SoftwareApplication",
        ["name": .string("ImplicitRank"), "softwareVersion": .string(release.version)]),
    ]
  }

  private func creation(_ files: [Entity]) -> Entity {
    Entity(
      Self.making, "CreateAction",
      [
        "name": .string(workspace.makeAnywhere("figures")),
        "description": .string("Trains what the works train, analyses the runs and draws them."),
        "instrument": Entity.reference(Self.software),
        "object": Entity.references(works.filter { $0.type != "Person" }),
        "result": Entity.references(files),
      ])
  }

  // MARK: Files

  /// A figure's two pictures.
  private func pictures(of figure: DrawnFigure) throws -> [Entity] {
    let values = [figure.id: figure.values]
    let definition = figure.definition
    let alternative = try quoting(definition.alternative, of: figure.id, values)
    return [("png", "image/png"), ("svg", "image/svg+xml")].map { suffix, format in
      Entity(
        "\(figure.id).\(suffix)", "File",
        [
          "name": .string(definition.title), "description": .string(alternative),
          "encodingFormat": .string(format),
          "isBasedOn": Entity.reference(definition.work.identifier),
          "identifier": Entity.references(digests(of: figure)),
        ])
    }
  }

  /// What a figure is known by everywhere: never the bytes of its files, which depend on libraries.
  private func digests(of figure: DrawnFigure) -> [Entity] {
    [("table", "numbers plotted", figure.table), ("scene", "drawing commands", figure.scene)]
      .map { tier, what, digest in
        Entity(
          "#\(figure.id)-\(tier)", "PropertyValue",
          [
            "name": .string("SHA-256 of the \(what)"), "propertyID": .string("\(tier) SHA-256"),
            "value": .string(digest.hexadecimal),
          ])
      }
  }

  /// The files about all figures, and the manifest where it lies beside them.
  private var lists: [Entity] {
    let files = [
      ("figures.json", "application/json", "Index of all figures, with digests and verdicts"),
      ("claims.json", "application/json", "All claims, the works' numbers, ours, and the verdicts"),
      ("figures.bib", "application/x-bibtex", "BibTeX entries of all works and figures"),
      ("figures.tex", "application/x-tex", "Macros for figures and numbers in other write-ups"),
    ]
    let manifest = (
      "MANIFEST-\(workspace.preset.rawValue)", "text/plain", "The accepted digests of all outputs"
    )
    return (files + (workspace.isCommitted ? [manifest] : [])).map { name, format, what in
      Entity(name, "File", ["name": .string(what), "encodingFormat": .string(format)])
    }
  }

  // MARK: Works

  /// The works of the figures, and their authors.
  private var works: [Entity] {
    let works = Work.allCases.filter { work in figures.contains { $0.definition.work == work } }
    var people: [String] = []
    for author in works.flatMap(\.reference.authors) where !people.contains(author) {
      people.append(author)
    }
    return works.map(\.entity) + people.map { Entity.person($0) }
  }
}

/// A node of the graph: an identifier, a type, and what is said of it.
private struct Entity {
  let id: String
  let type: String
  let properties: [String: JSONValue]

  init(_ id: String, _ type: String, _ properties: [String: JSONValue]) {
    self.id = id
    self.type = type
    self.properties = properties
  }

  var members: [String: JSONValue] {
    properties.merging(["@id": .string(id), "@type": .string(type)]) { _, own in own }
  }

  static func reference(_ id: String) -> JSONValue { .object(["@id": .string(id)]) }

  /// One reference alone is no list, as the specification recommends.
  static func references(_ entities: [Entity]) -> JSONValue {
    entities.count == 1 ? reference(entities[0].id) : .array(entities.map { reference($0.id) })
  }

  static func person(_ name: String) -> Entity {
    let id = "#" + name.lowercased().replacing(" ", with: "-")
    return Entity(id, "Person", ["name": .string(name)])
  }
}

extension Work {
  /// Its address, or a name within the crate.
  fileprivate var identifier: String { reference.address ?? "#\(reference.key)" }

  fileprivate var entity: Entity {
    let reference = reference
    var properties: [String: JSONValue] = [
      "name": .string(title),
      "author": Entity.references(reference.authors.map { Entity.person($0) }),
    ]
    properties["datePublished"] = reference.year.map { .string($0) }
    let isPaper = reference.type == "inproceedings"
    return Entity(identifier, isPaper ? "ScholarlyArticle" : "CreativeWork", properties)
  }
}
