// The direct gradient of the weights: patches of the input, transposed and read where they lie, times the
// gradient of the output.

/// Output pixels that are multiplied at once: a panel of their gradients stays in the first cache.
private let blockPixels = 128

/// Weights whose chains run at once, for a panel of filters: their sums stay in the second cache.
private let blockWeights = 240

/// Every weight's gradient as one chain over the outputs of each chunk of images.
///
/// Rows are the weights of a filter, columns the filters, in panels of vectors; workers share the rows.
struct DirectWeightGradient<Scalar: KernelScalar> {
  let target: UnsafeMutablePointer<Scalar>
  let input: UnsafePointer<Scalar>
  let outputGradient: UnsafePointer<Scalar>
  let shape: ConvolutionShape
}

/// Some weights of some filters, and the images that their chains run over.
private struct Part<Scalar: KernelScalar> {
  /// Numbers within a filter, from the first row that is computed.
  let weights: Range<Int>
  let filters: Range<Int>
  /// The filters with those that fill the last vector.
  let width: Int
  let images: Range<Int>
  /// The images with zeros around them.
  let source: UnsafePointer<Scalar>
}

extension DirectWeightGradient {
  private var lanes: Int { Scalar.Lanes.scalarCount }
  /// Kernel rows that meet the image at all: the others' gradients are zeros.
  private var rows: Range<Int> {
    let last = (shape.outputHeight - 1) * shape.stride
    return max(0, shape.padding - last)..<min(shape.kernel, shape.height + shape.padding)
  }
  /// Scalars of one kernel row.
  private var row: Int { shape.kernel * shape.channels }
  /// The size of a padded image.
  private var padded: ImageExtent {
    ImageExtent(
      height: shape.height + 2 * shape.padding, width: shape.width + 2 * shape.padding,
      channels: shape.channels)
  }
  /// Scalars of a row of a padded image.
  private var pitch: Int { padded.width * padded.channels }

  /// Computes the whole gradient.
  func compute(_ workspace: ConvolutionWorkspace, _ workers: Workers, slices: Int) {
    if shape.images == 0 || rows.count < shape.kernel {
      target.update(repeating: 0, count: shape.weightCount)
    }
    let workspaces = workspace.forSlices(slices)
    workers.divide(rows.count * row, slices: slices) { slice, weights in
      for first in Swift.stride(from: 0, to: shape.images, by: shape.chunkImages) {
        let images = first..<min(first + shape.chunkImages, shape.images)
        compute(weights, images, workspaces[slice])
      }
    }
  }

  /// Adds the chains of some weights over a chunk to those of earlier chunks.
  private func compute(
    _ weights: Range<Int>, _ images: Range<Int>, _ workspace: ConvolutionWorkspace
  ) {
    let source = paddedImages(images, workspace)
    let vectors = (shape.filters + lanes - 1) / lanes
    let panels = (vectors + tileVectors - 1) / tileVectors
    for panel in 0..<panels {
      let filters = panel * vectors / panels * lanes
      let next = (panel + 1) * vectors / panels * lanes
      for first in Swift.stride(
        from: weights.lowerBound, to: weights.upperBound, by: blockWeights)
      {
        let part = Part(
          weights: first..<min(first + blockWeights, weights.upperBound),
          filters: filters..<min(next, shape.filters), width: next - filters, images: images,
          source: source)
        add(part, sums(part, workspace), workspace)
      }
    }
  }

  /// A chunk of images, with zeros around them where there is padding.
  private func paddedImages(
    _ images: Range<Int>, _ workspace: ConvolutionWorkspace
  ) -> UnsafePointer<Scalar> {
    let run = shape.width * shape.channels
    var source = input + images.lowerBound * shape.height * run
    guard shape.padding > 0 else { return source }
    let copy: UnsafeMutablePointer<Scalar> = workspace.scalars(
      images.count * padded.height * pitch, for: .padded)
    var row = copy
    let side = shape.padding * shape.channels
    for _ in images {
      for y in -shape.padding..<shape.height + shape.padding {
        if y < 0 || y >= shape.height {
          row.update(repeating: 0, count: pitch)
        } else {
          row.update(repeating: 0, count: side)
          copyRun(row + side, source, run)
          (row + (side + run)).update(repeating: 0, count: side)
          source += run
        }
        row += pitch
      }
    }
    return UnsafePointer(copy)
  }

  /// The chains of a part, a row to each weight.
  private func sums(
    _ part: Part<Scalar>, _ workspace: ConvolutionWorkspace
  ) -> UnsafePointer<Scalar> {
    let weights: UnsafeMutablePointer<ListedPlaces.Row> = workspace.places(
      blockWeights, for: .rows)
    let steps: UnsafeMutablePointer<ListedPlaces.Step> = workspace.places(
      blockPixels, for: .steps)
    let sums: UnsafeMutablePointer<Scalar> = workspace.scalars(
      blockWeights * part.width, for: .results)
    for (index, weight) in part.weights.enumerated() {
      let (row, place) = weight.quotientAndRemainder(dividingBy: row)
      weights[index] = ListedPlaces.Row(
        a: (rows.lowerBound + row) * pitch + place, c: index * part.width)
    }
    let pixels = part.images.count * shape.outputHeight * shape.outputWidth
    for first in Swift.stride(from: 0, to: pixels, by: blockPixels) {
      let block = first..<min(first + blockPixels, pixels)
      let start = list(steps, block)
      let packed: UnsafeMutablePointer<Scalar> = workspace.scalars(
        blockPixels * part.width, for: .packed)
      let (gradients, gradientStep) = gradients(part, block, packed)
      ProductPanel(
        rows: part.weights.count, steps: block.count, isFirst: first == 0,
        places: ListedPlaces(
          rows: UnsafePointer(weights), steps: UnsafePointer(steps), bStep: gradientStep),
        c: sums, a: part.source + start, b: gradients, last: part.width - lanes, packed: packed
      ).sweep(part.width / lanes)
    }
    return UnsafePointer(sums)
  }

  /// Lists how far the patches of a chunk's outputs are from the first one's, and returns where that is.
  private func list(
    _ steps: UnsafeMutablePointer<ListedPlaces.Step>, _ block: Range<Int>
  ) -> Int {
    var start: Int?
    forEachPixel(block, height: shape.outputHeight, width: shape.outputWidth) {
      index, image, y, x in
      let row = image &* padded.height &+ y &* shape.stride
      let place = row &* pitch &+ x &* shape.stride &* shape.channels
      let first = start ?? place
      steps[index] = ListedPlaces.Step(
        a: Int32(truncatingIfNeeded: place &- first), b: Int32(truncatingIfNeeded: index))
      start = first
    }
    return start ?? 0
  }

  /// A panel of the gradients of some outputs, and how far they are apart: copied with zeros behind where
  /// they end within a vector.
  private func gradients(
    _ part: Part<Scalar>, _ block: Range<Int>, _ packed: UnsafeMutablePointer<Scalar>
  ) -> (UnsafePointer<Scalar>, step: Int) {
    let pixel = part.images.lowerBound * shape.outputHeight * shape.outputWidth + block.lowerBound
    let source = outputGradient + pixel * shape.filters + part.filters.lowerBound
    if part.filters.count == part.width { return (source, shape.filters) }
    packed.update(repeating: 0, count: block.count * part.width)
    for index in 0..<block.count {
      copyRun(packed + index * part.width, source + index * shape.filters, part.filters.count)
    }
    return (UnsafePointer(packed), part.width)
  }

  /// Turns the sums into rows of filters and adds them to those of earlier chunks.
  private func add(
    _ part: Part<Scalar>, _ sums: UnsafePointer<Scalar>, _ workspace: ConvolutionWorkspace
  ) {
    let count = part.weights.count
    let turned: UnsafeMutablePointer<Scalar> = workspace.scalars(
      blockWeights * part.width, for: .patches)
    transpose(turned, count, sums, part.width, rows: count, columns: part.filters.count)
    for (index, filter) in part.filters.enumerated() {
      let first = (filter * shape.kernel + rows.lowerBound) * row + part.weights.lowerBound
      let (entries, sums) = (target + first, turned + index * count)
      if part.images.lowerBound == 0 {
        // What is only written need not be waited for. From +0, as later sums: none is −0.
        for weight in 0..<count { entries[weight] = 0 + sums[weight] }
      } else {
        for weight in 0..<count { entries[weight] += sums[weight] }
      }
    }
  }
}
