// Pixels at known places, and the comparison of pictures.

import CairoRenderer
import Plotting
import Testing

/// A 20 x 10 point drawing at 72 dpi: one pixel per point, no padding.
private func picture(_ build: (inout Drawing) -> Void) throws -> Raster {
  var drawing = Drawing()
  drawing.box(Rect(x: 0, y: 0, width: 20, height: 10), fill: .white, stroke: nil)
  build(&drawing)
  let panel = Panel(size: Size(width: 20, height: 10), drawing: drawing)
  return try render(Figure(id: "p", panels: [panel], padding: 0, dpi: 72).scene())
}

@Suite struct RenderTests {
  @Test func `filled shapes have their colour inside and white outside`() throws {
    let raster = try picture { d in
      d.box(Rect(x: 2, y: 3, width: 4, height: 5), fill: .tabRed, stroke: nil)
      d.box(Rect(x: 10, y: 3, width: 4, height: 5), fill: .black.opacity(0.5), stroke: nil)
    }
    #expect([raster.width, raster.height] == [20, 10])
    #expect(raster[2, 3] == [0xD6, 0x27, 0x28, 255])
    #expect(raster[5, 7] == [0xD6, 0x27, 0x28, 255])
    #expect(raster[6, 7] == [255, 255, 255, 255])
    #expect((126...128).contains(Int(raster[11, 4][0])))
  }

  @Test func `cells tile their box without blending`() throws {
    let raster = try picture { d in
      d.elements.append(
        .cells(
          Rect(x: 1, y: 1, width: 7, height: 7), columns: 2,
          [.tabBlue, .tabOrange, .tabGreen, .tabRed]))
    }
    let seen = Set((1..<8).flatMap { y in (1..<8).map { x in raster[x, y] } })
    #expect(seen.count == 4)
    #expect(raster[1, 1] == [0x1F, 0x77, 0xB4, 255] && raster[7, 7] == [0xD6, 0x27, 0x28, 255])
    #expect(raster[0, 0] == [255, 255, 255, 255] && raster[8, 8] == [255, 255, 255, 255])
  }

  @Test func `frames are crisp and marks do not leave the axes box`() throws {
    let panel = Panel(
      size: Size(width: 72, height: 72), x: Axis(limits: Limits(low: 0, high: 1), ticks: .none),
      y: Axis(limits: Limits(low: 0, high: 1), ticks: .none),
      marks: [.line([DataPoint(-1, 0.5), DataPoint(2, 0.5)], LineStyle(.tabRed, width: 4))])
    let raster = try render(Figure(id: "f", panels: [panel]).scene())
    let colors = Set((0..<raster.width).map { raster[$0, raster.height / 2] })
    #expect(colors == [[255, 255, 255, 255], [0xD6, 0x27, 0x28, 255], [0, 0, 0, 255]])
  }

  @Test func `words leave ink inside their label's box and nowhere else`() throws {
    for turned in [false, true] {
      var d = Drawing()
      d.text("hierarchical", at: Point(100, 100), size: 20, turned: turned)
      let panel = Panel(size: Size(width: 200, height: 200), drawing: d)
      let scene = Figure(id: "f", panels: [panel], padding: 10, dpi: 144).scene()
      let raster = try render(scene)
      let box = try #require(scene.labels.first).box
      #expect((box.bottom - box.top > box.right - box.left) == turned)
      var ink = 0
      for y in 0..<raster.height {
        for x in 0..<raster.width where raster[x, y][0] < 128 {
          ink += 1
          #expect(x >= box.left / 256 && x <= box.right / 256)
          #expect(y >= box.top / 256 && y <= box.bottom / 256)
        }
      }
      #expect(ink > 1000)
    }
  }

  @Test func `the same scene gives the same pixels`() throws {
    for figure in Gallery.all {
      let scene = figure.scene()
      #expect(try render(scene).pixels == render(scene).pixels)
    }
  }

  @Test func `curves have the colours of their parameters`() throws {
    let scene = Gallery.unobservedEntry.scene()
    let raster = try render(scene)
    guard case .clip(let box, _)? = scene.elements.first else {
      Issue.record("expected clipped marks")
      return
    }
    let start = raster[box.left / 256 + 3, box.bottom / 256 - 3]
    let first = ColorMap.iterations(0)
    #expect(
      zip(start, [first.red, first.green, first.blue]).allSatisfy { abs(Int($0) - Int($1)) < 12 })
    #expect(Gallery.unobservedEntry.scene().labels.map(\.text).contains("3.3e6"))
  }

  @Test func `a canvas beyond Cairo's limit is an error that says so`() {
    let panel = Panel(
      size: Size(width: 40_000, height: 1),
      drawing: Drawing([
        .path(.rectangle(Rect(x: 0, y: 0, width: 40_000, height: 1)), fill: .black, stroke: nil)
      ]))
    let scene = Figure(id: "f", panels: [panel], dpi: 72).scene()
    #expect(throws: RenderError.self) { try render(scene) }
  }

  @Test func `comparison finds a small change that a mean would hide`() throws {
    let blank = Raster(width: 600, height: 400, pixels: .init(repeating: 255, count: 960_000))
    var pixels = blank.pixels
    for y in 30..<40 { for x in 60..<90 { pixels[(y * 600 + x) * 4] = 0 } }
    let changed = Raster(width: 600, height: 400, pixels: pixels)
    #expect(
      blank.compare(changed)
        == .pixels(largest: 255, visible: 300, worstTileMean: 255.0 / 12))
    #expect(blank.compare(blank) == .pixels(largest: 0, visible: 0, worstTileMean: 0))
    let narrow = Raster(width: 1, height: 1, pixels: [0, 0, 0, 255])
    #expect(blank.compare(narrow) == .size([600, 400], [1, 1]))
  }

  @Test func `canonical bytes are the size and the pixels`() {
    let raster = Raster(width: 258, height: 1, pixels: .init(repeating: 7, count: 258 * 4))
    #expect(raster.canonicalBytes.prefix(9) == [2, 1, 0, 0, 1, 0, 0, 0, 7])
    #expect(raster.canonicalBytes.count == 8 + 258 * 4)
  }

  @Test func `Cairo says its version`() {
    #expect(cairoVersion.hasPrefix("1."))
  }
}
