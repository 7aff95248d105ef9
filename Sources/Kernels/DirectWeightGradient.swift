// The direct gradient of the weights: patches of the input, transposed and read where they lie, times the
// gradient of the output.

/// Output pixels that are multiplied at once: a panel of their gradients stays in the first cache.
private let blockPixels = 128

/// Every weight's gradient as one chain over the outputs of each chunk of images.
///
/// Rows are the weights of a filter, columns the filters, in panels of vectors; workers share the rows.
struct DirectWeightGradient<Scalar: KernelScalar> {
  let target: UnsafeMutablePointer<Scalar>
  let input: UnsafePointer<Scalar>
  let outputGradient: UnsafePointer<Scalar>
  let shape: ConvolutionShape
}

/// What one worker computes for one panel of filters from one chunk of images.
private struct Part<Scalar: KernelScalar> {
  /// The first of some weights of a filter, and where each lies in a patch and in the sums.
  let first: Int
  let weights: UnsafeMutableBufferPointer<ListedPlaces.Row>
  let filters: Range<Int>
  /// The filters with those that fill the last vector.
  let width: Int
  let images: Range<Int>
  /// The chunk of images with zeros around them.
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
    let vectors = (shape.filters + lanes - 1) / lanes
    let panels = (vectors + tileVectors - 1) / tileVectors
    workers.divide(rows.count * row, slices: slices) { slice, weights in
      let workspace = workspaces[slice]
      let list = UnsafeMutableBufferPointer<ListedPlaces.Row>(
        start: workspace.entries(weights.count, for: .rows), count: weights.count)
      for first in Swift.stride(from: 0, to: shape.images, by: shape.chunkImages) {
        let images = first..<min(first + shape.chunkImages, shape.images)
        let source = paddedImages(images, workspace)
        for panel in 0..<panels {
          let first = panel * vectors / panels * lanes
          let next = (panel + 1) * vectors / panels * lanes
          compute(
            Part(
              first: weights.lowerBound, weights: list, filters: first..<min(next, shape.filters),
              width: next - first, images: images, source: source), workspace)
        }
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

  /// The chains of a part over its chunk, added to those of earlier chunks.
  private func compute(_ part: Part<Scalar>, _ workspace: ConvolutionWorkspace) {
    for index in part.weights.indices {
      let (row, place) = (part.first + index).quotientAndRemainder(dividingBy: row)
      part.weights[index] = ListedPlaces.Row(
        a: (rows.lowerBound + row) * pitch + place, c: index * part.width)
    }
    let sums: UnsafeMutablePointer<Scalar> = workspace.scalars(
      part.weights.count * part.width, for: .results)
    let steps: UnsafeMutablePointer<ListedPlaces.Step> = workspace.entries(
      blockPixels, for: .steps)
    let pixels = part.images.count * shape.outputHeight * shape.outputWidth
    for first in Swift.stride(from: 0, to: pixels, by: blockPixels) {
      let block = first..<min(first + blockPixels, pixels)
      let start = list(steps, block)
      ProductPanel(
        rows: part.weights.count, steps: block.count, isFirst: first == 0,
        places: ListedPlaces(
          rows: UnsafePointer(part.weights.baseAddress!), steps: UnsafePointer(steps),
          bStep: part.width),
        c: sums, a: part.source + start, b: gradients(part, block, workspace),
        last: part.width - lanes, packed: nil
      ).sweep(part.width / lanes)
    }
    add(part, sums, workspace)
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

  /// A panel of the gradients of some outputs, without gaps between them and in whole vectors.
  private func gradients(
    _ part: Part<Scalar>, _ block: Range<Int>, _ workspace: ConvolutionWorkspace
  ) -> UnsafePointer<Scalar> {
    let pixel = part.images.lowerBound * shape.outputHeight * shape.outputWidth + block.lowerBound
    let source = outputGradient + pixel * shape.filters + part.filters.lowerBound
    if part.width == shape.filters { return source }
    let packed: UnsafeMutablePointer<Scalar> = workspace.scalars(
      blockPixels * part.width, for: .packed)
    if part.filters.count < part.width {
      packed.update(repeating: 0, count: block.count * part.width)
    }
    for index in 0..<block.count {
      copyRun(packed + index * part.width, source + index * shape.filters, part.filters.count)
    }
    return UnsafePointer(packed)
  }

  /// Turns the sums into rows of filters and adds them to those of earlier chunks.
  private func add(
    _ part: Part<Scalar>, _ sums: UnsafePointer<Scalar>, _ workspace: ConvolutionWorkspace
  ) {
    let count = part.weights.count
    let turned: UnsafeMutablePointer<Scalar> = workspace.scalars(
      part.filters.count * count, for: .patches)
    transpose(turned, count, sums, part.width, rows: count, columns: part.filters.count)
    let isFirst = part.images.lowerBound == 0
    for (index, filter) in part.filters.enumerated() {
      let entries = target + (filter * shape.kernel + rows.lowerBound) * row + part.first
      let sums = turned + index * count
      for weight in 0..<count {
        entries[weight] = (isFirst ? 0 : entries[weight]) + sums[weight]
      }
    }
  }
}
