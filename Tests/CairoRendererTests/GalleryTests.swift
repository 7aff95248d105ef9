// Every figure of the gallery is sound in layout and repeatable in pixels. With IRANK_GALLERY=<folder> in
// the environment, the pictures are also written there to be looked at.

import CairoRenderer
import Foundation
import Plotting
import Testing

@Suite struct GalleryTests {
  @Test(arguments: Gallery.all.map(\.id))
  func `no words collide and nothing leaves the canvas`(id: String) throws {
    let scene = try #require(Gallery.all.first { $0.id == id }).scene()
    #expect(scene.layoutProblems() == [])
    if let folder = ProcessInfo.processInfo.environment["IRANK_GALLERY"] {
      let url = URL(fileURLWithPath: folder)
      try Data(writePNG(render(scene))).write(to: url.appending(path: id + ".png"))
      try Data(svg(scene, title: id, description: id).utf8)
        .write(to: url.appending(path: id + ".svg"))
      try Data(scene.text.utf8).write(to: url.appending(path: id + ".scene"))
    }
  }
}
