// What is said of where a set's images come from.

import Datasets
import Records
import Testing

@Suite struct SplitImagesTests {
  private static func images(_ provenance: ImageProvenance) -> LabelledImages {
    LabelledImages(
      width: 1, height: 1, channels: 1, pixels: [0], labels: [0], provenance: provenance)
  }

  @Test(arguments: [
    (ImageProvenance.official, ImageProvenance.official, ImageProvenance.official),
    (.official, .declared, .declared), (.declared, .official, .declared),
    (.declared, .declared, .declared), (.drawn, .official, .drawn), (.declared, .drawn, .drawn),
  ])
  func aSetIsAsLittleOfficialAsTheWorseOfItsParts(
    train: ImageProvenance, test: ImageProvenance, whole: ImageProvenance
  ) {
    let split = SplitImages(train: Self.images(train), test: Self.images(test))
    #expect(split.provenance == whole)
  }
}
