/// Long curves made small: what lies outside the view, between neighbours in a column half a pixel
/// wide, or on a straight line is dropped.

enum Polyline {
  /// The parts of a polyline inside `view`, as separate polylines.
  static func clipped(_ points: [Point], to view: Rect) -> [[Point]] {
    var parts: [[Point]] = []
    for (a, b) in zip(points, points.dropFirst()) {
      guard let (p, q) = part(of: a, b, in: view) else { continue }
      if parts.last?.last == p {
        parts[parts.count - 1].append(q)
      } else {
        parts.append([p, q])
      }
    }
    return parts
  }

  /// The part of one segment inside `view` (Liang and Barsky); ends inside stay exactly as they are.
  private static func part(of a: Point, _ b: Point, in view: Rect) -> (Point, Point)? {
    let dx = b.x - a.x
    let dy = b.y - a.y
    var enter = 0.0
    var leave = 1.0
    for (speed, distance) in [
      (-dx, a.x - view.left), (dx, view.right - a.x),
      (-dy, a.y - view.top), (dy, view.bottom - a.y),
    ] {
      if speed == 0 {
        if distance < 0 { return nil }
      } else if speed < 0 {
        enter = max(enter, distance / speed)
      } else {
        leave = min(leave, distance / speed)
      }
    }
    guard enter <= leave else { return nil }
    return (
      enter == 0 ? a : Point(a.x + enter * dx, a.y + enter * dy),
      leave == 1 ? b : Point(a.x + leave * dx, a.y + leave * dy)
    )
  }

  /// What the eye needs of a long polyline: thinned to half-pixel columns, then simplified to a
  /// twentieth of a pixel.
  static func visible(_ points: [Point], pixel: Double) -> [Point] {
    simplified(thinned(points, column: pixel / 2), tolerance: pixel / 20)
  }

  /// Of neighbours in one column only the first, the highest, the lowest and the last: noise costs a
  /// bounded number of points, and no spike is lost.
  private static func thinned(_ points: [Point], column: Double) -> [Point] {
    var result: [Point] = []
    var start = 0
    while start < points.count {
      let here = (points[start].x / column).rounded(.down)
      var end = start
      var low = start
      var high = start
      while end + 1 < points.count, (points[end + 1].x / column).rounded(.down) == here {
        end += 1
        if points[end].y < points[low].y { low = end }
        if points[end].y > points[high].y { high = end }
      }
      var previous = -1
      for index in [start, min(low, high), max(low, high), end] where index > previous {
        result.append(points[index])
        previous = index
      }
      start = end + 1
    }
    return result
  }

  /// The polyline without points closer than `tolerance` to what remains (Ramer, Douglas, Peucker).
  private static func simplified(_ points: [Point], tolerance: Double) -> [Point] {
    guard points.count > 2 else { return points }
    var keep = [Bool](repeating: false, count: points.count)
    keep[0] = true
    keep[points.count - 1] = true
    var pending = [(0, points.count - 1)]
    while let (first, last) = pending.popLast() {
      var worst = tolerance * tolerance
      var split: Int?
      for i in (first + 1)..<max(last, first + 1) {
        let d = squaredDistance(points[i], points[first], points[last])
        if d > worst {
          worst = d
          split = i
        }
      }
      guard let split else { continue }
      keep[split] = true
      pending.append((first, split))
      pending.append((split, last))
    }
    return zip(points, keep).filter(\.1).map(\.0)
  }

  /// Squared distance of p from the segment a-b.
  private static func squaredDistance(_ p: Point, _ a: Point, _ b: Point) -> Double {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let length = dx * dx + dy * dy
    let along = length == 0 ? 0 : ((p.x - a.x) * dx + (p.y - a.y) * dy) / length
    let t = min(max(along, 0), 1)
    let ex = p.x - (a.x + t * dx)
    let ey = p.y - (a.y + t * dy)
    return ex * ex + ey * ey
  }
}
