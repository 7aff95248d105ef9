// Which published image sets a build draws from.

/// Published image sets that are at hand; figures draw stand-ins for the others.
public struct PublishedSets: OptionSet, Hashable, Sendable {
  /// One bit for each set.
  public let rawValue: Int

  /// The sets of these bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// MNIST, in `mnist/`.
  public static let mnist = PublishedSets(rawValue: 1)
  /// Fashion-MNIST, in `fashion-mnist/`.
  public static let fashionMNIST = PublishedSets(rawValue: 2)
  /// CIFAR-10, in `cifar-10-batches-bin/`.
  public static let cifar10 = PublishedSets(rawValue: 4)
  /// All of them.
  public static let all: PublishedSets = [.mnist, .fashionMNIST, .cifar10]

  /// The folder of a data set directory that each set has to itself.
  public static let folders: [(set: PublishedSets, name: String)] = [
    (.mnist, "mnist"), (.fashionMNIST, "fashion-mnist"), (.cifar10, "cifar-10-batches-bin"),
  ]
}
