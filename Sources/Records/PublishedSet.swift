// The published image sets, and where in a directory of data sets each of them lies.

/// A published set of images; its raw value is the folder that it has to itself.
public enum PublishedSet: String, Hashable, Sendable, CaseIterable {
  /// MNIST.
  case mnist
  /// Fashion-MNIST.
  case fashionMNIST = "fashion-mnist"
  /// CIFAR-10, in its binary form.
  case cifar10 = "cifar-10-batches-bin"

  /// Its folder's name.
  public var folder: String { rawValue }
}

extension PublishedImages {
  /// The set of this name.
  public var set: PublishedSet {
    switch self {
    case .mnist: .mnist
    case .fashionMNIST: .fashionMNIST
    }
  }
}
