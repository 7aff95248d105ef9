// Where the numbers of predictors over bits lie: columns side by side in vectors.

import Kernels

/// Columns in windows of one vector each; column predictor·components + component.
struct BinaryLayout {
  let pixels: Int
  let lanes: Int
  /// Words of 32 pixels; the pixels that fill up the last one are 0 and have weight 1.
  let words: Int
  let windows: Int

  init(pixels: Int, columns: Int, lanes: Int) {
    self.pixels = pixels
    self.lanes = lanes
    words = (pixels + 31) / 32
    windows = (columns + lanes - 1) / lanes
  }

  /// The vector of pixel 0 of a window's weights for a pixel value.
  func first(_ value: Int, _ window: Int) -> Int { (2 * window + value) * 32 * words }

  /// The vectors of all weights.
  var vectors: Int { 2 * windows * 32 * words }
}

/// The memory of predictors.
final class BinaryMemory<Scalar: KernelScalar> {
  /// For each window and pixel value a vector per pixel; of the same form the others.
  let weights: UnsafeMutablePointer<Scalar.Lanes>
  let gradients: UnsafeMutablePointer<Scalar.Lanes>
  let means: UnsafeMutablePointer<Scalar.Lanes>
  let squares: UnsafeMutablePointer<Scalar.Lanes>
  /// For each predictor its outputs, later residuals.
  let outputs: UnsafeMutablePointer<Scalar>
  /// For each window a vector per image.
  private let productVectors: UnsafeMutablePointer<Scalar.Lanes>
  private let scratchVectors: UnsafeMutablePointer<Scalar.Lanes>
  private let capacity: Int
  private let vectors = PanelMemory<Scalar>()

  init(_ layout: BinaryLayout, predictors: Int, capacity: Int, workers: Int) {
    self.capacity = capacity
    let memory = vectors
    func zeros(_ count: Int) -> UnsafeMutablePointer<Scalar.Lanes> {
      UnsafeMutableRawPointer(memory.zeros(count * layout.lanes))
        .assumingMemoryBound(to: Scalar.Lanes.self)
    }
    weights = zeros(layout.vectors)
    weights.update(repeating: Scalar.Lanes(repeating: 1), count: layout.vectors)
    gradients = zeros(layout.vectors)
    means = zeros(layout.vectors)
    squares = zeros(layout.vectors)
    productVectors = zeros(layout.windows * capacity)
    scratchVectors = zeros(workers * bitTableCount)
    outputs = memory.zeros(predictors * capacity)
  }

  /// A vector per image.
  func products(_ window: Int) -> UnsafeMutablePointer<Scalar.Lanes> {
    productVectors + window * capacity
  }

  /// A column's product with the first image; those with the others are whole vectors apart.
  func column(_ column: Int) -> UnsafeMutablePointer<Scalar> {
    let lanes = Scalar.Lanes.scalarCount
    let window = UnsafeMutableRawPointer(products(column / lanes))
    return window.assumingMemoryBound(to: Scalar.self) + column % lanes
  }

  /// A worker's scratch.
  func scratch(_ worker: Int) -> UnsafeMutablePointer<Scalar.Lanes> {
    scratchVectors + worker * bitTableCount
  }
}
