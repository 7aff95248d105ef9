/// Where ticks go when nobody says: matplotlib's locators, so that axes match the papers'.

internal import Kernels

/// Ticks of one axis: labelled major ones and bare minor ones, in data units.
struct ResolvedTicks {
  var major: [Ticks.Tick]
  var minor: [Double] = []

  /// The ticks of `axis` within `low...high`; `room` is how many labels the axis has space for.
  init(_ axis: Axis, low: Double, high: Double, room: Int) {
    switch axis.ticks {
    case .none: major = []
    case .labelled(let ticks): major = ticks
    case .at(let values, let form): major = ResolvedTicks.labelled(values, form)
    case .automatic:
      switch axis.scale.kind {
      case .linear:
        let values = ResolvedTicks.linear(low: low, high: high, room: room)
        major = ResolvedTicks.labelled(values, .plain)
      case .log10:
        let powers = ResolvedTicks.decades(low: low, high: high, room: room).values
        major =
          powers.count >= 2
          ? ResolvedTicks.labelled(powers, .power)
          : ResolvedTicks.labelled(
            ResolvedTicks.multiples(of: [1, 2, 5], low: low, high: high), .plain)
      case .categories(let names):
        major = names.enumerated().map { Ticks.Tick(Double($0), $1) }
      }
    }
    if axis.scale.kind == .log10, axis.minorTicks, case .automatic = axis.ticks {
      minor = ResolvedTicks.minor(low: low, high: high, room: room)
    } else if axis.scale.kind == .log10, axis.minorTicks, case .at = axis.ticks {
      minor = ResolvedTicks.minor(low: low, high: high, room: 100)
    }
    major = major.filter { axis.scale.contains($0.value) }
    keep(axis.scale, low: low, high: high)
  }

  /// Drops ticks outside the limits, with a billionth of the axis as tolerance.
  private mutating func keep(_ scale: Scale, low: Double, high: Double) {
    let a = scale.transform(low)
    let b = scale.transform(high)
    let slack = (b - a) * 1e-9
    let isInside = { (value: Double) -> Bool in
      let t = scale.transform(value)
      return t >= a - slack && t <= b + slack
    }
    major = major.filter { isInside($0.value) }
    minor = minor.filter(isInside)
  }

  private static func labelled(_ values: [Double], _ form: NumberForm) -> [Ticks.Tick] {
    zip(values, form.labels(values)).map { Ticks.Tick($0, $1) }
  }

  /// Multiples of 1, 2, 2.5 or 5 times a power of ten: the smallest such step that gives at most `room`
  /// intervals, or the next smaller one while fewer than two ticks fall inside (MaxNLocator).
  static func linear(low: Double, high: Double, room: Int) -> [Double] {
    let rawStep = (high - low) / Double(room)
    var exponent = Int(Elementary.log10(rawStep).rounded(.down))
    let bases = [5.0, 2.5, 2, 1]
    let above = [1, 2, 2.5, 5, 10].first { $0 * power(exponent) >= rawStep * (1 - 1e-10) } ?? 10
    if above == 10 { exponent += 1 }
    var candidates = above == 10 ? [1.0] : bases.filter { $0 <= above }
    while true {
      for base in candidates {
        let multiples = multiples(of: base, exponent: exponent, low: low, high: high)
        if multiples.count >= 2 { return multiples }
      }
      exponent -= 1
      candidates = bases
    }
  }

  private static func power(_ exponent: Int) -> Double { NumberForm.powerOfTen(exponent) }

  /// The multiples of base times ten to `exponent` in low...high. Negative powers divide, so that
  /// 3 x 0.1 is the double nearest to 0.3.
  private static func multiples(
    of base: Double, exponent: Int, low: Double, high: Double
  ) -> [Double] {
    let value = { (k: Int) -> Double in
      exponent < 0
        ? Double(k) * base / power(-exponent) : Double(k) * base * power(exponent)
    }
    let slack = (high - low) * 1e-9
    let step = value(1)
    var k = Int((low / step).rounded(.down))
    var result: [Double] = []
    while value(k) <= high + slack {
      if value(k) >= low - slack { result.append(value(k)) }
      k += 1
    }
    return result
  }

  /// Powers of ten within the limits, every `stride`-th, so that at most `room` labels result
  /// (LogLocator), with a smaller stride while that leaves fewer than two.
  static func decades(low: Double, high: Double, room: Int) -> (values: [Double], stride: Int) {
    let (a, b) = exponents(low: low, high: high)
    let count = Int(b.rounded(.down)) - Int(a.rounded(.up))
    var stride = max(count, 0) / room + 1
    while true {
      let first = Int(a.rounded(.down)) - stride
      let all = Swift.stride(from: first, through: Int(b.rounded(.up)), by: stride).map(power)
      let values = all.filter { $0 >= low * (1 - 1e-9) && $0 <= high * (1 + 1e-9) }
      if values.count >= 2 || stride == 1 { return (values, stride) }
      stride -= 1
    }
  }

  /// 2...9 times each power of ten, if every power of ten has a major tick.
  private static func minor(low: Double, high: Double, room: Int) -> [Double] {
    guard decades(low: low, high: high, room: room).stride == 1 else { return [] }
    return multiples(of: Array(2...9), low: low, high: high)
  }

  /// The given digits times each power of ten around the limits.
  private static func multiples(of digits: [Int], low: Double, high: Double) -> [Double] {
    let (a, b) = exponents(low: low, high: high)
    return (Int(a.rounded(.down))...Int(b.rounded(.up))).flatMap { exponent in
      digits.map { digit in
        exponent < 0 ? Double(digit) / power(-exponent) : Double(digit) * power(exponent)
      }
    }
  }

  private static func exponents(low: Double, high: Double) -> (Double, Double) {
    (Elementary.log10(low), Elementary.log10(high))
  }
}
