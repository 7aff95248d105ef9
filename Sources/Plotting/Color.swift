/// Colours as 8-bit channels, and the ones the papers use.

/// A colour with opacity, eight bits each: what ends up in the scene and in the pixels.
public struct Color: Sendable, Hashable {
  /// Channels in 0...255; `alpha` 255 is opaque. Not premultiplied.
  public let red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8

  /// A colour from channels in 0...1, rounded to eight bits.
  public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    func byte(_ v: Double) -> UInt8 {
      precondition(v >= 0 && v <= 1, "colour channel \(v) is outside 0...1")
      return UInt8(v * 255 + 0.5)
    }
    self.red = byte(red)
    self.green = byte(green)
    self.blue = byte(blue)
    self.alpha = byte(alpha)
  }

  /// An opaque colour from `0xRRGGBB`.
  public init(hex: UInt32) {
    precondition(hex <= 0xFF_FFFF, "a colour is 0xRRGGBB")
    red = UInt8(hex >> 16)
    green = UInt8((hex >> 8) & 0xFF)
    blue = UInt8(hex & 0xFF)
    alpha = 255
  }

  /// A grey: 0 is black, 1 is white.
  public static func gray(_ level: Double) -> Color {
    Color(red: level, green: level, blue: level)
  }

  /// The same colour with another opacity in 0...1.
  public func opacity(_ alpha: Double) -> Color {
    Color(
      red: Double(red) / 255, green: Double(green) / 255, blue: Double(blue) / 255, alpha: alpha)
  }

  /// Black.
  public static let black = Color(hex: 0x000000)
  /// White.
  public static let white = Color(hex: 0xFFFFFF)

  /// The ten colours of matplotlib's default cycle, in order.
  public static let tab10: [Color] = [
    tabBlue, tabOrange, tabGreen, tabRed, tabPurple,
    Color(hex: 0x8C564B), Color(hex: 0xE377C2), Color(hex: 0x7F7F7F), Color(hex: 0xBCBD22),
    Color(hex: 0x17BECF),
  ]
  /// matplotlib's "tab:blue".
  public static let tabBlue = Color(hex: 0x1F77B4)
  /// matplotlib's "tab:orange".
  public static let tabOrange = Color(hex: 0xFF7F0E)
  /// matplotlib's "tab:green".
  public static let tabGreen = Color(hex: 0x2CA02C)
  /// matplotlib's "tab:red".
  public static let tabRed = Color(hex: 0xD62728)
  /// matplotlib's "tab:purple".
  public static let tabPurple = Color(hex: 0x9467BD)

  /// "summer" at ten positions, largest curve first (hierarchical 2022, main dynamics figure).
  public static let summer10: [Color] = [
    0x008066, 0x209066, 0x40A066, 0x60B066, 0x80C066,
    0x8CC666, 0x99CC66, 0xA6D266, 0xB3D966, 0xC0E066,
  ].map { Color(hex: $0) }

  /// "viridis" at the same ten positions (hierarchical 2022, matricization panels).
  public static let viridis10: [Color] = [
    0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C,
    0x1E9C89, 0x22A884, 0x2FB47C, 0x44BF70, 0x5EC962,
  ].map { Color(hex: $0) }
}

/// Colours at knots in 0...1, linear in each channel between them.
public struct ColorMap: Sendable, Equatable {
  /// A colour in unrounded channels (0...1) at a position in 0...1.
  public struct Knot: Sendable, Equatable {
    let position: Double, red: Double, green: Double, blue: Double

    /// A knot; positions of a map ascend from 0 to 1.
    public init(_ position: Double, red: Double, green: Double, blue: Double) {
      self.position = position
      self.red = red
      self.green = green
      self.blue = blue
    }
  }

  let knots: [Knot]

  /// A map through `knots`, whose positions ascend from 0 to 1.
  public init(_ knots: [Knot]) {
    precondition(
      knots.count >= 2 && knots.first?.position == 0 && knots.last?.position == 1,
      "a colour map has knots from 0 to 1")
    precondition(
      zip(knots, knots.dropFirst()).allSatisfy { $0.position < $1.position },
      "the knots of a colour map ascend")
    self.knots = knots
  }

  /// The colour at `u`, which is clamped to 0...1.
  public func callAsFunction(_ u: Double) -> Color {
    let u = min(max(u, 0), 1)
    let above = knots.firstIndex { $0.position >= u } ?? knots.count - 1
    let hi = knots[max(above, 1)]
    let lo = knots[max(above, 1) - 1]
    let t = (u - lo.position) / (hi.position - lo.position)
    return Color(
      red: lo.red + t * (hi.red - lo.red),
      green: lo.green + t * (hi.green - lo.green),
      blue: lo.blue + t * (hi.blue - lo.blue))
  }

  /// Light blue through blue to black: iteration number in the curves of norms 2020, Figure 1.
  public static let iterations = ColorMap([
    Knot(0, red: 0.423, green: 0.664, blue: 0.850),
    Knot(0.1905, red: 0.342, green: 0.538, blue: 0.850),
    Knot(1, red: 0, green: 0, blue: 0),
  ])

  /// Black to white.
  public static let gray = ColorMap([
    Knot(0, red: 0, green: 0, blue: 0), Knot(1, red: 1, green: 1, blue: 1),
  ])

  /// matplotlib's "summer": dark green to yellow.
  public static let summer = ColorMap([
    Knot(0, red: 0, green: 0.5, blue: 0.4), Knot(1, red: 1, green: 1, blue: 0.4),
  ])
}
