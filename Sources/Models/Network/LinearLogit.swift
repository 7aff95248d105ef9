// The end of a network: the mean over pixels, one linear logit, and the cross-entropy of it.

import Kernels

/// Mean over the pixels of an image by channel, and a logit that is linear in the means.
struct LinearLogit<Scalar: KernelScalar> {
  /// Pixels and channels of one image.
  let pixels: Int
  let channels: Int
  let weights: UnsafePointer<Scalar>
  let bias: Scalar
  let workers: Workers

  /// Means over pixels, each summed in Double in the order of ``ChannelSums``.
  func means(
    _ features: UnsafeMutablePointer<Scalar>, _ activations: UnsafePointer<Scalar>, images: Int,
    _ partials: UnsafeMutablePointer<Double>
  ) {
    let sums = ChannelSums(rows: pixels, channels: channels, partials: partials, workers: .alone)
    for image in 0..<images {
      let rows = StoredRows(start: activations + image * pixels * channels)
      let total = sums.sums(of: rows, times: [])
      for c in 0..<channels {
        features[image * channels + c] = Scalar(total[c] / Double(pixels))
      }
    }
  }

  /// The logits of images, each a ``dot`` rounded once after the bias is added.
  func logits(
    _ logits: UnsafeMutablePointer<Scalar>, _ features: UnsafePointer<Scalar>, images: Int
  ) {
    let weights = UnsafeBufferPointer(start: weights, count: channels)
    for image in 0..<images {
      let own = UnsafeBufferPointer(start: features + image * channels, count: channels)
      logits[image] = Scalar(dot(own, weights) + bias.double)
    }
  }

  /// The adjoints of activations from those of logits: the same for all pixels of an image.
  func adjoint(
    _ adjoints: UnsafeMutablePointer<Scalar>, _ logitAdjoints: UnsafePointer<Scalar>, images: Int
  ) {
    workers.divide(images) { _, range in
      for image in range {
        let first = adjoints + image * pixels * channels
        let share = logitAdjoints[image].double / Double(pixels)
        for c in 0..<channels { first[c] = Scalar(share * weights[c].double) }
        for pixel in 1..<max(pixels, 1) {
          (first + pixel * channels).update(from: first, count: channels)
        }
      }
    }
  }

  /// The gradients of weights and bias from features and adjoints of logits, and from the features'
  /// tangents, where there are any: the adjoint of a logit's tangent is 1.
  func gradient(
    weights dWeights: UnsafeMutablePointer<Scalar>, bias dBias: UnsafeMutablePointer<Scalar>,
    _ logitAdjoints: UnsafePointer<Scalar>, _ features: UnsafePointer<Scalar>,
    tangents: UnsafePointer<Scalar>?, images: Int
  ) {
    for c in 0..<channels {
      var sum = 0.0
      for image in 0..<images {
        sum += logitAdjoints[image].double * features[image * channels + c].double
      }
      if let tangents {
        for image in 0..<images { sum += tangents[image * channels + c].double }
      }
      dWeights[c] = Scalar(sum)
    }
    dBias[0] = Scalar(sumInLanes(UnsafeBufferPointer(start: logitAdjoints, count: images)))
  }
}

/// Binary cross-entropy with logits.
enum CrossEntropy {
  /// −y·ln σ(z) − (1 − y)·ln(1 − σ(z)), without overflow for any z.
  static func value(_ z: Double, _ y: Double) -> Double {
    max(z, 0) - z * y + Elementary.log1p(Elementary.exp(-abs(z)))
  }

  /// Its derivative by z: σ(z) − y.
  static func slope(_ z: Double, _ y: Double) -> Double {
    let e = Elementary.exp(-abs(z))
    return (z >= 0 ? 1 : e) / (1 + e) - y
  }
}
