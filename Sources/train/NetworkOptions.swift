// What `train` can do for runs of networks alone: say what they need, and hand out their first steps.

import Records
import Training

extension Train {
  /// Prints what a run needs, a quantity a line.
  func say(whatIsNeededBy spec: RunSpec) throws {
    guard case .network(let experiment) = spec else {
      throw Failure("spec", field: "network", "is absent; only runs of networks are planned")
    }
    let needs = try experiment.needs()
    let seconds = needs.multiplyAccumulates / 50e9
    let quantities = [
      ("parameters", Double(needs.parameters)),
      ("bytes of memory for a replicate", needs.bytesPerReplicate),
      ("bytes of memory for images", needs.bytesOfData),
      ("multiply-accumulates of an epoch", needs.multiplyAccumulatesPerEpoch),
      ("multiply-accumulates of an evaluation", needs.multiplyAccumulatesPerEvaluation),
      ("multiply-accumulates of the run, at most", needs.multiplyAccumulates),
      ("seconds on one core that makes 50e9 of them a second", seconds),
    ]
    for (name, value) in quantities { print("\(name): \(canonicalText(of: value.rounded(.up)))") }
  }

  /// Writes `step1-inputs.npy` and so on.
  func writeBatches(of spec: RunSpec, to directory: String) throws {
    guard case .network(let experiment) = spec, batches > 0 else { return }
    let steps = try experiment.batches(first: batches, threads: threads, datasets: imageDirectory)
    for (index, step) in steps.enumerated() {
      let arrays = [("inputs", step.inputs), ("labels", step.labels), ("patches", step.patches)]
      for (name, array) in arrays {
        try Files.write(array.npy, to: "\(directory)/step\(index + 1)-\(name).npy")
      }
    }
  }
}
