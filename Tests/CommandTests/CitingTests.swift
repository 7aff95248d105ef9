// Citations, the files for citing, and the description of the folder of pictures.

import Foundation
import Papers
import Records
import Testing

@Suite(.enabled(if: Checkout.isMade, "make report PRESET=quick has not been run"))
struct CitingTests {
  @Test func aFigureIsCitedInThreeLanguages() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let id = Sample.figure.id
    let scene = Digest(of: try checkout.text("build/quick/scenes/\(id).scene"))
    let parts = [
      "markdown": "![\(Sample.figure.title)](figures/\(id).png)",
      "latex": "\\cite{implicitrank-\(id)}", "bibtex": "@misc{implicitrank-\(id),",
    ]
    let all = try checkout.irank("cite", id)
    #expect(all.code == 0, "\(all.errors)")
    for (language, part) in parts {
      let ending = try checkout.irank("cite", "--as", language, id)
      #expect(ending.code == 0, "\(ending.errors)")
      #expect(ending.output.contains(part), "\(ending.output)")
      #expect(ending.output.contains(scene.hexadecimal) == (language != "latex"))
      #expect(all.output.contains(ending.output))
    }
  }

  @Test func whatCannotBeCitedIsNamed() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let language = try checkout.irank("cite", "--as", "html", Sample.figure.id)
    #expect(language.code == 1)
    #expect(language.errors.contains("expected one of markdown, latex, bibtex"))
    let figure = try checkout.irank("cite", "norms2020-fig99")
    #expect(figure.code == 1)
    #expect(figure.errors.hasPrefix("error: figure 'norms2020-fig99': is not in the catalogue"))
  }

  @Test func everyFigureAndEveryWorkHasAnEntry() throws {
    let text = try Files.readText("\(Self.folder)/figures.bib")
    let keys = text.split(separator: "\n").filter { $0.hasPrefix("@") }.map {
      String($0.drop { $0 != "{" }.dropFirst().dropLast())
    }
    #expect(Set(keys).count == keys.count)
    #expect(keys.count == Self.figures.count + Work.allCases.count)
    for figure in Self.figures { #expect(keys.contains("implicitrank-\(figure.id)")) }
    for part in text.components(separatedBy: "\\cite{").dropFirst() {
      #expect(keys.contains(String(part.prefix { $0 != "}" })))
    }
    #expect(text.count { $0 == "{" } == text.count { $0 == "}" })
  }

  @Test func theReportQuotesTheDigestOfAllThatIsExact() throws {
    let checkout = try Checkout.made()
    defer { checkout.remove() }
    let lines = try checkout.text("figures/MANIFEST-quick").split(separator: "\n").filter { line in
      ["spec", "record", "table", "scene"].contains { line.contains("  \($0)  ") }
    }
    let digest = Digest(of: lines.map { $0 + "\n" }.joined())
    let report = try checkout.text("build/quick/report.md")
    #expect(report.contains("| SHA-256 of all exact results | `\(digest)` |\n"))
  }

  /// A macro's name and text in `figures.tex`.
  private static func macros() throws -> [String: String] {
    let text = try Files.readText("\(folder)/figures.tex")
    let parts = text.components(separatedBy: "\\irdefine{").dropFirst()
    return Dictionary(
      parts.compactMap { part in
        part.firstRange(of: "}{").map { middle in
          let body = part[middle.upperBound...].prefix { $0 != "\n" && $0 != "%" }
          return (String(part[..<middle.lowerBound]), String(body.dropLast()))
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test func everyNumberHasItsMacros() throws {
    let macros = try Self.macros()
    for figure in Self.figures {
      #expect(macros["\(figure.id)/title"] != nil)
      let file = "\(Checkout.repository)/build/quick/values/\(figure.id).json"
      let values = try CanonicalJSON.read(
        [String: Quantity].self, from: try Files.read(file), file: file)
      for (key, quantity) in values {
        #expect(macros["\(figure.id)/exact/\(key)"].flatMap(Double.init) == quantity.value)
        #expect(macros["\(figure.id)/value/\(key)"]?.hasPrefix("\\ensuremath{") == true)
      }
    }
  }

  /// The nodes of the crate's graph.
  private static func entities() throws -> [[String: JSONValue]] {
    let file = "\(folder)/ro-crate-metadata.json"
    let value = try JSONDecoder().decode(JSONValue.self, from: try Files.read(file))
    guard case .object(let top) = value, case .array(let nodes) = top["@graph"] else { return [] }
    return nodes.compactMap { node in
      guard case .object(let members) = node else { return nil }
      return members
    }
  }

  /// Every `{"@id": …}` inside a value.
  private static func references(in value: JSONValue) -> [JSONValue] {
    switch value {
    case .array(let values): values.flatMap { references(in: $0) }
    case .object(let members): members["@id"].map { [$0] } ?? []
    default: []
    }
  }

  @Test func theCrateDescribesEveryFileAndNothingElse() throws {
    let entities = try Self.entities()
    let ids = entities.compactMap { $0["@id"] }
    #expect(Set(ids).count == ids.count && ids.count == entities.count)
    let files = entities.filter { $0["@type"] == .string("File") }.compactMap { $0["@id"] }
    let there = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    #expect(
      Set(files) == Set(there.filter { $0 != "ro-crate-metadata.json" }.map { .string($0) }))
    let root = try #require(entities.first { $0["@id"] == .string("./") })
    for key in ["name", "description", "datePublished", "license"] { #expect(root[key] != nil) }
    #expect(Set(Self.references(in: root["hasPart", default: .null])) == Set(files))
    // What is referred to is described, except the specification that the crate conforms to.
    for entity in entities {
      for (key, value) in entity where key != "conformsTo" {
        for reference in Self.references(in: value) { #expect(ids.contains(reference)) }
      }
    }
  }

  @Test func aPictureInTheCrateHasItsWordsItsWorkAndItsDigests() throws {
    let entities = try Self.entities()
    let id = Sample.figure.id
    for file in ["\(id).png", "\(id).svg"] {
      let picture = try #require(entities.first { $0["@id"] == .string(file) })
      #expect(picture["name"] == .string(Sample.figure.title))
      guard case .string(let words) = picture["description"] else {
        Issue.record("no description of \(file)")
        continue
      }
      #expect(!words.isEmpty && !words.contains("{{"))
      #expect(picture["isBasedOn"] == .object(["@id": .string("#razin2022posts")]))
    }
    for (tier, path) in [("table", "tables/\(id).csv"), ("scene", "scenes/\(id).scene")] {
      let digest = try #require(entities.first { $0["@id"] == .string("#\(id)-\(tier)") })
      let text = try Files.readText("\(Checkout.repository)/build/quick/\(path)")
      #expect(digest["value"] == .string(Digest(of: text).hexadecimal))
    }
  }

  private static let folder = "\(Checkout.repository)/build/quick/figures"
  private static let figures = Catalogue().figures
}
