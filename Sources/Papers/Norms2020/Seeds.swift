// Norms 2020, how representative Figure 1's representative runs are (our figure): its end points over
// thirty seeds, in 64-bit and 32-bit arithmetic, and starts of the wrong sign.
//
// Claim: the statements of Figure 1 hold for most seeds; the plateau of depth 2 depends on the
// precision. Cost: 24 ensembles of 30 runs, about 1.2 billion iterations, a core-minute.

import Analysis
import Plotting
import Records

enum Seeds {
  static let id = "norms2020-seeds"

  static let figure = FigureDefinition(
    id: id, work: .norms2020, kind: .ours, title: "Many seeds", source: "Figure 1, repeated",
    caption: """
      The unobserved entry of Figure 1's settings over {{value norms2020-seeds seeds d}} seeds each: \
      at the end for depth 2, where the loss first falls below the last mark for depths 3 and 4. \
      Circles are 64-bit, squares 32-bit runs, bars their medians, stars the values read off the \
      published figure. Balanced depth-2 runs level off at a median of \
      {{value norms2020-seeds plateau-64 3s}} in 64-bit and {{value norms2020-seeds plateau-32 3s}} in \
      32-bit arithmetic, near the published values. Right: starts of negative determinant, which \
      leave the curve. This figure is ours.
      """,
    alternative: """
      Strips of points per setting. Balanced settings of depth 3 and 4 gather in one spot at the \
      height of the curve; unbalanced ones spread below it; depth 2 stays in single digits.
      """,
    runs: { preset in
      ensembles(preset).map { $0.run.planned } + (preset == .quick ? [] : [control.planned])
    },
    analyse: analyse,
    picture: picture)

  /// One strip of points.
  struct Ensemble: Sendable {
    var depth: Int
    /// The setting's place in the legend of Figure 1, counted from 1.
    var place: Int
    var precision: Precision
    var run: MatrixRun
  }

  static func count(_ preset: Preset) -> Int { preset == .quick ? 4 : 30 }

  static func ensembles(_ preset: Preset) -> [Ensemble] {
    [Precision.float64, .float32].flatMap { precision in
      UnobservedEntry.depths.flatMap { depth in
        MatrixSetting.published(depth: depth).enumerated().map { place, setting in
          Ensemble(
            depth: depth, place: place + 1, precision: precision,
            run: MatrixRun(
              setting: setting, precision: precision,
              replicates: Replicates(count: count(preset)),
              lastLoss: UnobservedEntry.lastLoss(preset), kept: .marks, family: "seeds"))
        }
      }
    }
  }

  /// Starts of negative determinant (sheet 7.7).
  static let control = MatrixRun(
    setting: .finest(depth: 3), determinant: .negative, replicates: Replicates(count: 10),
    kept: .marks, family: "wrongsign", columns: [], monitors: [])

  /// The mark at which depths 3 and 4 are compared.
  static func mark(_ preset: Preset) -> Double { preset == .quick ? 1.3e-3 : 1.3e-4 }

  /// The unobserved entry of each seed; `nil` where a run did not get to the mark.
  static func entries(_ ensemble: Ensemble, _ library: RunLibrary, _ preset: Preset) -> [Double?] {
    let run = library[ensemble.run.id]
    return run.replicates.map { replicate in
      let entry =
        ensemble.depth == 2
        ? run.final("entry[1,1]", replicate: replicate)
        : run.value(of: "entry[1,1]", whereLossFirstBelow: mark(preset), replicate: replicate)
      return entry.map(abs)
    }
  }

  private static func analyse(_ library: RunLibrary, _ preset: Preset) -> Findings {
    var rows: [(panel: String, place: Int, bits: Int, entry: Double)] = []
    for ensemble in ensembles(preset) {
      let bits = ensemble.precision == .float64 ? 64 : 32
      for entry in entries(ensemble, library, preset) {
        guard let entry else { continue }
        rows.append(("depth \(ensemble.depth)", ensemble.place, bits, entry))
      }
    }
    if preset != .quick {
      let run = library[control.id]
      for replicate in run.replicates {
        let entry = run.value(
          of: "entry[1,1]", whereLossFirstBelow: mark(preset), replicate: replicate)
        if let entry { rows.append(("det < 0", 1, 64, abs(entry))) }
      }
    }
    let table = Table([
      .init("panel", .words(rows.map(\.panel))),
      .init("setting", .numbers(rows.map { Double($0.place) })),
      .init("bits", .numbers(rows.map { Double($0.bits) })),
      .init("entry", .numbers(rows.map(\.entry))),
    ])
    return Findings(
      table: table, quantities: quantities(library, preset),
      claims: SeedsClaims(library: library, preset: preset).all)
  }

  private static func quantities(_ library: RunLibrary, _ preset: Preset) -> [String: Quantity] {
    func plateau(_ precision: Precision) -> Double {
      let balanced = ensembles(preset).filter {
        $0.depth == 2 && $0.run.setting.balanced && $0.precision == precision
      }
      return Sample.median(balanced.flatMap { entries($0, library, preset) }.compactMap(\.self))
    }
    let stalled = ensembles(preset).filter { $0.precision == .float32 && $0.run.setting.balanced }
      .flatMap { library[$0.run.id].record.replicates }.filter { $0.outcome != .converged }.count
    return [
      "seeds": Quantity(Double(count(preset)), "seeds per setting"),
      "plateau-64": Quantity(plateau(.float64), "median plateau of depth 2, balanced, 64-bit"),
      "plateau-32": Quantity(plateau(.float32), "median plateau of depth 2, balanced, 32-bit"),
      "stalled": Quantity(
        Double(stalled), "balanced 32-bit runs that did not finish within the cap on iterations"),
    ]
  }

  private static func picture(_ table: Table, _ preset: Preset) -> Figure {
    SeedsPicture(table: table, preset: preset).figure(id: id)
  }
}
