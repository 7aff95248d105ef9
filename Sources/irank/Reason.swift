// Why something has to be made again, in words.

import Records

/// A named reason, with old and new where there are both.
enum Reason: CustomStringConvertible {
  case missing(String)
  case notFinished
  case unreadable(String)
  case specChanged(Digest, Digest)
  case trainerChanged(Digest, Digest)
  case drawingCodeChanged(Digest, Digest)
  case recordAltered(Digest, Digest)
  case traceAltered(Digest, Digest)
  case inputChanged(String, Digest?, Digest?)
  case outputAltered(String, Digest)
  case runStale(String)
  case figureStale(String)

  var description: String {
    switch self {
    case .missing(let path): "missing: \(path)"
    case .notFinished: "not finished yet: it has no record"
    case .unreadable(let path): "unreadable: \(path)"
    case .specChanged(let old, let new): "spec changed: \(old.short) -> \(new.short)"
    case .trainerChanged(let old, let new):
      "training program changed: \(old.short) -> \(new.short)"
    case .drawingCodeChanged(let old, let new):
      "drawing program changed: \(old.short) -> \(new.short)"
    case .recordAltered(let old, let new):
      "record altered since it was written: \(old.short) -> \(new.short)"
    case .traceAltered(let old, let new):
      "trace altered since it was written: \(old.short) -> \(new.short)"
    case .inputChanged(let name, let old, let new):
      "changed: \(name), \(old?.short ?? "none") -> \(new?.short ?? "none")"
    case .outputAltered(let path, let old): "altered since it was made: \(path) (was \(old.short))"
    case .runStale(let id): "run is stale: \(id)"
    case .figureStale(let id): "figure is stale: \(id)"
    }
  }
}
