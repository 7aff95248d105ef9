// Winograd's gradient of the filters: at each of 16 places the output's gradient, transposed, times the
// input, both transformed; the sums over a chunk's tiles are transformed back.

/// Tiles that are transformed at once, and the filters and vectors of channels whose gradients are computed
/// from them: with their sums they stay in the second cache.
private let blockTiles = 64
private let blockFilters = 64
private let blockVectors = 4

/// Every filter's gradient from 16 chains over the tiles of each chunk of images.
///
/// Workers share blocks of filters and panels of channels.
struct WinogradWeightGradient<Scalar: KernelScalar> {
  let target: UnsafeMutablePointer<Scalar>
  let input: UnsafePointer<Scalar>
  let outputGradient: UnsafePointer<Scalar>
  let shape: ConvolutionShape
}

/// What one visit computes, and where it keeps what.
private struct Part<Scalar: KernelScalar> {
  let filters: Range<Int>
  /// The channels whose gradients are wanted.
  let channels: Range<Int>
  /// The channels that are computed: as many as a vector has, at least.
  let computed: Range<Int>
  let gradients: UnsafeMutablePointer<Scalar>
  let inputs: UnsafeMutablePointer<Scalar>
  let sums: UnsafeMutablePointer<Scalar>
  let zeros: UnsafeMutablePointer<Scalar>
  let packed: UnsafeMutablePointer<Scalar>

  /// Vectors of computed channels; what is in them behind the last channel is not looked at.
  var vectors: Int {
    (computed.count + Scalar.Lanes.scalarCount - 1) / Scalar.Lanes.scalarCount
  }
  var width: Int { vectors * Scalar.Lanes.scalarCount }
  // From one place to the next. Places whole pages apart would drive each other out of the cache.
  var gradientPitch: Int { blockTiles * filters.count + Scalar.Lanes.scalarCount }
  var inputPitch: Int { blockTiles * width + Scalar.Lanes.scalarCount }
  var sumPitch: Int { filters.count * width + Scalar.Lanes.scalarCount }

  init(
    _ shape: ConvolutionShape, filters: Range<Int>, channels: Range<Int>,
    _ workspace: ConvolutionWorkspace
  ) {
    let lanes = Scalar.Lanes.scalarCount
    (self.filters, self.channels) = (filters, channels)
    computed = min(channels.lowerBound, channels.upperBound - lanes)..<channels.upperBound
    let width = (computed.count + lanes - 1) / lanes * lanes
    let gaps = 16 * lanes
    gradients = workspace.scalars(16 * blockTiles * filters.count + gaps, for: .weights)
    inputs = workspace.scalars(16 * blockTiles * width + gaps, for: .patches)
    sums = workspace.scalars(16 * filters.count * width + gaps, for: .results)
    packed = workspace.scalars(blockTiles * tileVectors * lanes, for: .packed)
    zeros = workspace.scalars(max(shape.channels, 9 * width), for: .padded)
  }
}

extension WinogradWeightGradient {
  private var lanes: Int { Scalar.Lanes.scalarCount }
  private var blocks: Int { (shape.filters + blockFilters - 1) / blockFilters }
  private var vectors: Int { (shape.channels + lanes - 1) / lanes }
  private var panels: Int { (vectors + blockVectors - 1) / blockVectors }
  private var outputs: ImageExtent { shape.outputImages }

  /// Computes the whole gradient.
  func compute(_ workspace: ConvolutionWorkspace, _ workers: Workers, slices: Int) {
    if shape.images == 0 { target.update(repeating: 0, count: shape.weightCount) }
    let workspaces = workspace.forSlices(slices)
    workers.divide(blocks * panels, slices: slices) { slice, parts in
      for number in parts {
        let (block, panel) = (number / panels, number % panels)
        let first = panel * vectors / panels * lanes
        let next = min((panel + 1) * vectors / panels * lanes, shape.channels)
        let part = Part<Scalar>(
          shape,
          filters: block * shape.filters / blocks..<(block + 1) * shape.filters / blocks,
          channels: first..<next, workspaces[slice])
        for first in stride(from: 0, to: shape.images, by: shape.chunkImages) {
          compute(part, first..<min(first + shape.chunkImages, shape.images))
        }
      }
    }
  }

  private func compute(_ part: Part<Scalar>, _ images: Range<Int>) {
    let perImage = outputs.tileRows * outputs.tileColumns
    let end = images.upperBound * perImage
    part.zeros.update(repeating: 0, count: shape.channels)
    for first in stride(from: images.lowerBound * perImage, to: end, by: blockTiles) {
      let tiles = first..<min(first + blockTiles, end)
      transformInputs(part, tiles)
      transformGradients(part, tiles)
      for place in 0..<16 {
        ProductPanel(
          rows: part.filters.count, steps: tiles.count,
          isFirst: first == images.lowerBound * perImage, c: part.sums + place * part.sumPitch,
          cRow: part.width, a: part.gradients + place * part.gradientPitch, aRow: 1,
          aStep: part.filters.count, b: part.inputs + place * part.inputPitch,
          bStep: part.width, last: part.width - lanes, packed: part.packed
        ).sweepWhole(part.vectors)
      }
    }
    for filter in part.filters { add(part, filter, isFirst: images.lowerBound == 0) }
  }

  private func transformInputs(_ part: Part<Scalar>, _ tiles: Range<Int>) {
    let inputs = WinogradInputs(
      source: input, images: shape.inputImages, padding: shape.padding, zeros: part.zeros)
    forEachPixel(tiles, height: outputs.tileRows, width: outputs.tileColumns) {
      index, image, y, x in
      inputs.transform(
        part.inputs + index &* part.width, part.inputPitch, part.computed, image: image,
        row: 2 &* y, column: 2 &* x)
    }
  }

  private func transformGradients(_ part: Part<Scalar>, _ tiles: Range<Int>) {
    forEachPixel(tiles, height: outputs.tileRows, width: outputs.tileColumns) {
      index, image, y, x in
      let row = (image &* outputs.height &+ 2 &* y) &* outputs.width
      let corner = outputGradient + (row &+ 2 &* x) &* shape.filters
      let hasBelow = 2 &* y &+ 1 < outputs.height
      let hasRight = 2 &* x &+ 1 < outputs.width
      let below = outputs.width &* shape.filters
      for first in stride(from: part.filters.lowerBound, to: part.filters.upperBound, by: lanes) {
        let filter = min(first, part.filters.upperBound &- lanes)
        let pixel = corner + filter
        let zero = Scalar.Lanes()
        let tile = Scalar.Lanes.winogradGradient(
          loadLanes(pixel), hasRight ? loadLanes(pixel + shape.filters) : zero,
          hasBelow ? loadLanes(pixel + below) : zero,
          hasBelow && hasRight ? loadLanes(pixel + (below &+ shape.filters)) : zero)
        let place =
          part.gradients
          + (index &* part.filters.count &+ filter &- part.filters.lowerBound)
        for number in 0..<16 { storeLanes(tile[number], place + number &* part.gradientPitch) }
      }
    }
  }

  /// Transforms one filter's sums back and adds them to those of earlier chunks.
  private func add(_ part: Part<Scalar>, _ filter: Int, isFirst: Bool) {
    let sums = part.sums + (filter - part.filters.lowerBound) * part.width
    // The zeros are over.
    let taps = part.zeros
    for first in stride(from: 0, to: part.computed.count, by: lanes) {
      let channel = min(first, part.computed.count - lanes)
      let tile = Scalar.Lanes.winogradFilterGradient(
        WinogradTile<Scalar.Lanes> { loadLanes(sums + ($0 &* part.sumPitch &+ channel)) })
      for tap in 0..<9 { storeLanes(tile[tap], taps + (tap &* part.width &+ channel)) }
    }
    for tap in 0..<9 {
      let entries = target + (filter * 9 + tap) * shape.channels
      let values = taps + (tap * part.width - part.computed.lowerBound)
      for channel in part.channels {
        entries[channel] = (isFirst ? 0 : entries[channel]) + values[channel]
      }
    }
  }
}
