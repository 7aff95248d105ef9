// The transforms of Winograd's convolution F(2×2, 3×3), on vectors of channels.
//
// A tile of 2×2 outputs y of a 3×3 filter g over 4×4 inputs d is y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A, 16 products
// instead of 36 (Lavin and Gray, arXiv 1509.09308, section 4.1), with
//
//     Bᵀ = 1  0 −1  0     G =  1   0   0     Aᵀ = 1  1  1  0
//          0  1  1  0          ½   ½   ½          0  1 −1 −1
//          0 −1  1  0          ½  −½   ½
//          0  1  0 −1          0   0   1
//
// Its adjoint in g gives the gradient of the filter, Gᵀ[(A e Aᵀ) ⊙ (Bᵀ d B)]G with e that of y.

/// A 4×4 tile, row by row; smaller tiles use its first entries.
typealias WinogradTile<Lanes> = InlineArray<16, Lanes>

extension SIMD where Scalar: BinaryFloatingPoint {
  /// Bᵀ d B: along columns, then along rows.
  @inline(__always)
  static func winogradInput(_ d: WinogradTile<Self>) -> WinogradTile<Self> {
    var t = d
    for x in 0..<4 { forward(d[x], d[4 + x], d[8 + x], d[12 + x], &t, x, 4) }
    var v = t
    for y in 0..<4 { forward(t[4 * y], t[4 * y + 1], t[4 * y + 2], t[4 * y + 3], &v, 4 * y, 1) }
    return v
  }

  /// G g Gᵀ of the 3×3 filter in the first nine entries.
  @inline(__always)
  static func winogradFilter(_ g: WinogradTile<Self>) -> WinogradTile<Self> {
    var t = g
    for x in 0..<3 { filter(g[x], g[3 + x], g[6 + x], &t, x, 4) }
    var u = t
    for y in 0..<4 { filter(t[4 * y], t[4 * y + 1], t[4 * y + 2], &u, 4 * y, 1) }
    return u
  }

  /// Aᵀ m A, in the first four entries.
  @inline(__always)
  static func winogradOutput(_ m: WinogradTile<Self>) -> WinogradTile<Self> {
    var t = m
    for x in 0..<4 {
      t[x] = (m[x] + m[4 + x]) + m[8 + x]
      t[4 + x] = (m[4 + x] - m[8 + x]) - m[12 + x]
    }
    var y = t
    for row in 0..<2 {
      y[2 * row] = (t[4 * row] + t[4 * row + 1]) + t[4 * row + 2]
      y[2 * row + 1] = (t[4 * row + 1] - t[4 * row + 2]) - t[4 * row + 3]
    }
    return y
  }

  /// A e Aᵀ of the 2×2 gradients (a b; c d).
  @inline(__always)
  static func winogradGradient(_ a: Self, _ b: Self, _ c: Self, _ d: Self) -> WinogradTile<Self> {
    var t = WinogradTile<Self>(repeating: a)
    gradient(a, c, &t, 0, 4)
    gradient(b, d, &t, 1, 4)
    var e = t
    for y in 0..<4 { gradient(t[4 * y], t[4 * y + 1], &e, 4 * y, 1) }
    return e
  }

  /// Gᵀ s G, in the first nine entries.
  @inline(__always)
  static func winogradFilterGradient(_ s: WinogradTile<Self>) -> WinogradTile<Self> {
    var t = s
    for x in 0..<4 { filterGradient(s[x], s[4 + x], s[8 + x], s[12 + x], &t, x, 4) }
    var g = t
    for y in 0..<3 {
      filterGradient(t[4 * y], t[4 * y + 1], t[4 * y + 2], t[4 * y + 3], &g, 3 * y, 1)
    }
    return g
  }

  @inline(__always)
  private static func gradient(
    _ a: Self, _ b: Self, _ tile: inout WinogradTile<Self>, _ first: Int, _ step: Int
  ) {
    tile[first] = a
    tile[first + step] = a + b
    tile[first + 2 * step] = a - b
    tile[first + 3 * step] = -b
  }

  @inline(__always)
  private static func filterGradient(
    _ a: Self, _ b: Self, _ c: Self, _ d: Self, _ tile: inout WinogradTile<Self>, _ first: Int,
    _ step: Int
  ) {
    let half = (b + c) * 0.5
    tile[first] = a + half
    tile[first + step] = (b - c) * 0.5
    tile[first + 2 * step] = half + d
  }

  @inline(__always)
  private static func forward(
    _ a: Self, _ b: Self, _ c: Self, _ d: Self, _ tile: inout WinogradTile<Self>, _ first: Int,
    _ step: Int
  ) {
    tile[first] = a - c
    tile[first + step] = b + c
    tile[first + 2 * step] = c - b
    tile[first + 3 * step] = b - d
  }

  @inline(__always)
  private static func filter(
    _ a: Self, _ b: Self, _ c: Self, _ tile: inout WinogradTile<Self>, _ first: Int, _ step: Int
  ) {
    tile[first] = a
    tile[first + step] = ((a + c) + b) * 0.5
    tile[first + 2 * step] = ((a + c) - b) * 0.5
    tile[first + 3 * step] = c
  }
}
