// The published image sets, where in a directory of data sets each of them lies, and which runs read them.

import FoundationEssentials

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

extension PublishedSet {
  /// The directory of data sets: the one that is named, else that of `DATASETS`, else `datasets`.
  public static func directory(named name: String? = nil) -> String {
    let name = name ?? ProcessInfo.processInfo.environment["DATASETS", default: ""]
    return name.isEmpty ? "datasets" : name
  }

  /// The paths of the set's files in a directory of data sets, ascending; none where it has no folder. What is
  /// still being fetched (`.part`) is no file of the set.
  public func files(in directory: String) -> [String] {
    let path = "\(directory)/\(folder)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !$0.hasSuffix(".part") }.sorted().map { "\(path)/\($0)" }
  }

  /// What tells the set's files from others: the digest of their names and digests; `nil` where there are
  /// none.
  ///
  /// - Parameter digest: the digest of a file; `nil` for what is none.
  public func digest(in directory: String, _ digest: (String) -> Digest?) -> Digest? {
    let lines = files(in: directory).compactMap { path in
      digest(path).map { "\($0)  \(path.dropFirst(directory.count + 1))\n" }
    }
    return lines.isEmpty ? nil : Digest(of: lines.joined())
  }
}

extension RunSpec {
  /// The published set that the run reads.
  public var publishedSet: PublishedSet? {
    switch self {
    case .factorization: nil
    case .images(let experiment): experiment.images.publishedSet
    case .network(let experiment): experiment.task.publishedSet
    case .samples(let sheet):
      switch sheet.sheet {
      case .longRange(let task): task.publishedSet
      case .images(let set): set.publishedSet
      }
    }
  }
}

extension ImageSet {
  fileprivate var publishedSet: PublishedSet? {
    if case .published(let name, _, _) = self { name.set } else { nil }
  }
}

extension LongRangeTask {
  fileprivate var publishedSet: PublishedSet? {
    if case .sameClass(.cifar10, _, _, _, _, _, _, _) = self { .cifar10 } else { nil }
  }
}
