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
    func billions(_ count: Double) -> String { "\((count / 1e8).rounded() / 10)e9" }
    print("parameters: \(needs.parameters)")
    print("bytes of a replicate: \(billions(needs.bytesPerReplicate))")
    print("bytes of images: \(billions(needs.bytesOfData))")
    print("multiply-accumulates of an epoch: \(billions(needs.multiplyAccumulatesPerEpoch))")
    print(
      "multiply-accumulates of an evaluation: \(billions(needs.multiplyAccumulatesPerEvaluation))")
    print("multiply-accumulates of all replicates: \(billions(needs.multiplyAccumulates))")
    let hours = needs.multiplyAccumulates / 50e9 / 3600
    print("hours at 50e9 a second: \((hours * 100).rounded() / 100)")
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
