// How a figure stands in the document: anchor, picture, caption, provenance.

import Records

extension Weaving {
  /// Weaves the figure of a line `![](figure:id)`.
  mutating func weavePicture(_ id: String, at place: Place) {
    if let figure = omitted[id] {
      insertAnchor(id, at: place)
      document.appendBlock("<a id=\"\(id)\"></a>\n\n\(sentence(on: figure))")
      return
    }
    guard let figure = figures[id], let number = number(of: id, at: place) else {
      if figures[id] == nil { fault("figure '\(id)' is not in the catalogue", at: place) }
      return
    }
    insertAnchor(id, at: place)
    let alternative = alternativeText(of: figure, at: place)
    let captionPlace = Place(
      chapter: place.chapter, line: place.line, part: "the caption of \(id)")
    let caption = markdown(
      SpanScanner.spans(of: figure.caption, at: captionPlace, faults: &faults))
    document.appendBlock(
      """
      <a id="\(id)"></a>

      ![\(alternative)](\(figure.picturePath))

      **Figure \(number).** \(caption)

      <sub>\(provenance(of: figure))</sub>
      """)
  }

  /// Plain words on one line that may stand between the brackets of an image.
  private mutating func alternativeText(of figure: FigureEntry, at place: Place) -> String {
    let place = Place(
      chapter: place.chapter, line: place.line, part: "the alternative text of \(figure.id)")
    let spans = SpanScanner.spans(of: figure.alternativeText, at: place, faults: &faults)
    return spans.map { placed in
      switch placed.span {
      case .prose(let text):
        text.replacing("\n", with: " ").replacing("[", with: "\\[").replacing("]", with: "\\]")
      case .reference(let id) where omitted[id] != nil: omitted[id]?.title ?? ""
      case .reference(let id): number(of: id, at: place).map { "Figure \($0)" } ?? ""
      default: markdown(placed)
      }
    }.joined()
  }

  /// Why a figure is not here, and how to make it.
  func sentence(on figure: OmittedFigure) -> String {
    "*\(figure.title)* (\(figure.source)) is made in the paper preset alone: \(figure.reason). "
      + "To make it: `make figures/\(figure.id).png PRESET=paper`."
  }

  private func provenance(of figure: FigureEntry) -> String {
    let runs =
      switch figure.runs {
      case 0: "no training runs"
      case 1: "1 training run"
      default: (NumberFormat.whole.text(of: Double(figure.runs)) ?? "") + " training runs"
      }
    let claims = inputs.claims.filter { $0.figure == figure.id }.map { claim in
      "[\(claim.shortID) \(claim.verdict.mark)](#\(claim.anchor))"
    }
    let digests = figure.digests
    let parts = [
      "\(figure.source)", "preset \(inputs.preset.rawValue)", runs,
      "table `\(digests.table.short)`", "scene `\(digests.scene.short)`",
      "pixels `\(digests.pixels.short)`",
    ]
    let claimsPart = claims.isEmpty ? [] : ["claims \(claims.joined(separator: ", "))"]
    return (parts + claimsPart).joined(separator: " · ")
  }
}
