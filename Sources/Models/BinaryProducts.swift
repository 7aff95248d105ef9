// Sums of products over pixels that are 0 or 1: tensors with modes of length 2, of restricted rank
// (tensor 2021, sheet section 6). Several of them side by side share every look at a pixel.

public import Kernels

/// Predictors ŷ(x) = Σ_r ∏_a f[a, x_a, r] of equal size, fitted by the mean of squared residuals.
///
/// A predictor's weights are two matrices of pixels × components, row-major: first f[a, 0, r], then
/// f[a, 1, r]. The products are made as they are written, so that signs, zeros and numbers that are too
/// large come out as they would from the definition; see the README for the orders.
public final class BinaryProducts<Scalar: KernelScalar> {
  /// How many predictors there are.
  public let count: Int
  /// The products in the sum of each.
  public let components: Int
  /// Of each image.
  public let pixels: Int
  /// How many images fit at once.
  public let capacity: Int
  let layout: BinaryLayout
  let memory: BinaryMemory<Scalar>
  let workers: Workers

  /// Predictors with memory for some images, each with weights and, where they are not at their start, the
  /// running means of Adam.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(
    pixels: Int, components: Int, capacity: Int, states: [BinaryState<Scalar>],
    workers: Workers = .alone
  ) {
    precondition(
      states.allSatisfy {
        $0.weights.count == 2 * pixels * components && $0.means.count == $0.weights.count
          && $0.squares.count == $0.weights.count
      }, "a predictor has two weights for each pixel and component, and as many means")
    count = states.count
    self.components = components
    self.pixels = pixels
    self.capacity = capacity
    self.workers = workers
    layout = BinaryLayout(
      pixels: pixels, columns: count * components, lanes: Scalar.Lanes.scalarCount)
    memory = BinaryMemory(layout, predictors: count, capacity: capacity, workers: workers.count)
    for (index, state) in states.enumerated() {
      write(state.weights, to: memory.weights, of: index)
      write(state.means, to: memory.means, of: index)
      write(state.squares, to: memory.squares, of: index)
    }
  }

  /// The weights and running means of a predictor.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func state(of predictor: Int) -> BinaryState<Scalar> {
    BinaryState(
      weights: read(memory.weights, of: predictor), means: read(memory.means, of: predictor),
      squares: read(memory.squares, of: predictor))
  }

  /// The gradient of a predictor's loss, in the order of its weights.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func gradient(of predictor: Int) -> [Scalar] { read(memory.gradients, of: predictor) }

  /// A predictor's outputs for the images of the last ``predict(_:)`` or ``backpropagate(_:targets:)``, or
  /// after the latter its residuals; valid until the next.
  public func outputs(of predictor: Int, images: Int) -> UnsafeBufferPointer<Scalar> {
    UnsafeBufferPointer(start: memory.outputs + predictor * capacity, count: images)
  }

  /// Computes the outputs for at most `capacity` images.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func predict(_ images: BitRows) {
    check(images)
    workers.divide(images.rows) { slice, rows in predict(images, rows, slice) }
  }

  /// Computes residuals ŷ − y and the gradient of their mean of squares.
  ///
  /// - Parameter targets: y, for each predictor `capacity` numbers apart, of which the first are the images'.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func backpropagate(_ images: BitRows, targets: UnsafePointer<Scalar>) {
    check(images)
    workers.divide(images.rows) { slice, rows in
      predict(images, rows, slice)
      weigh(rows, of: images.rows, targets: targets)
    }
    workers.divide(layout.windows * layout.words) { slice, parts in
      for part in parts {
        differentiate(images, window: part / layout.words, word: part % layout.words, slice)
      }
    }
  }

  private func check(_ images: BitRows) {
    precondition(
      images.rows <= capacity && images.width == layout.words, "images of another size, or too many"
    )
  }
}

/// What Adam knows of a predictor.
public struct BinaryState<Scalar: KernelScalar>: Sendable, Equatable {
  /// The weights.
  public var weights: [Scalar]
  /// The running means of their gradients.
  public var means: [Scalar]
  /// The running means of their squared gradients.
  public var squares: [Scalar]

  /// A state; without means that of the start.
  public init(weights: [Scalar], means: [Scalar]? = nil, squares: [Scalar]? = nil) {
    self.weights = weights
    self.means = means ?? [Scalar](repeating: 0, count: weights.count)
    self.squares = squares ?? [Scalar](repeating: 0, count: weights.count)
  }
}

extension BinaryProducts {
  /// The products of some images in every column, and their sums.
  private func predict(_ images: BitRows, _ rows: Range<Int>, _ slice: Int) {
    for window in 0..<layout.windows {
      multiplyChosen(
        images, rows: rows, off: memory.weights + layout.first(0, window),
        on: memory.weights + layout.first(1, window), into: memory.products(window),
        scratch: memory.scratch(slice), of: Scalar.self)
    }
    for predictor in 0..<count {
      let outputs = memory.outputs + predictor * capacity
      for component in 0..<components {
        let products = memory.column(predictor * components + component)
        for row in rows {
          let product = products[row * layout.lanes]
          outputs[row] = component == 0 ? product : outputs[row] + product
        }
      }
    }
  }

  /// Turns outputs into residuals, and products into products times (2/B)·residual.
  private func weigh(_ rows: Range<Int>, of images: Int, targets: UnsafePointer<Scalar>) {
    let factor = 2 / Scalar(images)
    for predictor in 0..<count {
      let (residuals, targets) = (
        memory.outputs + predictor * capacity, targets + predictor * capacity
      )
      for row in rows { residuals[row] -= targets[row] }
      for component in 0..<components {
        let products = memory.column(predictor * components + component)
        for row in rows { products[row * layout.lanes] *= factor * residuals[row] }
      }
    }
    // The columns that fill up the last window have no residual.
    for column in count * components..<layout.windows * layout.lanes {
      let products = memory.column(column)
      for row in rows { products[row * layout.lanes] = 0 }
    }
  }

  // region: gradient
  /// The gradients of the weights of 32 pixels in a window of columns: sums over images, divided by the
  /// weights that are one factor of each summand.
  private func differentiate(_ images: BitRows, window: Int, word: Int, _ slice: Int) {
    let parts = [layout.first(0, window), layout.first(1, window)] as InlineArray
    sumByBit(
      images, words: word..<word + 1, memory.products(window), off: memory.gradients + parts[0],
      on: memory.gradients + parts[1], scratch: memory.scratch(slice), of: Scalar.self)
    for value in 0..<2 {
      for pixel in 32 * word..<min(32 * word + 32, pixels) {
        let weight = memory.weights[parts[value] + pixel]
        let isSmall = weight.replacing(with: -weight, where: weight .< 0) .< Self.smallestDivisor
        memory.gradients[parts[value] + pixel] /= weight
        if any(isSmall) {
          memory.gradients[parts[value] + pixel].replace(
            with: gradientWithoutDivision(images, window, pixel, value), where: isSmall)
        }
      }
      // What fills up the last word is no weight and stays 1.
      for pixel in stride(from: max(32 * word, pixels), to: 32 * word + 32, by: 1) {
        memory.gradients[parts[value] + pixel] = Scalar.Lanes()
      }
    }
  }
  // endregion

  /// Products with a smaller weight in them may have lost digits, or all, that the other weights have.
  private static var smallestDivisor: Scalar { 0x1p-100 }

  /// The derivatives by the weights of a pixel value from the products of all other factors, images in
  /// ascending order from +0. Weights of pixels that only other classes have tend to 0, so this is no rare
  /// case late in a run; but such pixels are on in few images.
  private func gradientWithoutDivision(
    _ images: BitRows, _ window: Int, _ pixel: Int, _ value: Int
  ) -> Scalar.Lanes {
    var sum = Scalar.Lanes()
    for row in 0..<images.rows where images.bit(row, pixel) == value {
      let others = productOfOthers(
        images, row: row, leavingOut: pixel, off: memory.weights + layout.first(0, window),
        on: memory.weights + layout.first(1, window), of: Scalar.self)
      sum += slopes(window, row, of: images.rows) * others
    }
    return sum
  }

  /// (2/B)·residual of each column's predictor.
  private func slopes(_ window: Int, _ row: Int, of images: Int) -> Scalar.Lanes {
    var slopes = Scalar.Lanes()
    let (factor, first) = (2 / Scalar(images), window * layout.lanes)
    for lane in 0..<min(layout.lanes, count * components - first) {
      slopes[lane] = factor * memory.outputs[(first + lane) / components * capacity + row]
    }
    return slopes
  }
}

extension BinaryProducts {
  /// Writes a predictor's numbers from the order of its weights to its columns.
  private func write(
    _ values: [Scalar], to vectors: UnsafeMutablePointer<Scalar.Lanes>, of predictor: Int
  ) {
    forEachWeight(of: predictor) { index, vector, lane in vectors[vector][lane] = values[index] }
  }

  private func read(
    _ vectors: UnsafeMutablePointer<Scalar.Lanes>, of predictor: Int
  ) -> [Scalar] {
    var values = [Scalar](repeating: 0, count: 2 * pixels * components)
    forEachWeight(of: predictor) { index, vector, lane in values[index] = vectors[vector][lane] }
    return values
  }

  private func forEachWeight(
    of predictor: Int, _ body: (_ index: Int, _ vector: Int, _ lane: Int) -> Void
  ) {
    for value in 0..<2 {
      for pixel in 0..<pixels {
        for component in 0..<components {
          let (window, lane) = (predictor * components + component)
            .quotientAndRemainder(dividingBy: layout.lanes)
          body(
            (value * pixels + pixel) * components + component,
            layout.first(value, window) + pixel, lane)
        }
      }
    }
  }
}
