// The convolutions of a network's units: values, tangents, adjoints and gradients of kernels.

import Kernels
import Records

extension NetworkModel {
  /// What a unit's convolution makes of an activation, or of its tangents.
  func convolve(_ unit: Int, from input: Int, _ pass: NetworkPass, tangents: Bool) {
    let first = tangents ? pass.total : 0
    Kernels.convolve(
      memory.images(memory.plan.convolved[unit], from: first), activation(input, from: first),
      kernel(unit), shape(unit, images: pass.total), workspace: workspace, workers: workers)
  }

  /// From the adjoints before a unit's norm to those of the unit's input.
  func convolveAdjoint(
    _ unit: Int, _ target: UnsafeMutablePointer<Scalar>, _ chain: AdjointChain, _ pass: NetworkPass
  ) {
    convolveInputGradient(
      target, adjoint(before: unit, chain, pass), kernel(unit), shape(unit, images: pass.total),
      workspace: workspace, workers: workers)
  }

  /// From the adjoints of S before the stem's norm to those of the inputs, in the pixels of a patch at least.
  func setInputGradients(_ pass: NetworkPass, in patch: PixelRectangle) {
    convolveInputGradient(
      memory.numbers(memory.plan.inputAdjoint), adjoint(before: 0, .sum, pass), kernel(0),
      shape(0, images: pass.total),
      window: (
        patch.row..<patch.row + patch.height, patch.column..<patch.column + patch.width
      ),
      workspace: workspace, workers: workers)
  }

  /// The gradient of a unit's kernel: one sum over images, or over images and tangents, where the adjoints of
  /// tangents are those of S.
  func setKernelGradient(
    _ unit: Int, from input: Int, _ chain: AdjointChain, _ pass: NetworkPass
  ) {
    if chain == .sum { return }
    let images = chain == .total ? 2 * pass.total : pass.total
    convolveWeightGradient(
      memory.numbers(memory.plan.gradients) + layout.units[unit].kernel.start, activation(input),
      adjoint(before: unit, chain, pass), shape(unit, images: images), workspace: workspace,
      workers: workers)
  }

  private func kernel(_ unit: Int) -> UnsafePointer<Scalar> {
    UnsafePointer(memory.numbers(memory.plan.weights) + layout.units[unit].kernel.start)
  }

  private func shape(_ unit: Int, images: Int) -> ConvolutionShape {
    var shape = layout.units[unit].shape
    shape.images = images
    return shape
  }
}
