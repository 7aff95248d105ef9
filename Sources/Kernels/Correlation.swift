// The direct convolution: patches of the source, read where they lie, times panels of weights, band by band.
// Outputs from inputs and gradients of inputs from those of outputs are the same computation.

/// Pixels that are computed at once: what is read of the source stays in the second cache.
private let slabPixels = 96

/// Steps between two visits of a register tile; so much of a panel stays near the first cache.
private let blockSteps = 512

/// The size of images.
struct ImageExtent {
  var height: Int
  var width: Int
  var channels: Int
}

extension ConvolutionShape {
  var inputImages: ImageExtent { ImageExtent(height: height, width: width, channels: channels) }
  var outputImages: ImageExtent {
    ImageExtent(height: outputHeight, width: outputWidth, channels: filters)
  }
}

/// Every pixel of a target as one chain over taps and channels of a source.
struct Correlation<Scalar: KernelScalar> {
  let target: UnsafeMutablePointer<Scalar>
  let targetImages: ImageExtent
  let source: UnsafePointer<Scalar>
  let sourceImages: ImageExtent
  let kernel: Int
  let panels: ConvolutionPanels<Scalar>
}

/// The pixels of some images where a band of rows meets a band of columns.
private struct Region {
  let images: Range<Int>
  let rows: ConvolutionBand
  let columns: ConvolutionBand

  var pixels: Int { images.count * rows.count * columns.count }

  /// Calls `body` with the index in the slab, image, row and column number of each of its pixels.
  @inline(__always)
  func forEach(_ slab: Range<Int>, _ body: (_ index: Int, _ image: Int, _ y: Int, _ x: Int) -> Void)
  {
    forEachPixel(slab, height: rows.count, width: columns.count) { index, image, y, x in
      body(index, images.lowerBound &+ image, y, x)
    }
  }
}

extension Correlation {
  /// Computes all pixels, for the bands in the workspace.
  func compute(
    _ images: Int, _ workspace: ConvolutionWorkspace, _ workers: Workers, slices: Int
  ) {
    let (rows, columns) = (workspace.rows, workspace.columns)
    let workspaces = workspace.forSlices(slices)
    workers.divide(images, slices: slices) { slice, images in
      compute(images, rows: rows, columns: columns, workspaces[slice])
    }
  }

  private func compute(
    _ images: Range<Int>, rows: [ConvolutionBand], columns: [ConvolutionBand],
    _ workspace: ConvolutionWorkspace
  ) {
    for band in rows {
      for other in columns {
        let region = Region(images: images, rows: band, columns: other)
        let steps = list(region, workspace)
        for first in Swift.stride(from: 0, to: region.pixels, by: slabPixels) {
          compute(region, first..<min(first + slabPixels, region.pixels), steps, workspace)
        }
      }
    }
  }

  /// Where the steps of a region's patches lie, from a patch's first tap on, and in a panel of weights.
  private func list(
    _ region: Region, _ workspace: ConvolutionWorkspace
  ) -> UnsafeBufferPointer<ListedPlaces.Step> {
    let (rows, columns, channels) = (region.rows, region.columns, sourceImages.channels)
    let count = rows.taps * columns.taps * channels
    let steps: UnsafeMutablePointer<ListedPlaces.Step> = workspace.places(count, for: .steps)
    var step = 0
    for row in 0..<rows.taps {
      let first = row * sourceImages.width * channels
      let packed = ((rows.tap + row) * kernel + columns.tap) * channels
      for place in 0..<columns.taps * channels {
        steps[step] = ListedPlaces.Step(
          a: Int32(truncatingIfNeeded: first &+ place),
          b: Int32(truncatingIfNeeded: packed &+ place))
        step &+= 1
      }
    }
    return UnsafeBufferPointer(start: steps, count: count)
  }

  private func compute(
    _ region: Region, _ slab: Range<Int>, _ steps: UnsafeBufferPointer<ListedPlaces.Step>,
    _ workspace: ConvolutionWorkspace
  ) {
    if steps.isEmpty { return clear(region, slab) }
    let rows: UnsafeMutablePointer<ListedPlaces.Row> = workspace.places(slabPixels, for: .rows)
    list(rows, region, slab)
    if panels.width == targetImages.channels {
      return multiply(target, rows, slab.count, steps)
    }
    // Vectors do not end where pixels do.
    let results: UnsafeMutablePointer<Scalar> = workspace.scalars(
      slabPixels * panels.width, for: .results)
    for pixel in 0..<slab.count { rows[pixel].c = pixel * panels.width }
    multiply(results, rows, slab.count, steps)
    scatter(results, region, slab)
  }

  /// Where each pixel's patch begins in the source, and the pixel in the target.
  private func list(
    _ list: UnsafeMutablePointer<ListedPlaces.Row>, _ region: Region, _ slab: Range<Int>
  ) {
    let (rows, columns) = (region.rows, region.columns)
    region.forEach(slab) { index, image, y, x in
      let row = image &* sourceImages.height &+ rows.source &+ y &* rows.sourceStep
      let column = columns.source &+ x &* columns.sourceStep
      list[index] = ListedPlaces.Row(
        a: (row &* sourceImages.width &+ column) &* sourceImages.channels,
        c: place(region, image, y, x))
    }
  }

  /// Where a pixel of the target lies.
  @inline(__always)
  private func place(_ region: Region, _ image: Int, _ y: Int, _ x: Int) -> Int {
    let (rows, columns) = (region.rows, region.columns)
    let row = image &* targetImages.height &+ rows.first &+ y &* rows.step
    let column = columns.first &+ x &* columns.step
    return (row &* targetImages.width &+ column) &* targetImages.channels
  }

  /// The chains of some pixels.
  private func multiply(
    _ results: UnsafeMutablePointer<Scalar>, _ rows: UnsafePointer<ListedPlaces.Row>,
    _ pixels: Int, _ steps: UnsafeBufferPointer<ListedPlaces.Step>
  ) {
    for panel in 0..<panels.count {
      let vectors = panels.vectors(of: panel)
      let (memory, _, width) = panels.panel(panel)
      for first in Swift.stride(from: 0, to: steps.count, by: blockSteps) {
        ProductPanel(
          rows: pixels, steps: min(blockSteps, steps.count - first), isFirst: first == 0,
          places: ListedPlaces(rows: rows, steps: steps.baseAddress! + first, bStep: width),
          c: results + vectors.lowerBound * Scalar.Lanes.scalarCount,
          a: source, b: UnsafePointer(memory), last: width - Scalar.Lanes.scalarCount,
          packed: nil
        ).sweep(vectors.count)
      }
    }
  }

  private func scatter(
    _ results: UnsafePointer<Scalar>, _ region: Region, _ slab: Range<Int>
  ) {
    region.forEach(slab) { index, image, y, x in
      copyRun(
        target + place(region, image, y, x), results + index &* panels.width,
        targetImages.channels)
    }
  }

  /// Pixels without any tap inside the image.
  private func clear(_ region: Region, _ slab: Range<Int>) {
    region.forEach(slab) { _, image, y, x in
      (target + place(region, image, y, x)).update(repeating: 0, count: targetImages.channels)
    }
  }
}
