// What is minimised, as a function of the residuals: what the model says of an observation, minus what
// the target says.

/// What is minimised over the observations; n is their number.
public enum Loss: Hashable, Sendable {
  /// Half the sum of squared residuals (norms 2020, equation 1).
  case halfSumOfSquares
  /// The mean of squared residuals (tensor 2021, hierarchical 2022).
  case meanOfSquares
  /// The mean of z²/(2δ) where |z| < δ and of |z| − δ/2 elsewhere, so that the slope is ±1 outside of
  /// δ = `threshold` (tensor 2021).
  case huber(threshold: Double)
  /// The mean of absolute residuals (tensor 2021).
  case meanAbsolute
}

/// A word for a loss without parameters, an object for one that has them.
extension Loss: Codable {
  private enum Choice: String, CodingKey { case huber }
  private enum Parameter: String, CodingKey { case threshold }

  /// Reads the value from its text form.
  public init(from decoder: any Decoder) throws {
    if let choice = try? decoder.container(keyedBy: Choice.self), choice.contains(.huber) {
      let parameters = try choice.nestedContainer(keyedBy: Parameter.self, forKey: .huber)
      self = .huber(threshold: try parameters.decode(Double.self, forKey: .threshold))
      return
    }
    let container = try decoder.singleValueContainer()
    switch try? container.decode(String.self) {
    case "halfSumOfSquares": self = .halfSumOfSquares
    case "meanOfSquares": self = .meanOfSquares
    case "meanAbsolute": self = .meanAbsolute
    default:
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "expected \"halfSumOfSquares\", \"meanOfSquares\", \"meanAbsolute\" or "
          + "{\"huber\": {\"threshold\": ...}}")
    }
  }

  /// Writes the value in its text form.
  public func encode(to encoder: any Encoder) throws {
    if case .huber(let threshold) = self {
      var choice = encoder.container(keyedBy: Choice.self)
      var parameters = choice.nestedContainer(keyedBy: Parameter.self, forKey: .huber)
      try parameters.encode(threshold, forKey: .threshold)
      return
    }
    var container = encoder.singleValueContainer()
    switch self {
    case .halfSumOfSquares: try container.encode("halfSumOfSquares")
    case .meanOfSquares: try container.encode("meanOfSquares")
    case .meanAbsolute, .huber: try container.encode("meanAbsolute")
    }
  }
}
