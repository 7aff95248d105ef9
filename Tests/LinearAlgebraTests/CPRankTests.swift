// The rank estimator on tensors of known rank, at the sizes and the noise of the works.
import Kernels
import LinearAlgebra
import Testing

@Suite struct CPRankTests {
  private func noisy(_ tensor: Tensor, _ deviation: Double) -> Tensor {
    let noise = RandomStream("noise")
    return Tensor(
      shape: tensor.shape,
      elements: tensor.elements.enumerated().map { $1 + deviation * noise.normal($0) })
  }

  @Test(arguments: [
    ([8, 8, 8], 1), ([8, 8, 8], 3), ([10, 10, 10], 5), ([4, 6, 5], 2), ([8, 8, 8, 8], 1),
    ([8, 8, 8, 8], 3), ([6, 6], 4),
  ])
  func `known ranks are found, by every stream or nearly`(shape: [Int], rank: Int) {
    let truth = unitCP("known rank", shape, rank: rank)
    let estimates = (1...9).map { truth.cpRank(stream: RandomStream("estimate \($0)")).rank }
    // One start in about ten ends in a local minimum; then the estimate is too large.
    #expect(estimates.count { $0 == rank } >= 7)
    #expect(estimates.allSatisfy { $0! >= rank })
  }

  @Test func `the search halves what is left, and repeats itself to the bit`() {
    let truth = unitCP("search", [8, 8, 8], rank: 3)
    let estimate = truth.cpRank(stream: RandomStream("search start"))
    #expect(estimate.trials.map(\.components) == [32, 16, 8, 4, 2, 3])
    #expect(estimate.trials.filter { $0.outcome == .notReached }.map(\.components) == [2])
    #expect(estimate.trials[4].sweeps == 1000)
    #expect(truth.cpRank(stream: RandomStream("search start")) == estimate)
    let fit = truth.alternatingLeastSquares(
      components: 4, tolerance: 1e-6, stream: RandomStream("search start").child("4 components"))
    #expect(fit.sweeps == estimate.trials[3].sweeps)
  }

  @Test func `where nothing smaller fits the rank is the bound`() {
    let estimate = unitCP("bound", [3, 2, 2], rank: 12)
      .cpRank(tolerance: 1e-30, sweepLimit: 2, stream: RandomStream("bound start"))
    #expect(estimate.rank == 4 && estimate.trials.map(\.components) == [2, 3, 4])
  }

  @Test func `a tensor without an entry above 1e-8 has rank zero`() {
    for value in [0, 1e-8] {
      let tensor = Tensor(shape: [2, 3, 2], elements: [Double](repeating: value, count: 12))
      let estimate = tensor.cpRank(stream: RandomStream("zero"))
      #expect(estimate.rank == 0 && estimate.trials.isEmpty)
    }
    let single = Tensor(shape: [2, 1, 2], elements: [0, 0, 2e-8, 0])
    #expect(single.cpRank(stream: RandomStream("zero")).rank == 1)
  }

  /// The tolerance is the energy of noise of deviation 1e−3.
  @Test func `noise below the tolerance is not counted, noise above it is`() {
    for shape in [[8, 8, 8], [8, 8, 8, 8]] {
      let truth = unitCP("in noise", shape, rank: 1)
      #expect(noisy(truth, 0.9e-3).cpRank(stream: RandomStream("noise start")).rank == 1)
    }
    let loud = noisy(unitCP("in noise", [8, 8, 8], rank: 1), 3e-3)
    #expect(loud.cpRank(stream: RandomStream("noise start")).rank! > 5)
  }

  /// e0⊗e0⊗e1 + e0⊗e1⊗e0 + e1⊗e0⊗e0 has rank 3, but two outer products come as close as one likes.
  @Test func `the estimate follows the border rank where the rank is larger`() {
    let tensor = Tensor(shape: [2, 2, 2], elements: [0, 1, 1, 0, 1, 0, 0, 0])
    #expect(tensor.cpRank(tolerance: 1e-4, stream: RandomStream("border")).rank == 2)
    #expect(tensor.cpRank(tolerance: 1e-12, stream: RandomStream("border")).rank == 3)
  }

  /// The multiplication of complex numbers takes three real products and no fewer, in the limit
  /// neither.
  @Test func `multiplying complex numbers takes three products`() {
    let tensor = Tensor(shape: [2, 2, 2], elements: [1, 0, 0, 1, 0, 1, -1, 0])
    #expect(tensor.cpRank(stream: RandomStream("complex")).rank == 3)
  }

  @Test func `a failed fit is an outcome, and ends the search`() {
    let tensor = Tensor(shape: [2, 2, 2], elements: [1, 0, 0, .nan, 0, 1, -1, 0])
    let estimate = tensor.cpRank(stream: RandomStream("failed"))
    #expect(estimate.rank == nil && estimate.trials.map(\.outcome) == [.failed])
  }
}
