/// A scene becomes pixels.

internal import CCairo
public import Plotting

/// Paints a scene on white at the scene's own resolution.
/// - Throws: `RenderError.cairo` if the surface is too large or memory runs out.
public func render(_ scene: Scene) throws(RenderError) -> Raster {
  let canvas = try Canvas(width: scene.width, height: scene.height)
  canvas.draw(scene.elements, glyphs: scene.glyphs)
  return try canvas.raster()
}

/// Version of the Cairo library in use, such as `1.16.0`: pixels are exact only on the recorded one.
public var cairoVersion: String { String(cString: cairo_version_string()) }
