// The regularizer: cosines of gradients before and after a patch is exchanged, and their growth (locality sheet 5).

public import Kernels
public import Records

/// Added to the norms of gradients.
private let tiny = 1e-12

/// Below this the tiny addition is above a millionth of a norm.
private let vanishingNorm = 1e-6

extension NetworkModel {
  /// Copies images to where a pass starts, and says how many they are.
  func take(_ inputs: UnsafeBufferPointer<Scalar>) -> Int {
    let images = inputs.count / layout.input.count
    precondition(
      images >= 1 && images <= batch && inputs.count == images * layout.input.count,
      "expected 1 to \(batch) images of \(layout.input.count) numbers")
    activation(0).update(from: inputs.baseAddress!, count: inputs.count)
    return images
  }

  /// The mean cross-entropy of the logits and how many are right; sets its derivatives by them.
  func setLogitAdjoints(_ labels: [Float]) -> (crossEntropy: Double, correct: Int) {
    let logits = memory.numbers(memory.plan.logits)
    let adjoints = memory.numbers(memory.plan.logitAdjoints)
    let values = memory.doubles(memory.plan.perImage)
    var correct = 0
    for (n, label) in labels.enumerated() {
      let (z, y) = (logits[n].double, Double(label))
      values[n] = CrossEntropy.value(z, y)
      adjoints[n] = Scalar(CrossEntropy.slope(z, y) / Double(labels.count))
      if (z > 0) == (y > 0.5) { correct += 1 }
    }
    let sum = sumInLanes(UnsafeBufferPointer(start: values, count: labels.count))
    return (sum / Double(labels.count), correct)
  }

  /// The separability over a batch, and with a coefficient the tangents of the inputs: that multiple of the
  /// directions v and v′ of section 5.5.
  func compareGradients(
    _ pass: NetworkPass, _ patches: PatchPair, movesStatistics: Bool, coefficient: Double?
  ) -> Separability {
    precondition(isRegularized, "there is no memory for a regularizer")
    exchange(patches.exchanged, pass.images)
    forward(pass, .training(movesStatistics: movesStatistics))
    memory.numbers(memory.plan.logitAdjoints).update(repeating: 1, count: pass.total)
    backward(.sum, pass)
    setInputGradients(pass, in: patches.gradients)
    let gradients = memory.numbers(memory.plan.inputAdjoint)
    let exchanged = gradients + pass.images * layout.input.count
    if let coefficient {
      setDirections(gradients, exchanged, pass, patches.gradients, coefficient)
    }
    return Separability(
      gradients, exchanged: exchanged, images: pass.images, of: layout.input,
      in: patches.gradients)
  }

  /// Sets the tangents of x and x′: λ·v and λ·v′, zero outside the patch.
  private func setDirections(
    _ gradients: UnsafePointer<Scalar>, _ exchanged: UnsafePointer<Scalar>, _ pass: NetworkPass,
    _ patch: PixelRectangle, _ coefficient: Double
  ) {
    let (size, rows) = (layout.input.count, layout.input.rows(of: patch))
    let tangents = activation(0, from: pass.total)
    tangents.update(repeating: 0, count: pass.total * size)
    for n in 0..<pass.images {
      GradientPair(g: gradients + n * size, h: exchanged + n * size, rows: rows)
        .setDirections(
          tangents + n * size, tangents + (pass.images + n) * size,
          factor: coefficient / Double(pass.images))
    }
  }

  /// Sets x′: x, but for the patch, which each image takes from the next, the last from the first.
  private func exchange(_ patch: PixelRectangle, _ images: Int) {
    let size = layout.input.count
    let (x, exchanged) = (activation(0), activation(0, from: images))
    exchanged.update(from: x, count: images * size)
    for n in 0..<images {
      let next = x + (n + 1) % images * size
      for row in layout.input.rows(of: patch) {
        (exchanged + n * size + row.lowerBound).update(
          from: next + row.lowerBound, count: row.count)
      }
    }
  }
}

extension Separability {
  /// The mean of |cos| between gradients of images before and after the exchange, in one patch.
  ///
  /// - Parameters:
  ///   - gradients: images × rows × columns × channels.
  ///   - exchanged: likewise.
  public init<Scalar: KernelScalar>(
    _ gradients: UnsafePointer<Scalar>, exchanged: UnsafePointer<Scalar>, images: Int,
    of input: InputShape, in patch: PixelRectangle
  ) {
    let rows = input.rows(of: patch)
    let pairs = (0..<images).map {
      GradientPair(g: gradients + $0 * input.count, h: exchanged + $0 * input.count, rows: rows)
    }
    value =
      pairs.map { abs($0.cosine) }.withUnsafeBufferPointer { sumInLanes($0) } / Double(images)
    vanishing = pairs.reduce(0) {
      $0 + ($1.gNorm < vanishingNorm ? 1 : 0) + ($1.hNorm < vanishingNorm ? 1 : 0)
    }
  }
}

extension InputShape {
  /// The numbers of an image that lie in a patch, row by row.
  fileprivate func rows(of patch: PixelRectangle) -> [Range<Int>] {
    precondition(
      patch.row >= 0 && patch.column >= 0 && patch.row + patch.height <= height
        && patch.column + patch.width <= width, "a patch outside the image")
    return (patch.row..<patch.row + patch.height).map { row in
      let first = (row * width + patch.column) * channels
      return first..<first + patch.width * channels
    }
  }
}

/// The gradients g and h of one image before and after the exchange, in some rows.
private struct GradientPair<Scalar: KernelScalar> {
  let g: UnsafePointer<Scalar>
  let h: UnsafePointer<Scalar>
  let rows: [Range<Int>]
  let product: Double
  let gNorm: Double
  let hNorm: Double

  /// Sums of products are a ``dot`` for each row, added in ascending row.
  init(g: UnsafePointer<Scalar>, h: UnsafePointer<Scalar>, rows: [Range<Int>]) {
    func product(_ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>) -> Double {
      rows.reduce(0) { sum, row in
        sum
          + dot(
            UnsafeBufferPointer(start: x + row.lowerBound, count: row.count),
            UnsafeBufferPointer(start: y + row.lowerBound, count: row.count))
      }
    }
    (self.g, self.h, self.rows) = (g, h, rows)
    self.product = product(g, h)
    gNorm = product(g, g).squareRoot()
    hNorm = product(h, h).squareRoot()
  }

  /// ⟨g, h⟩ / ((|g| + tiny)·(|h| + tiny)).
  var cosine: Double { product / ((gNorm + tiny) * (hNorm + tiny)) }

  // region: directions
  /// Sets `factor` times the derivatives of |cosine| by g and by h.
  func setDirections(
    _ v: UnsafeMutablePointer<Scalar>, _ w: UnsafeMutablePointer<Scalar>, factor: Double
  ) {
    let factor = product > 0 ? factor : product < 0 ? -factor : 0
    let share = factor / ((gNorm + tiny) * (hNorm + tiny))
    let ofG = gNorm > 0 ? factor * cosine / ((gNorm + tiny) * gNorm) : 0
    let ofH = hNorm > 0 ? factor * cosine / ((hNorm + tiny) * hNorm) : 0
    for i in rows.joined() {
      v[i] = Scalar(share * h[i].double - ofG * g[i].double)
      w[i] = Scalar(share * g[i].double - ofH * h[i].double)
    }
  }
  // endregion
}
