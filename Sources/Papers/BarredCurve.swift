// A curve whose points each stand for several seeds, classes or trials: a line through them, and bars behind it.

import Plotting
import Records

/// How such a curve is drawn.
struct BarredCurve {
  var line: LineStyle
  var marker: MarkerStyle
  var bar: LineStyle

  func entry(_ label: RichText) -> Legend.Entry {
    Legend.Entry(label, line: line, marker: marker, bar: bar)
  }

  /// Bars first, so that they hide neither the line nor the markers.
  func marks(_ points: [DataPoint], bars: [DataInterval]) -> [Mark] {
    [.errorBars(bars, bar), .line(points, line), .markers(points, marker)]
  }

  /// The means in a column of rows, with bars of one deviation to either side, which are in the column of that
  /// name and `Spread`.
  func marks(_ rows: Table, x: String, mean: String) -> [Mark] {
    let points = DataPoint.zip(rows[numbers: x], rows[numbers: mean])
    let deviations = rows[numbers: "\(mean)Spread"]
    let bars = zip(points, deviations).map { point, deviation in
      DataInterval(point.x, low: point.y - deviation, high: point.y + deviation)
    }
    return marks(points, bars: bars)
  }
}
