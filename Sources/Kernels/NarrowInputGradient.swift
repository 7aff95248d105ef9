// The gradient of an input of few channels: across them vectors would be nearly empty, so they lie along
// rows of the image.

/// Positions whose sums are computed at once: with what they read for a row of taps they stay in the first
/// cache.
private let blockPositions = 128

/// Every pixel of the input's gradient as one chain over the outputs it takes part in and their filters.
///
/// Pixels whose columns, and whose rows, are a stride apart meet the same taps. A tap's part in their
/// chains is its weights, channels × filters, times the gradients of one image's outputs, filters ×
/// positions, read as far from the pixel's own position as the tap is from the first one.
struct NarrowInputGradient<Scalar: KernelScalar> {
  let target: UnsafeMutablePointer<Scalar>
  let source: UnsafePointer<Scalar>
  let shape: ConvolutionShape
  /// Packed for inputs: one vector of channels to a step.
  let panels: ConvolutionPanels<Scalar>
}

extension ConvolutionShape {
  /// Whether a vector across the channels of the input is at most half full while one along a row of
  /// a phase is not. A matter of speed.
  func isNarrow(lanes: Int) -> Bool {
    channels > 0 && 2 * channels <= lanes && width >= stride * lanes
  }
}

extension ConvolutionBand {
  /// The positions of an input that are a stride apart, from each of the first on; here some taps lie
  /// outside the outputs.
  static func ofPhases(_ bands: inout [ConvolutionBand], extent: Int, _ shape: ConvolutionShape) {
    bands.removeAll(keepingCapacity: true)
    for first in 0..<min(shape.stride, extent) {
      let (shift, phase) = (first + shape.padding).quotientAndRemainder(dividingBy: shape.stride)
      let taps = max(0, (shape.kernel - phase + shape.stride - 1) / shape.stride)
      // The last tap of the phase is packed first.
      let last = phase + (taps - 1) * shape.stride
      bands.append(
        ConvolutionBand(
          first: first, step: shape.stride,
          count: (extent - first + shape.stride - 1) / shape.stride, source: shift - (taps - 1),
          tap: taps == 0 ? 0 : packedTap(last, shape), taps: taps))
    }
  }
}

/// The memory of one slice.
private struct Planes<Scalar: KernelScalar> {
  /// Gradients of one image's outputs, a plane to a filter.
  let gradients: UnsafeMutablePointer<Scalar>
  /// The chains of a block of positions, a row to a channel.
  let sums: UnsafeMutablePointer<Scalar>
  /// The chains that a tap is not to change, at the same places.
  let kept: UnsafeMutablePointer<Scalar>
}

/// Some rows of the pixels of one phase.
private struct Block {
  let rows: ConvolutionBand
  let columns: ConvolutionBand
  let numbers: Range<Int>
}

extension NarrowInputGradient {
  private var lanes: Int { Scalar.Lanes.scalarCount }
  /// From one row of positions to the next, in whole vectors.
  private var pitch: Int {
    let columns = (shape.width + shape.stride - 1) / shape.stride
    return (max(columns, shape.outputWidth) + lanes - 1) / lanes * lanes
  }
  /// What taps outside may read around a plane.
  private var margin: Int { (shape.kernel + shape.padding + lanes - 1) / lanes * lanes }
  /// From one plane to the next: an odd number of vectors, so that planes do not meet in the cache.
  private var planePitch: Int {
    ((2 * margin + shape.outputHeight * pitch) / lanes | 1) * lanes
  }
  private var blockRows: Int { max(1, blockPositions / pitch) }
  private var sumPitch: Int { blockRows * pitch }

  /// Computes all pixels, for the phases in the workspace.
  func compute(_ workspace: ConvolutionWorkspace, _ workers: Workers, slices: Int) {
    let (rows, columns) = (workspace.rows, workspace.columns)
    let workspaces = workspace.forSlices(slices)
    workers.divide(shape.images, slices: slices) { slice, images in
      let workspace = workspaces[slice]
      let planes = Planes<Scalar>(
        gradients: workspace.scalars(shape.filters * planePitch, for: .patches),
        sums: workspace.scalars(shape.channels * sumPitch, for: .results),
        kept: workspace.scalars(shape.channels * sumPitch, for: .padded))
      planes.gradients.update(repeating: 0, count: shape.filters * planePitch)
      for image in images {
        turn(image, planes)
        for row in rows {
          for column in columns {
            for first in stride(from: 0, to: row.count, by: blockRows) {
              let numbers = first..<min(first + blockRows, row.count)
              compute(image, Block(rows: row, columns: column, numbers: numbers), planes)
            }
          }
        }
      }
    }
  }

  /// Turns an image's gradients into planes.
  private func turn(_ image: Int, _ planes: Planes<Scalar>) {
    for y in 0..<shape.outputHeight {
      let row = (image * shape.outputHeight + y) * shape.outputWidth
      transpose(
        planes.gradients + margin + y * pitch, planePitch, source + row * shape.filters,
        shape.filters, rows: shape.outputWidth, columns: shape.filters)
    }
  }

  private func compute(_ image: Int, _ block: Block, _ planes: Planes<Scalar>) {
    planes.sums.update(repeating: 0, count: shape.channels * sumPitch)
    for row in 0..<block.rows.taps {
      let shift = block.rows.source + row
      let first = max(block.numbers.lowerBound, -shift)
      let next = min(block.numbers.upperBound, shape.outputHeight - shift)
      guard first < next else { continue }
      for column in 0..<block.columns.taps { add(block, row, column, first..<next, planes) }
    }
    scatter(image, block, planes)
  }

  /// Adds a tap's part to the chains of some rows of a block.
  private func add(
    _ block: Block, _ row: Int, _ column: Int, _ numbers: Range<Int>, _ planes: Planes<Scalar>
  ) {
    let (memory, _, width) = panels.panel(0)
    let tap = (block.rows.tap + row) * shape.kernel + block.columns.tap + column
    let shift = block.columns.source + column
    let place = (numbers.lowerBound + block.rows.source + row) * pitch + shift
    let outside = Outside(
      left: min(max(0, -shift), block.columns.count),
      right: min(max(0, shape.outputWidth - shift), block.columns.count),
      end: block.columns.count)
    let first = (numbers.lowerBound - block.numbers.lowerBound) * pitch
    copy(outside, planes.kept + first, planes.sums + first, rows: numbers.count)
    ProductPanel(
      rows: shape.channels, steps: shape.filters, isFirst: false, c: planes.sums + first,
      cRow: sumPitch, a: UnsafePointer(memory) + tap * shape.filters * width, aRow: 1,
      aStep: width, b: UnsafePointer(planes.gradients) + (margin + place), bStep: planePitch,
      last: 0, packed: nil
    ).sweepWhole(numbers.count * pitch / lanes)
    copy(outside, planes.sums + first, planes.kept + first, rows: numbers.count)
  }

  /// Columns in which a tap lies outside the outputs: those before `left`, and from `right` to `end`.
  private struct Outside {
    let left: Int
    let right: Int
    let end: Int
  }

  private func copy(
    _ columns: Outside, _ target: UnsafeMutablePointer<Scalar>, _ source: UnsafePointer<Scalar>,
    rows: Int
  ) {
    if columns.left == 0 && columns.right == columns.end { return }
    for channel in 0..<shape.channels {
      for row in 0..<rows {
        let first = channel &* sumPitch &+ row &* pitch
        for column in first..<first &+ columns.left { target[column] = source[column] }
        for column in first &+ columns.right..<first &+ columns.end {
          target[column] = source[column]
        }
      }
    }
  }

  /// Brings the channels of each pixel together.
  private func scatter(_ image: Int, _ block: Block, _ planes: Planes<Scalar>) {
    for number in block.numbers {
      let row = image * shape.height + block.rows.first + number * block.rows.step
      let first = row * shape.width + block.columns.first
      let sums = planes.sums + (number - block.numbers.lowerBound) * pitch
      for column in 0..<block.columns.count {
        let pixel = target + (first &+ column &* block.columns.step) &* shape.channels
        for channel in 0..<shape.channels {
          pixel[channel] = sums[channel &* sumPitch &+ column]
        }
      }
    }
  }
}
