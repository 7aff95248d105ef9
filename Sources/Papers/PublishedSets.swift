// Which published image sets a build draws from.

public import Records

/// Published image sets that are at hand; figures draw stand-ins for the others.
public typealias PublishedSets = Set<PublishedSet>

extension PublishedSets {
  /// All of them.
  public static let all = PublishedSets(PublishedSet.allCases)
}
