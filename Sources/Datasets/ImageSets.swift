// An image set of a spec made concrete: read from published files, or drawn.

import Kernels
public import Records

extension ImageSet {
  /// Reads or draws the images.
  ///
  /// Drawn test images come from the child "test" of the set's stream, training images from "train".
  ///
  /// - Parameter datasets: the directory of published data sets, where one is at hand.
  /// - Throws: `Failure` naming the field, or the file, the place in it and what was expected there.
  public func images(datasets: String?) throws -> SplitImages {
    switch self {
    case .published(let name, let train, let test):
      try Self.expectPositive(train, test, of: "published")
      return SplitImages(
        train: try .idx(
          "train", of: name.set, in: datasets, first: train, field: "images.published.train"),
        test: try .idx(
          "t10k", of: name.set, in: datasets, first: test, field: "images.published.test"))
    case .drawn(let kind, let train, let test, let name):
      try Self.expectPositive(train, test, of: "drawn")
      let stream = RandomStream(name)
      return SplitImages(
        train: kind.images(count: train, stream: stream.child("train")),
        test: kind.images(count: test, stream: stream.child("test")))
    }
  }

  private static func expectPositive(_ train: Int, _ test: Int, of kind: String) throws(Failure) {
    for (name, count) in [("train", train), ("test", test)] where count < 1 {
      throw Failure("spec", field: "images.\(kind).\(name)", "is \(count), expected 1 or more")
    }
  }
}
