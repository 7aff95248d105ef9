// Winograd's convolution: slabs of tiles are transformed, multiplied at 16 places, and transformed back.
// Outputs from inputs and gradients of inputs from those of outputs are the same computation.

/// The pixels of a target in 2×2 tiles, each tile from 4×4 pixels of a source.
struct WinogradCorrelation<Scalar: KernelScalar> {
  let target: UnsafeMutablePointer<Scalar>
  let targetImages: ImageExtent
  let source: UnsafePointer<Scalar>
  let sourceImages: ImageExtent
  /// How far the first tile reaches over the source's upper left edge.
  let padding: Int
  /// Filters, transformed: steps are 16 places of all source channels each, with one step between places.
  let panels: ConvolutionPanels<Scalar>
}

extension ImageExtent {
  var tileRows: Int { (height + 1) / 2 }
  var tileColumns: Int { (width + 1) / 2 }

  @inline(__always)
  func contains(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < height && column >= 0 && column < width
  }
}

extension ConvolutionPanels {
  /// The transforms of the 3×3 filters packed here.
  func transformed(
    channels: Int, _ workspace: ConvolutionWorkspace, _ workers: Workers, slices: Int
  ) -> ConvolutionPanels {
    let transformed = ConvolutionPanels(
      inner: 16 * (channels + 1), columns: columns, workspace, for: .filters)
    workers.divide(count, slices: slices) { _, range in
      for number in range {
        let (filters, _, width) = panel(number)
        let places = transformed.panel(number).memory
        let pitch = channels * width
        for offset in stride(from: 0, to: pitch, by: Scalar.Lanes.scalarCount) {
          // What lies behind the nine taps is not read.
          let tile = WinogradTile<Scalar.Lanes> {
            loadLanes(filters + (min($0, 8) &* pitch &+ offset))
          }
          let filter = Scalar.Lanes.winogradFilter(tile)
          for place in 0..<16 {
            storeLanes(filter[place], places + (place &* (pitch &+ width) &+ offset))
          }
        }
      }
    }
    return transformed
  }
}

extension WinogradCorrelation {
  private var lanes: Int { Scalar.Lanes.scalarCount }
  private var channels: Int { sourceImages.channels }
  /// Tiles that are transformed at once, in whole register tiles: as many as stay in the second cache, or
  /// enough to be worth reading large filters for.
  private var slabTiles: Int {
    let fitting = 8192 / (channels + panels.width) / 48 * 48
    return fitting > 0 ? fitting : channels + panels.width > 512 ? 96 : 48
  }
  /// From one place to the next. Places whole pages apart would drive each other out of the cache.
  private var inputPitch: Int { slabTiles * channels + lanes }
  private var outputPitch: Int { slabTiles * panels.width + lanes }

  /// Computes all pixels.
  func compute(
    _ images: Int, _ workspace: ConvolutionWorkspace, _ workers: Workers, slices: Int
  ) {
    let workspaces = workspace.forSlices(slices)
    let perImage = targetImages.tileRows * targetImages.tileColumns
    workers.divide(images * perImage, slices: slices) { slice, tiles in
      let workspace = workspaces[slice]
      let zeros: UnsafeMutablePointer<Scalar> = workspace.scalars(channels, for: .padded)
      zeros.update(repeating: 0, count: channels)
      let inputs: UnsafeMutablePointer<Scalar> = workspace.scalars(16 * inputPitch, for: .patches)
      let outputs: UnsafeMutablePointer<Scalar> = workspace.scalars(
        16 * outputPitch, for: .results)
      for first in stride(from: tiles.lowerBound, to: tiles.upperBound, by: slabTiles) {
        let slab = first..<min(first + slabTiles, tiles.upperBound)
        transformInputs(inputs, slab, zeros)
        multiply(outputs, inputs, slab.count)
        transformOutputs(outputs, slab)
      }
    }
  }

  private func transformInputs(
    _ inputs: UnsafeMutablePointer<Scalar>, _ slab: Range<Int>, _ zeros: UnsafePointer<Scalar>
  ) {
    let tiles = WinogradInputs(source: source, images: sourceImages, padding: padding, zeros: zeros)
    forEachPixel(slab, height: targetImages.tileRows, width: targetImages.tileColumns) {
      index, image, y, x in
      tiles.transform(
        inputs + index &* channels, inputPitch, 0..<channels, image: image, row: 2 &* y,
        column: 2 &* x)
    }
  }

  private func multiply(
    _ outputs: UnsafeMutablePointer<Scalar>, _ inputs: UnsafePointer<Scalar>, _ tiles: Int
  ) {
    for place in 0..<16 {
      for panel in 0..<panels.count {
        let (memory, columns, width) = panels.panel(panel)
        ProductPanel(
          rows: tiles, steps: channels, isFirst: true,
          c: outputs + place * outputPitch + columns.lowerBound, cRow: panels.width,
          a: inputs + place * inputPitch, aRow: channels, aStep: 1,
          b: UnsafePointer(memory) + place * (channels + 1) * width, bStep: width,
          last: width - lanes, packed: nil
        ).sweep(width / lanes)
      }
    }
  }

  private func transformOutputs(_ outputs: UnsafePointer<Scalar>, _ slab: Range<Int>) {
    let filters = targetImages.channels
    forEachPixel(slab, height: targetImages.tileRows, width: targetImages.tileColumns) {
      index, image, y, x in
      let row = (image &* targetImages.height &+ 2 &* y) &* targetImages.width
      let pixel = target + (row &+ 2 &* x) &* filters
      let (isLastRow, isLastColumn) = (
        2 &* y &+ 1 == targetImages.height, 2 &* x &+ 1 == targetImages.width
      )
      let below = targetImages.width &* filters
      for first in stride(from: 0, to: filters, by: lanes) {
        let channel = min(first, filters &- lanes)
        let tile = outputs + (index &* panels.width &+ channel)
        let y = Scalar.Lanes.winogradOutput(
          WinogradTile<Scalar.Lanes> { loadLanes(tile + $0 &* outputPitch) })
        storeLanes(y[0], pixel + channel)
        if !isLastColumn { storeLanes(y[1], pixel + (channel &+ filters)) }
        if !isLastRow { storeLanes(y[2], pixel + (channel &+ below)) }
        if !isLastRow && !isLastColumn { storeLanes(y[3], pixel + (channel &+ below &+ filters)) }
      }
    }
  }
}

/// The tiles of 4×4 pixels of some images.
struct WinogradInputs<Scalar: KernelScalar> {
  let source: UnsafePointer<Scalar>
  let images: ImageExtent
  let padding: Int
  /// As many zeros as there are channels: what lies outside the image.
  let zeros: UnsafePointer<Scalar>

  /// Writes some channels of one tile's transform, a place every `pitch` scalars.
  @inline(__always)
  func transform(
    _ places: UnsafeMutablePointer<Scalar>, _ pitch: Int, _ channels: Range<Int>, image: Int,
    row: Int, column: Int
  ) {
    let pixels = InlineArray<16, UnsafePointer<Scalar>> { place in
      let (y, x) = (row &+ place / 4 &- padding, column &+ place % 4 &- padding)
      let pixel = (image &* images.height &+ y) &* images.width &+ x
      return images.contains(y, x) ? source + pixel &* images.channels : zeros
    }
    let lanes = Scalar.Lanes.scalarCount
    for first in stride(from: channels.lowerBound, to: channels.upperBound, by: lanes) {
      let channel = min(first, channels.upperBound &- lanes)
      let tile = Scalar.Lanes.winogradInput(
        WinogradTile<Scalar.Lanes> { loadLanes(pixels[$0] + channel) })
      for place in 0..<16 {
        storeLanes(tile[place], places + (place &* pitch &+ channel &- channels.lowerBound))
      }
    }
  }
}
