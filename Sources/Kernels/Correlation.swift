// The direct convolution: patches of the source times panels of weights, band by band.
// Outputs from inputs and gradients of inputs from those of outputs are the same computation.

/// Pixels whose patches are gathered at once: they stay in the second cache.
private let slabPixels = 96

/// Steps between two visits of a register tile; so much of a panel stays in the second cache.
private let blockSteps = 1024

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
        for first in Swift.stride(from: 0, to: region.pixels, by: slabPixels) {
          compute(region, first..<min(first + slabPixels, region.pixels), workspace)
        }
      }
    }
  }

  private func compute(_ region: Region, _ slab: Range<Int>, _ workspace: ConvolutionWorkspace) {
    let results: UnsafeMutablePointer<Scalar> = workspace.scalars(
      slabPixels * panels.width, for: .results)
    let steps = region.rows.taps * region.columns.taps * sourceImages.channels
    if steps == 0 {
      results.update(repeating: 0, count: slab.count * panels.width)
    } else {
      let patches: UnsafeMutablePointer<Scalar> = workspace.scalars(
        slabPixels * panels.inner, for: .patches)
      gather(patches, region, slab)
      for panel in 0..<panels.count { multiply(results, patches, region, slab.count, panel) }
    }
    scatter(results, region, slab)
  }

  /// Copies each pixel's taps, one patch after another.
  private func gather(
    _ patches: UnsafeMutablePointer<Scalar>, _ region: Region, _ slab: Range<Int>
  ) {
    let channels = sourceImages.channels
    let (rows, columns) = (region.rows, region.columns)
    let run = columns.taps * channels
    let pitch = sourceImages.width * channels
    var patch = patches
    region.forEach(slab) { _, image, y, x in
      var row =
        source + (image &* sourceImages.height &+ rows.source &+ y &* rows.sourceStep) &* pitch
        + (columns.source &+ x &* columns.sourceStep) &* channels
      for _ in 0..<rows.taps {
        copyRun(patch, row, run)
        patch += run
        row += pitch
      }
    }
  }

  /// The chains of one panel of outputs, over runs of steps that are packed one after another.
  private func multiply(
    _ results: UnsafeMutablePointer<Scalar>, _ patches: UnsafePointer<Scalar>, _ region: Region,
    _ pixels: Int, _ panel: Int
  ) {
    let (rows, columns, channels) = (region.rows, region.columns, sourceImages.channels)
    let isWhole = columns.taps == kernel
    let runs = isWhole ? 1 : rows.taps
    let run = columns.taps * channels * (isWhole ? rows.taps : 1)
    let steps = rows.taps * columns.taps * channels
    let vectors = panels.vectors(of: panel)
    let (memory, _, width) = panels.panel(panel)
    for number in 0..<runs {
      let packed = ((rows.tap + number) * kernel + columns.tap) * channels
      for first in Swift.stride(from: 0, to: run, by: blockSteps) {
        let step = number * run + first
        ProductPanel(
          rows: pixels, steps: min(blockSteps, run - first), isFirst: step == 0,
          c: results + vectors.lowerBound * Scalar.Lanes.scalarCount, cRow: panels.width,
          a: patches + step, aRow: steps, aStep: 1,
          b: UnsafePointer(memory) + (packed + first) * width, bStep: width,
          last: width - Scalar.Lanes.scalarCount, packed: memory
        ).sweep(vectors.count)
      }
    }
  }

  private func scatter(
    _ results: UnsafePointer<Scalar>, _ region: Region, _ slab: Range<Int>
  ) {
    let channels = targetImages.channels
    let (rows, columns) = (region.rows, region.columns)
    var result = results
    region.forEach(slab) { _, image, y, x in
      let row = image &* targetImages.height &+ rows.first &+ y &* rows.step
      let pixel = row &* targetImages.width &+ columns.first &+ x &* columns.step
      copyRun(target + pixel &* channels, result, channels)
      result += panels.width
    }
  }
}
