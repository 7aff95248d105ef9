// How values, tangents and adjoints go through a residual network.

import Kernels

/// The images that go through a network together: one batch, or two of one size, x and x′.
struct NetworkPass {
  /// Of one batch.
  let images: Int
  let batches: Int

  /// Images of all batches.
  var total: Int { images * batches }

  /// The first image of a batch, and of its tangents.
  func first(_ batch: Int) -> Int { batch * images }
  func firstTangent(_ batch: Int) -> Int { total + batch * images }
}

/// Which statistics normalize.
enum NormMode {
  case training(movesStatistics: Bool)
  case evaluation
}

/// What is differentiated.
enum AdjointChain {
  /// The cross-entropy.
  case loss
  /// S, the sum of all logits.
  case sum
  /// The cross-entropy and the derivatives of S along tangents, whose adjoints are those of S.
  case total
}

// MARK: - Values

extension NetworkModel {
  /// From the inputs to the logits.
  func forward(_ pass: NetworkPass, _ mode: NormMode) {
    convolve(0, from: 0, pass, tangents: false)
    normalize(0, pass, mode)
    activate(1, 0, pass)
    if layout.isPooled {
      stemPooling.forward(
        activation(2), memory.places(memory.plan.places), activation(1), images: pass.total)
    }
    for (index, block) in layout.blocks.enumerated() {
      let input = layout.activation(before: index)
      convolve(block.first, from: input, pass, tangents: false)
      normalize(block.first, pass, mode)
      activate(input + 1, block.first, pass)
      convolve(block.second, from: input + 1, pass, tangents: false)
      normalize(block.second, pass, mode)
      if let shortcut = block.shortcut {
        convolve(shortcut, from: input, pass, tangents: false)
        normalize(shortcut, pass, mode)
      }
      activate(input + 2, block, input: input, pass)
    }
    let (features, plan) = (memory.images(memory.plan.features), memory.plan)
    logit.means(features, output(), images: pass.total, memory.doubles(plan.partials))
    logit.logits(memory.numbers(plan.logits), features, images: pass.total)
  }

  /// The statistics by which a unit is normalized.
  private func normalize(_ unit: Int, _ pass: NetworkPass, _ mode: NormMode) {
    let statistics = memory.numbers(memory.plan.statistics)
    let (mean, variance) = (
      statistics + layout.units[unit].mean.start, statistics + layout.units[unit].variance.start
    )
    for batch in 0..<pass.batches {
      let norm = norm(unit, batch, pass)
      guard case .training(let movesStatistics) = mode else {
        norm.setStatistics(runningMean: mean, runningVariance: variance)
        continue
      }
      let x = UnsafePointer(convolved(unit, from: pass.first(batch)))
      let sums = sums(unit, pass).sums(of: StoredRows(start: x), times: [x])
      norm.setStatistics(sums)
      if movesStatistics { norm.moveRunning(mean, variance, sums) }
    }
  }

  /// ReLU of a normalized unit.
  private func activate(_ target: Int, _ unit: Int, _ pass: NetworkPass) {
    for batch in 0..<pass.batches {
      let (first, combination) = (pass.first(batch), combination(unit, pass))
      norm(unit, batch, pass).setOutput(combination)
      combination.combine(
        activation(target, from: first), [UnsafePointer(convolved(unit, from: first))],
        Rectifier())
    }
  }

  /// ReLU of the sum of a block's second unit and its shortcut.
  private func activate(
    _ target: Int, _ block: NetworkLayout.Block, input: Int, _ pass: NetworkPass
  ) {
    for batch in 0..<pass.batches {
      let (first, combination) = (pass.first(batch), combination(block.second, pass))
      norm(block.second, batch, pass).setOutput(
        combination, shortcut: block.shortcut.map { norm($0, batch, pass) })
      if block.shortcut == nil { combination.set(2) { _ in 1 } }
      let other =
        block.shortcut.map { convolved($0, from: first) } ?? activation(input, from: first)
      combination.combine(
        activation(target, from: first),
        [UnsafePointer(convolved(block.second, from: first)), UnsafePointer(other)], Rectifier())
    }
  }
}

// MARK: - Tangents

extension NetworkModel {
  /// From the tangents of the inputs to those of the features; values and adjoints of S are known.
  func tangents(_ pass: NetworkPass) {
    convolve(0, from: 0, pass, tangents: true)
    normalizeTangents(0, pass, adjoints: 0)
    activateTangents(1, 0, pass)
    if layout.isPooled {
      stemPooling.tangent(
        activation(2, from: pass.total), memory.places(memory.plan.places),
        activation(1, from: pass.total), images: pass.total)
    }
    for (index, block) in layout.blocks.enumerated() {
      let input = layout.activation(before: index)
      convolve(block.first, from: input, pass, tangents: true)
      normalizeTangents(block.first, pass, adjoints: block.first)
      activateTangents(input + 1, block.first, pass)
      convolve(block.second, from: input + 1, pass, tangents: true)
      normalizeTangents(block.second, pass, adjoints: block.second)
      if let shortcut = block.shortcut {
        convolve(shortcut, from: input, pass, tangents: true)
        normalizeTangents(shortcut, pass, adjoints: block.second)
      }
      activateTangents(input + 2, block, input: input, pass)
    }
    let plan = memory.plan
    logit.means(
      memory.images(plan.features, from: pass.total), output(from: pass.total),
      images: pass.total, memory.doubles(plan.partials))
  }

  /// The statistics of a unit's tangents; the adjoints of its output are those of unit `adjoints`.
  private func normalizeTangents(_ unit: Int, _ pass: NetworkPass, adjoints: Int) {
    for batch in 0..<pass.batches {
      let first = pass.first(batch)
      let sums = sums(unit, pass).sums(
        of: StoredRows(start: convolved(unit, from: pass.firstTangent(batch))),
        times: [
          UnsafePointer(convolved(unit, from: first)),
          UnsafePointer(memory.images(memory.plan.adjoints[adjoints], from: first)),
        ])
      norm(unit, batch, pass).setTangent(sums)
    }
  }

  private func activateTangents(_ target: Int, _ unit: Int, _ pass: NetworkPass) {
    for batch in 0..<pass.batches {
      let (first, tangent) = (pass.first(batch), pass.firstTangent(batch))
      let combination = combination(unit, pass)
      norm(unit, batch, pass).setTangentOutput(combination)
      combination.combine(
        activation(target, from: tangent),
        [
          UnsafePointer(convolved(unit, from: tangent)),
          UnsafePointer(convolved(unit, from: first)),
        ], RectifierTangent(outputs: activation(target, from: first)))
    }
  }

  private func activateTangents(
    _ target: Int, _ block: NetworkLayout.Block, input: Int, _ pass: NetworkPass
  ) {
    for batch in 0..<pass.batches {
      let (first, tangent) = (pass.first(batch), pass.firstTangent(batch))
      let combination = combination(block.second, pass)
      norm(block.second, batch, pass).setTangentOutput(
        combination, shortcut: block.shortcut.map { norm($0, batch, pass) })
      let (own, values) = (
        UnsafePointer(convolved(block.second, from: tangent)),
        UnsafePointer(convolved(block.second, from: first))
      )
      let gate = RectifierTangent(outputs: activation(target, from: first))
      let outputs = activation(target, from: tangent)
      if let shortcut = block.shortcut {
        combination.combine(
          outputs,
          [
            own, values, UnsafePointer(convolved(shortcut, from: tangent)),
            UnsafePointer(convolved(shortcut, from: first)),
          ], gate)
      } else {
        combination.set(3) { _ in 1 }
        combination.combine(
          outputs, [own, values, UnsafePointer(activation(input, from: tangent))], gate)
      }
    }
  }
}

// MARK: - Adjoints

extension NetworkModel {
  /// From the adjoints of the logits to the gradients of the parameters, or for S to what is before the stem's
  /// norm.
  func backward(_ chain: AdjointChain, _ pass: NetworkPass) {
    let blocks = layout.blocks
    if chain != .sum { setLogitGradient(chain, pass) }
    var incoming = adjoint(behind: blocks.count - 1, chain)
    var others: UnsafeMutablePointer<Scalar>?
    logit.adjoint(incoming, memory.numbers(memory.plan.logitAdjoints), images: pass.total)
    for (index, block) in blocks.enumerated().reversed() {
      let input = layout.activation(before: index)
      let inner = adjoint(inside: block, chain)
      backward(block, chain, pass, incoming, others, output: input + 2)
      convolveAdjoint(block.second, inner, chain, pass)
      setKernelGradient(block.second, from: input + 1, chain, pass)
      backward(block.first, chain, pass, inner, nil, output: input + 1)
      let next = adjoint(behind: index - 1, chain)
      convolveAdjoint(block.first, next, chain, pass)
      setKernelGradient(block.first, from: input, chain, pass)
      if let shortcut = block.shortcut {
        others = memory.numbers(memory.plan.side)
        convolveAdjoint(shortcut, others!, chain, pass)
        setKernelGradient(shortcut, from: input, chain, pass)
      } else {
        others = incoming
      }
      incoming = next
    }
    if layout.isPooled {
      let stem =
        chain == .sum
        ? memory.images(memory.plan.adjoints[0]) : memory.numbers(memory.plan.stem)
      stemPooling.adjoint(
        stem, memory.places(memory.plan.places), incoming, others: others, images: pass.total)
      (incoming, others) = (stem, nil)
    }
    backward(0, chain, pass, incoming, others, output: 1)
    setKernelGradient(0, from: 0, chain, pass)
  }

  /// Through the ReLU and the norm of one unit.
  private func backward(
    _ unit: Int, _ chain: AdjointChain, _ pass: NetworkPass,
    _ incoming: UnsafeMutablePointer<Scalar>, _ others: UnsafeMutablePointer<Scalar>?, output: Int
  ) {
    let size = layout.units[unit].pixels * layout.units[unit].width
    for batch in 0..<pass.batches {
      let first = pass.first(batch)
      let sums = sums(unit, pass).sums(
        of: RectifiedRows(
          values: incoming + first * size, others: others.map { UnsafePointer($0 + first * size) },
          outputs: activation(output, from: first)),
        times: [UnsafePointer(convolved(unit, from: first))])
      normAdjoint(unit, chain, pass, batch, incoming, sums, sums + layout.units[unit].width, unit)
    }
  }

  /// Through the ReLU behind a block, the norm of its second unit and the norm of its shortcut.
  private func backward(
    _ block: NetworkLayout.Block, _ chain: AdjointChain, _ pass: NetworkPass,
    _ incoming: UnsafeMutablePointer<Scalar>, _ others: UnsafeMutablePointer<Scalar>?, output: Int
  ) {
    guard let shortcut = block.shortcut else {
      return backward(block.second, chain, pass, incoming, others, output: output)
    }
    let second = block.second
    let (size, width) = (
      layout.units[second].pixels * layout.units[second].width, layout.units[second].width
    )
    for batch in 0..<pass.batches {
      let first = pass.first(batch)
      let sums = sums(second, pass).sums(
        of: RectifiedRows(
          values: incoming + first * size, others: others.map { UnsafePointer($0 + first * size) },
          outputs: activation(output, from: first)),
        times: [
          UnsafePointer(convolved(second, from: first)),
          UnsafePointer(convolved(shortcut, from: first)),
        ])
      // The shortcut first: the second unit's adjoints may replace those of S, which both need.
      normAdjoint(shortcut, chain, pass, batch, incoming, sums, sums + 2 * width, second)
      normAdjoint(second, chain, pass, batch, incoming, sums, sums + width, second)
    }
  }

  /// Through a norm, and the gradients of its scale and shift. The adjoints of S behind it are those of unit
  /// `owner`.
  private func normAdjoint(
    _ unit: Int, _ chain: AdjointChain, _ pass: NetworkPass, _ batch: Int,
    _ incoming: UnsafeMutablePointer<Scalar>, _ sum: UnsafePointer<Double>,
    _ sumTimesInput: UnsafePointer<Double>, _ owner: Int
  ) {
    let (norm, combination, first) = (
      norm(unit, batch, pass), combination(unit, pass), pass.first(batch)
    )
    let gradients = memory.numbers(memory.plan.gradients)
    let (scale, shift) = (
      gradients + layout.units[unit].scale.start, gradients + layout.units[unit].shift.start
    )
    let size = layout.units[unit].pixels * layout.units[unit].width
    let target = adjoint(before: unit, chain, pass) + first * size
    let (adjoints, values) = (
      UnsafePointer(incoming + first * size), UnsafePointer(convolved(unit, from: first))
    )
    guard chain == .total else {
      norm.setAdjoint(sum, sumTimesInput)
      if chain == .loss { norm.setGradient(scale: scale, shift: shift) }
      norm.setInputAdjoint(combination)
      return combination.combine(target, [adjoints, values], OpenGate())
    }
    norm.addGradient(scale: scale, shift: shift, sum, sumTimesInput, isFirst: batch == 0)
    norm.setInputAdjoint(combination, sum, sumTimesInput)
    combination.combine(
      target,
      [
        adjoints, UnsafePointer(memory.images(memory.plan.adjoints[owner], from: first)),
        UnsafePointer(convolved(unit, from: pass.firstTangent(batch))), values,
      ], OpenGate())
  }

  private func setLogitGradient(_ chain: AdjointChain, _ pass: NetworkPass) {
    let (plan, gradients) = (memory.plan, memory.numbers(memory.plan.gradients))
    logit.gradient(
      weights: gradients + layout.logit.weights.start, bias: gradients + layout.logit.bias.start,
      memory.numbers(plan.logitAdjoints), memory.images(plan.features),
      tangents: chain == .total ? memory.images(plan.features, from: pass.total) : nil,
      images: pass.total)
  }
}

// MARK: - Where things are

extension NetworkModel {
  /// The adjoints behind a block; −1 is what the first block starts from.
  private func adjoint(behind block: Int, _ chain: AdjointChain) -> UnsafeMutablePointer<Scalar> {
    if chain == .sum && !(block < 0 && layout.isPooled) {
      return memory.images(memory.plan.adjoints[block < 0 ? 0 : layout.blocks[block].second])
    }
    return memory.numbers(memory.plan.outer[block & 1])
  }

  /// The adjoints behind the first unit of a block.
  private func adjoint(
    inside block: NetworkLayout.Block, _ chain: AdjointChain
  ) -> UnsafeMutablePointer<Scalar> {
    chain == .sum
      ? memory.images(memory.plan.adjoints[block.first]) : memory.numbers(memory.plan.inner)
  }

  /// The adjoints before a norm.
  func adjoint(
    before unit: Int, _ chain: AdjointChain, _ pass: NetworkPass
  ) -> UnsafeMutablePointer<Scalar> {
    switch chain {
    case .sum: memory.images(memory.plan.adjoints[unit], from: pass.total)
    case .total: memory.images(memory.plan.adjoints[unit])
    case .loss:
      memory.numbers(
        layout.blocks.contains { $0.shortcut == unit }
          ? memory.plan.beforeShortcut : memory.plan.before)
    }
  }

  /// An activation from image number `first` on.
  func activation(_ index: Int, from first: Int = 0) -> UnsafeMutablePointer<Scalar> {
    memory.images(memory.plan.activations[index], from: first)
  }

  /// What the last block puts out.
  private func output(from first: Int = 0) -> UnsafeMutablePointer<Scalar> {
    activation(layout.activation(before: layout.blocks.count), from: first)
  }

  /// What a convolution puts out, from image number `first` on.
  private func convolved(_ unit: Int, from first: Int) -> UnsafeMutablePointer<Scalar> {
    memory.images(memory.plan.convolved[unit], from: first)
  }

  private func norm(_ unit: Int, _ batch: Int, _ pass: NetworkPass) -> BatchNorm<Scalar> {
    let (unit, start) = (layout.units[unit], memory.doubles(memory.plan.terms[unit]))
    let weights = memory.numbers(memory.plan.weights)
    return BatchNorm(
      rows: pass.images * unit.pixels, channels: unit.width,
      terms: NormTerms(start + batch * NormTerms.count * unit.width, channels: unit.width),
      scale: weights + unit.scale.start, shift: weights + unit.shift.start)
  }

  private func sums(_ unit: Int, _ pass: NetworkPass) -> ChannelSums {
    ChannelSums(
      rows: pass.images * layout.units[unit].pixels, channels: layout.units[unit].width,
      partials: memory.doubles(memory.plan.partials), workers: workers)
  }

  private func combination(_ unit: Int, _ pass: NetworkPass) -> ChannelCombination<Scalar> {
    ChannelCombination(
      rows: pass.images * layout.units[unit].pixels, channels: layout.units[unit].width,
      coefficients: memory.numbers(memory.plan.coefficients), workers: workers)
  }

  private var stemPooling: MaxPooling<Scalar> {
    let stem = layout.units[0].shape
    return MaxPooling(
      input: InputShape(
        height: stem.outputHeight, width: stem.outputWidth, channels: stem.filters),
      workers: workers)
  }

  private var logit: LinearLogit<Scalar> {
    let weights = memory.numbers(memory.plan.weights)
    let last = layout.units[layout.blocks.last?.second ?? 0]
    return LinearLogit(
      pixels: layout.blocks.isEmpty && layout.isPooled
        ? layout.stemOutput.height * layout.stemOutput.width : last.pixels,
      channels: last.width, weights: weights + layout.logit.weights.start,
      bias: weights[layout.logit.bias.start], workers: workers)
  }
}
