// Memory that grows to the largest use it has served and is then reused, so that hot loops never allocate.

/// Regions of memory, one for each thing that has to be kept at the same time.
struct WorkspaceRegions<let count: Int>: ~Copyable {
  private var regions = InlineArray<count, UnsafeMutableRawBufferPointer> { _ in
    .allocate(byteCount: 0, alignment: 64)
  }

  deinit {
    for region in regions.indices { regions[region].deallocate() }
  }

  /// At least `entries` entries of uninitialized memory on a cache-line boundary; the next call for the
  /// same region invalidates it.
  mutating func memory<Entry: BitwiseCopyable>(
    _ entries: Int, region: Int
  ) -> UnsafeMutablePointer<Entry> {
    let needed = entries * MemoryLayout<Entry>.stride
    if regions[region].count < needed {
      regions[region].deallocate()
      regions[region] = .allocate(byteCount: needed, alignment: 64)
    }
    return regions[region].baseAddress!.bindMemory(to: Entry.self, capacity: entries)
  }
}
