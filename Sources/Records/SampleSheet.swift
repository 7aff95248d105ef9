// The definition of a run that trains nothing: it shows the inputs that other runs train on.

/// Some training inputs of a task, pixel by pixel, for figures that show what networks see.
///
/// A replicate of its record is an input, an iteration of its trace a row of pixels; the columns behind
/// `label` are the row's levels 0…255, channels of a pixel one after another: `p0`, `p1`, ….
public struct SampleSheet: Codable, Hashable, Sendable {
  /// What inputs are taken from.
  public enum Source: Codable, Hashable, Sendable {
    /// Inputs of a long-range task.
    case longRange(task: LongRangeTask)
    /// Labelled images.
    case images(set: ImageSet)
  }

  /// The run's name, as ``Experiment/id``.
  public var id: String
  /// What inputs are taken from.
  public var sheet: Source
  /// How many inputs of each label: the first ones, labels ascending.
  public var perLabel: Int

  /// A sheet of the first `perLabel` training inputs of each label.
  public init(id: String, sheet: Source, perLabel: Int) {
    self.id = id
    self.sheet = sheet
    self.perLabel = perLabel
  }
}
