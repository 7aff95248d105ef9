/// How far two pictures are apart, in statistics that a wrong label cannot hide behind.

/// The difference between two pictures.
public enum Difference: Sendable, Equatable {
  /// The pictures have different sizes (width, height), which no tolerance covers.
  case size([Int], [Int])
  /// Statistics over the channels (0...255) of two equally large pictures: the largest difference of any
  /// channel; the number of pixels with a channel more than 8 apart, which an eye may see; the
  /// largest mean difference over a tile of about 30 x 30 pixels, which catches a lost label that a
  /// mean over the whole picture drowns.
  case pixels(largest: Int, visible: Int, worstTileMean: Double)
}

extension Raster {
  /// Compares with another picture.
  public func compare(_ other: Raster) -> Difference {
    guard width == other.width && height == other.height else {
      return .size([width, height], [other.width, other.height])
    }
    let tile = 30
    let across = (width + tile - 1) / tile
    let down = (height + tile - 1) / tile
    var sums = [Int](repeating: 0, count: across * down)
    var largest = 0
    var visible = 0
    for y in 0..<height {
      for x in 0..<width {
        let start = (y * width + x) * 4
        var worst = 0
        for channel in start..<start + 4 {
          let d = abs(Int(pixels[channel]) - Int(other.pixels[channel]))
          worst = max(worst, d)
          sums[y / tile * across + x / tile] += d
        }
        largest = max(largest, worst)
        if worst > 8 { visible += 1 }
      }
    }
    let means = sums.enumerated().map { index, sum in
      let columns = min(tile, width - index % across * tile)
      let rows = min(tile, height - index / across * tile)
      return Double(sum) / Double(columns * rows * 4)
    }
    return .pixels(largest: largest, visible: visible, worstTileMean: means.max() ?? 0)
  }
}
