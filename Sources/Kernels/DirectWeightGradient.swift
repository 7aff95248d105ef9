// The direct gradient of the weights: the output's gradient, transposed, times patches of the input.

/// Output pixels whose patches are gathered at once: with their gradients they stay in the first cache.
private let blockPixels = 128

/// Vectors of columns that are gathered at once.
private let panelVectors = 4

/// Every weight's gradient as one chain over the outputs of each chunk of images.
///
/// Columns are a filter's weights, in panels of vectors; workers share the panels.
struct DirectWeightGradient<Scalar: KernelScalar> {
  let target: UnsafeMutablePointer<Scalar>
  let input: UnsafePointer<Scalar>
  let outputGradient: UnsafePointer<Scalar>
  let shape: ConvolutionShape
}

/// What a panel's columns are in an image: whole or partial rows of the kernel.
private struct Runs {
  let first: Int
  let end: Int
  /// Columns that are one row of the kernel.
  let row: Int
  /// From one row of the image to the next.
  let pitch: Int

  /// Copies the columns of the patch at `source`.
  @inline(__always)
  func gather<Scalar: KernelScalar>(
    _ patch: UnsafeMutablePointer<Scalar>, _ source: UnsafePointer<Scalar>
  ) {
    var (column, start) = (first, first / row)
    while column < end {
      let next = min(end, (start &+ 1) &* row)
      copyRun(
        patch + (column &- first), source + (start &* pitch &+ column &- start &* row),
        next &- column)
      (column, start) = (next, start &+ 1)
    }
  }
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
  /// Vectors across the columns that are computed.
  private var vectors: Int { (rows.count * row + lanes - 1) / lanes }
  /// How many panels there are.
  var panels: Int { (vectors + panelVectors - 1) / panelVectors }
  /// The size of a padded image.
  private var padded: ImageExtent {
    ImageExtent(
      height: shape.height + 2 * shape.padding, width: shape.width + 2 * shape.padding,
      channels: shape.channels)
  }

  /// The columns of one panel, and how many they are with those beyond the last.
  private func columns(of panel: Int) -> (columns: Range<Int>, width: Int) {
    let (first, next) = (panel * vectors / panels * lanes, (panel + 1) * vectors / panels * lanes)
    return (first..<min(next, rows.count * row), next - first)
  }

  /// Computes the whole gradient.
  func compute(_ workspace: ConvolutionWorkspace, _ workers: Workers, slices: Int) {
    if shape.images == 0 || rows.count < shape.kernel {
      target.update(repeating: 0, count: shape.weightCount)
    }
    let workspaces = workspace.forSlices(slices)
    workers.divide(panels, slices: slices) { slice, panels in
      for first in Swift.stride(from: 0, to: shape.images, by: shape.chunkImages) {
        let images = first..<min(first + shape.chunkImages, shape.images)
        let source = paddedImages(images, workspaces[slice])
        for panel in panels { compute(panel, images, source, workspaces[slice]) }
      }
    }
  }

  /// A chunk of images, with zeros around them where there is padding.
  private func paddedImages(
    _ images: Range<Int>, _ workspace: ConvolutionWorkspace
  ) -> UnsafePointer<Scalar> {
    let pitch = shape.width * shape.channels
    let source = input + images.lowerBound * shape.height * pitch
    guard shape.padding > 0 else { return source }
    let count = images.count * padded.height * padded.width * padded.channels
    let copy: UnsafeMutablePointer<Scalar> = workspace.scalars(count, for: .padded)
    copy.update(repeating: 0, count: count)
    for image in 0..<images.count {
      for y in 0..<shape.height {
        let row = (image * padded.height + shape.padding + y) * padded.width + shape.padding
        copyRun(
          copy + row * padded.channels, source + (image * shape.height + y) * pitch, pitch)
      }
    }
    return UnsafePointer(copy)
  }

  /// The chains of one panel over a chunk, added to those of earlier chunks.
  private func compute(
    _ panel: Int, _ images: Range<Int>, _ source: UnsafePointer<Scalar>,
    _ workspace: ConvolutionWorkspace
  ) {
    let (columns, width) = columns(of: panel)
    let sums: UnsafeMutablePointer<Scalar> = workspace.scalars(
      shape.filters * width, for: .results)
    let patches: UnsafeMutablePointer<Scalar> = workspace.scalars(
      blockPixels * width, for: .patches)
    if columns.count < width { patches.update(repeating: 0, count: blockPixels * width) }
    let pixels = shape.outputHeight * shape.outputWidth
    let gradient = outputGradient + images.lowerBound * pixels * shape.filters
    for first in Swift.stride(from: 0, to: images.count * pixels, by: blockPixels) {
      let block = first..<min(first + blockPixels, images.count * pixels)
      gather(patches, width, columns, source, block)
      ProductPanel(
        rows: shape.filters, steps: block.count, isFirst: first == 0, c: sums, cRow: width,
        a: gradient + first * shape.filters, aRow: 1, aStep: shape.filters,
        b: UnsafePointer(patches), bStep: width, last: width - lanes,
        packed: workspace.scalars(blockPixels * tileVectors * lanes, for: .packed)
      ).sweepWhole(width / lanes)
    }
    add(sums, width, columns, isFirst: images.lowerBound == 0)
  }

  /// Copies a panel's columns of the patches of some outputs.
  private func gather(
    _ patches: UnsafeMutablePointer<Scalar>, _ width: Int, _ columns: Range<Int>,
    _ source: UnsafePointer<Scalar>, _ block: Range<Int>
  ) {
    let pitch = padded.width * padded.channels
    let runs = Runs(first: columns.lowerBound, end: columns.upperBound, row: row, pitch: pitch)
    let origin = source + rows.lowerBound * pitch
    let (rowStep, columnStep) = (shape.stride * pitch, shape.stride * shape.channels)
    forEachPixel(block, height: shape.outputHeight, width: shape.outputWidth) {
      index, image, y, x in
      runs.gather(
        patches + index &* width,
        origin + image &* padded.height &* pitch + y &* rowStep + x &* columnStep)
    }
  }

  private func add(
    _ sums: UnsafePointer<Scalar>, _ width: Int, _ columns: Range<Int>, isFirst: Bool
  ) {
    let pitch = shape.kernel * row
    let place = target + rows.lowerBound * row + columns.lowerBound
    for filter in 0..<shape.filters {
      let (entries, sums) = (place + filter * pitch, sums + filter * width)
      for column in 0..<columns.count {
        entries[column] = (isFirst ? 0 : entries[column]) + sums[column]
      }
    }
  }
}
