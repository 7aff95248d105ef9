// Residual networks against PyTorch's automatic first and second derivatives, where PyTorch is installed.

import Foundation
import Kernels
import Models
import Records
import Testing

@Suite struct NetworkOracleTests {
  @Test(.enabled(if: Oracle.hasPyTorch, "PyTorch is not installed"), arguments: NetworkSample.all)
  func `pyTorch agrees`(sample: NetworkSample) throws {
    let (weights, inputs): ([Double], [Double]) = (sample.weights(), sample.inputs())
    for coefficient in sample.network.stem.isPooled ? [0, 1.7] : [1.7] {
      let model = sample.model(weights)
      let regularizer =
        coefficient > 0 ? Regularizer(coefficient: coefficient, patches: sample.patches) : nil
      let outcome = inputs.withUnsafeBufferPointer {
        model.backpropagate($0, labels: sample.labels, regularizer: regularizer)
      }
      let theirs = try Oracle.answer(
        Oracle.Question(sample, weights: weights, inputs: inputs, coefficient: coefficient))
      expectClose([outcome.loss], [theirs.loss])
      expectClose([outcome.separability?.value ?? 0], [theirs.separability])
      expectClose(model.statistics, theirs.statistics)
      for piece in sample.layout.parameters {
        let scale = theirs.gradients.reduce(0) { max($0, abs($1)) }
        expectClose(
          Array(model.gradients[piece.range]), Array(theirs.gradients[piece.range]), scale)
      }
      let logits = inputs.withUnsafeBufferPointer { model.logits(of: $0) }
      expectClose(logits, theirs.logits)
    }
  }

  private func expectClose(
    _ ours: [Double], _ theirs: [Double], _ scale: Double = 0,
    at location: SourceLocation = #_sourceLocation
  ) {
    #expect(ours.count == theirs.count, sourceLocation: location)
    let scale = theirs.reduce(scale) { max($0, abs($1)) }
    let worst = zip(ours, theirs).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(worst <= 1e-10 * scale, sourceLocation: location)
  }
}

/// A Python program that trains the same network for a step.
private enum Oracle {
  struct Question: Codable {
    var network: ResidualNetwork
    var images: Int
    var height: Int
    var width: Int
    var channels: Int
    /// Rows and columns, from and to.
    var gradients: [Int]
    var exchanged: [Int]
    var weights: [Double]
    var inputs: [Double]
    var labels: [Float]
    var coefficient: Double

    init(_ sample: NetworkSample, weights: [Double], inputs: [Double], coefficient: Double) {
      (network, images, labels) = (sample.network, sample.images, sample.labels)
      (height, width) = (sample.input.height, sample.input.width)
      channels = sample.input.channels
      func corners(_ patch: PixelRectangle) -> [Int] {
        [patch.row, patch.row + patch.height, patch.column, patch.column + patch.width]
      }
      (gradients, exchanged) = (
        corners(sample.patches.gradients), corners(sample.patches.exchanged)
      )
      (self.weights, self.inputs, self.coefficient) = (weights, inputs, coefficient)
    }
  }

  struct Answer: Codable {
    var loss: Double
    var separability: Double
    var gradients: [Double]
    var statistics: [Double]
    var logits: [Double]
  }

  static let hasPyTorch =
    (try? output("import torch; print(1)", nil)).map { String(decoding: $0, as: UTF8.self) }
    == "1\n"

  static func answer(_ question: Question) throws -> Answer {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("network-oracle-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try JSONEncoder().encode(question).write(to: file)
    return try JSONDecoder().decode(Answer.self, from: output(program, file.path))
  }

  private static func output(_ program: String, _ argument: String?) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program] + (argument.map { [$0] } ?? [])
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }

  private static let program = """
    import json, sys
    import torch
    from torch.nn import functional as F

    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    q = json.load(open(sys.argv[1]))
    weights, at, parameters, statistics = torch.tensor(q["weights"]), 0, [], []

    def parameter(*shape):
        global at
        count = torch.Size(shape).numel()
        parameters.append(weights[at:at + count].view(shape).clone().requires_grad_())
        at += count
        return parameters[-1]

    def unit(channels, filters, kernel, stride):
        k = parameter(filters, kernel, kernel, channels)
        scale, shift = parameter(filters), parameter(filters)
        mean, variance = torch.zeros(filters), torch.ones(filters)
        statistics.extend([mean, variance])
        def apply(x, training):
            x = F.conv2d(x, k.permute(0, 3, 1, 2), stride=stride, padding=kernel // 2)
            return F.batch_norm(x, mean, variance, scale, shift, training, 0.1, 1e-5)
        return apply

    stem, width, blocks = q["network"]["stem"], q["network"]["stem"]["width"], []
    first = unit(q["channels"], width, stem["kernel"], stem["stride"])
    for stage in q["network"]["stages"]:
        for b in range(stage["blocks"]):
            stride, old, width = stage["stride"] if b == 0 else 1, width, stage["width"]
            one, two = unit(old, width, 3, stride), unit(width, width, 3, 1)
            shortcut = unit(old, width, 1, stride) if stride != 1 or old != width else None
            blocks.append((one, two, shortcut))
    logit, bias = parameter(width), parameter(1)

    def f(x, training=True):
        x = F.relu(first(x, training))
        if stem["isPooled"]:
            x = F.max_pool2d(x, 3, 2, 1)
        for one, two, shortcut in blocks:
            y = two(F.relu(one(x, training)), training)
            x = F.relu(y + (shortcut(x, training) if shortcut else x))
        return x.mean((2, 3)) @ logit + bias

    x = torch.tensor(q["inputs"]).view(q["images"], q["height"], q["width"], q["channels"])
    x = x.permute(0, 3, 1, 2).contiguous().requires_grad_()
    z = f(x)
    loss, separability = F.binary_cross_entropy_with_logits(z, torch.tensor(q["labels"]).double()), 0.0
    if q["coefficient"]:
        (a, b, c, d), (i, j, k, l) = q["exchanged"], q["gradients"]
        other = x.detach().clone()
        other[:, :, a:b, c:d] = other[:, :, a:b, c:d].roll(-1, 0)
        other.requires_grad_()
        def direction(z, x):
            g = torch.autograd.grad(z.sum(), x, create_graph=True)[0][:, :, i:j, k:l].flatten(1)
            return g / (g.norm(dim=1, keepdim=True) + 1e-12)
        r = (direction(z, x) * direction(f(other), other)).sum(1).abs().mean()
        loss, separability = loss + q["coefficient"] * r, r.item()
    loss.backward()
    def flat(arrays):
        return torch.cat([a.detach().flatten() for a in arrays]).tolist()
    print(json.dumps({
        "loss": loss.item(), "separability": separability,
        "gradients": flat([p.grad for p in parameters]), "statistics": flat(statistics),
        "logits": f(x, False).tolist()}))
    """
}
