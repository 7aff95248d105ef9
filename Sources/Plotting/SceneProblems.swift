/// Layout checks that need no eyes: words that collide or leave the canvas.

extension Scene {
  /// One sentence for each pair of labels whose ink overlaps and each label that leaves the canvas,
  /// naming the texts; empty for a sound layout.
  public func layoutProblems() -> [String] {
    let labels = self.labels.filter { !$0.glyphs.isEmpty }
    var problems: [String] = []
    for (index, label) in labels.enumerated() {
      let box = label.box
      if box.left < 0 || box.top < 0 || box.right > width * 256 || box.bottom > height * 256 {
        problems.append("\(id): '\(label.text)' leaves the canvas")
      }
      for other in labels[(index + 1)...] where box.overlaps(other.box) {
        problems.append("\(id): '\(label.text)' overlaps '\(other.text)'")
      }
    }
    return problems
  }
}

extension Scene.Box {
  /// Whether two boxes share area.
  func overlaps(_ other: Scene.Box) -> Bool {
    left < other.right && other.left < right && top < other.bottom && other.top < bottom
  }
}
