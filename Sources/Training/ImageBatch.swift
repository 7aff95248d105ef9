// The images of one step, gathered word by word, and the targets of every predictor.

import Kernels

/// Room for the images of a step.
final class ImageBatch {
  /// How many images fit.
  let capacity: Int
  private let width: Int
  private let words: UnsafeMutablePointer<UInt32>
  /// For each class its targets, `capacity` apart.
  let targets: UnsafeMutablePointer<Float>
  private let classes: [UInt8]

  /// Room for images of some words each, and targets for some positive classes.
  init(capacity: Int, width: Int, classes: [Int]) {
    self.capacity = capacity
    self.width = width
    self.classes = classes.map { UInt8($0) }
    words = .allocate(capacity: capacity * width)
    words.initialize(repeating: 0, count: capacity * width)
    targets = .allocate(capacity: capacity * classes.count)
    targets.initialize(repeating: 0, count: capacity * classes.count)
  }

  deinit {
    words.deallocate()
    targets.deallocate()
  }

  /// The bits of some images; their targets are 2 for the positive class and 0 for others, numbers
  /// that keep products within range (sheet section 6).
  func fill(_ indices: ArraySlice<Int>, of images: BinaryImages) -> BitRows {
    let rows = indices.count
    precondition(rows <= capacity && images.width == width, "images do not fit")
    images.words.withUnsafeBufferPointer { source in
      for (row, index) in indices.enumerated() {
        for word in 0..<width { words[word * rows + row] = source[index * width + word] }
      }
    }
    for (place, positive) in classes.enumerated() {
      let targets = targets + place * capacity
      for (row, index) in indices.enumerated() {
        targets[row] = images.labels[index] == positive ? 2 : 0
      }
    }
    return BitRows(words, rows: rows, width: width)
  }
}
