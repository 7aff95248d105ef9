// Inputs of a task as a record and a trace of pixels.

import Datasets
import Kernels
public import Records

extension SampleSheet {
  /// Draws or reads the inputs and writes out the first of each label.
  ///
  /// - Parameters:
  ///   - threads: how many threads may share the drawing.
  ///   - datasets: the directory of published data sets, where one is at hand.
  /// - Throws: `Failure` naming the field of the spec, or the file, that does not fit.
  public func run(threads: Int = 1, datasets: String? = nil) throws -> TrainedRun {
    try TrainingBuild.checkFloatingPoint()
    try validate()
    let samples = try SampleSource(sheet, threads: threads, datasets: datasets)
    let chosen = samples.first(perLabel)
    let rowLength = samples.width * samples.channels
    let inputs = chosen.map { samples.levels($0) }
    let trace = Table(
      columns: ["iteration", "loss", "label"] + (0..<rowLength).map { "p\($0)" },
      rows: zip(chosen, inputs).enumerated().map { place, input in
        (place + 1, rows(of: input.1, label: samples.labels[input.0], length: rowLength))
      })
    let record = RunRecord(
      id: id, spec: Digest(of: try CanonicalJSON.text(of: self)), data: samples.digest,
      images: samples.provenance, trace: Digest(of: trace.csv), kernelBits: kernelBitsVersion,
      replicates: zip(chosen, inputs).enumerated().map { place, input in
        RunRecord.Replicate(
          number: place + 1, outcome: .capped, iterations: input.1.count / rowLength, draw: 1,
          final: samples.baselines.merging(["label": Double(samples.labels[input.0])]) { $1 },
          extremes: [:],
          weights: Digest(of: input.1))
      })
    return TrainedRun(record: record, trace: trace, weights: [])
  }

  /// Checks every range; inputs are checked where they are read or drawn.
  private func validate() throws(Failure) {
    try RunName.validate(id: id)
    try expect(
      (1...100).contains(perLabel), "perLabel", "is \(perLabel), expected 1 to 100 inputs")
  }

  private func rows(of levels: [UInt8], label: Int, length: Int) -> [[Double]] {
    stride(from: 0, to: levels.count, by: length).enumerated().map { row, start in
      [Double(row), 0, Double(label)] + levels[start..<start + length].map(Double.init)
    }
  }
}

/// Training inputs of one size with labels.
private struct SampleSource {
  var width: Int
  var channels: Int
  var labels: [Int]
  var digest: Digest
  var provenance: ImageProvenance
  /// What rules without a network reach on the held-out inputs.
  var baselines: [String: Double] = [:]
  /// The levels of an input, row by row.
  var levels: (_ index: Int) -> [UInt8]

  init(_ source: SampleSheet.Source, threads: Int, datasets: String?) throws {
    switch source {
    case .longRange(let task):
      let data = try task.data(datasets: datasets, threads: threads)
      let inputs = data.train
      (width, channels) = (inputs.width, inputs.channels)
      labels = inputs.labels.map { Int($0) }
      (digest, provenance, baselines) = (data.digest, data.provenance, data.baselines)
      levels = { inputs.levels(of: $0) }
    case .images(let set):
      let images = try set.images(datasets: datasets).train
      let size = images.width * images.height * images.channels
      (width, channels) = (images.width, images.channels)
      labels = images.labels.map { Int($0) }
      (digest, provenance) = (images.digest, images.provenance)
      levels = { Array(images.pixels[$0 * size..<($0 + 1) * size]) }
    }
  }

  /// The first inputs of each label, labels ascending.
  func first(_ count: Int) -> [Int] {
    Set(labels).sorted().flatMap { label in
      labels.indices.lazy.filter { labels[$0] == label }.prefix(count)
    }
  }
}
