// Least squares with polynomials in one variable: the errors behind the classical picture of bias and
// variance (the talk).

private import Kernels
private import LinearAlgebra

/// Many draws of noisy observations of one function, fitted by polynomials.
///
/// The function is sin(πx) on [−1, 1], noise is normal. Training inputs are evenly spaced, so that no fit has to
/// extrapolate; test inputs are uniform. Fits are in the basis of Legendre polynomials.
public struct PolynomialRegression: Sendable {
  /// The mean squared error over training sets, on them and on fresh points.
  public struct Errors: Hashable, Sendable {
    /// On the points fitted.
    public var train: Double
    /// On the test points, noise included.
    public var test: Double
  }

  /// The largest degree fitted.
  public var largestDegree: Int
  /// Training sets drawn.
  public var draws: Int
  /// Points in each of them.
  public var trainCount: Int
  /// Points that no fit sees.
  public var testCount: Int
  /// The noise's standard deviation.
  public var noise: Double
  /// Names the random numbers.
  public var stream: String

  /// An experiment; see the members for their meaning.
  public init(
    largestDegree: Int, draws: Int, trainCount: Int, testCount: Int, noise: Double, stream: String
  ) {
    self.largestDegree = largestDegree
    self.draws = draws
    self.trainCount = trainCount
    self.testCount = testCount
    self.noise = noise
    self.stream = stream
  }

  /// Errors of the least-squares polynomials of degrees 0 … `largestDegree`.
  public func errorsByDegree() -> [Errors] {
    mean { train, test in
      // Degrees are nested, so one factorization serves them all.
      let factors = train.features.qr()
      let projections = factors.q.transposed.product(train.column).elements
      return (0...largestDegree).map { degree in
        let coefficients = Self.solve(factors.r, projections, count: degree + 1)
        return Errors(
          train: train.error(of: coefficients), test: test.error(of: coefficients))
      }
    }
  }

  /// Errors of polynomials of the largest degree that minimise the mean squared error plus a penalty
  /// times the squared norm of their coefficients, one for each penalty, a power of ten.
  public func errors(penaltyExponents: [Double]) -> [Errors] {
    let penalties = penaltyExponents.map { Elementary.pow(10, $0) }
    return mean { train, test in
      let svd = train.features.svd()
      let projections = svd.u.transposed.product(train.column).elements
      return penalties.map { penalty in
        let shares = zip(svd.values, projections).map { value, projection in
          value * projection / (value * value + penalty * Double(trainCount))
        }
        let solution = svd.v.product(Matrix(rows: shares.count, columns: 1, shares))
        return Errors(
          train: train.error(of: solution.elements), test: test.error(of: solution.elements))
      }
    }
  }

  /// Points with the Legendre polynomials at their inputs.
  private struct Sample {
    /// points × (largestDegree + 1)
    let features: Matrix
    let outputs: [Double]

    var column: Matrix { Matrix(rows: outputs.count, columns: 1, outputs) }

    func error(of coefficients: [Double]) -> Double {
      let squares = outputs.indices.map { row in
        let prediction = coefficients.indices.reduce(0.0) {
          $0.addingProduct(coefficients[$1], features[row, $1])
        }
        return (prediction - outputs[row]) * (prediction - outputs[row])
      }
      return squares.reduce(0, +) / Double(outputs.count)
    }
  }

  private func sample(_ inputs: [Double], _ stream: RandomStream) -> Sample {
    let outputs = inputs.enumerated().map { index, x in
      Elementary.sin(.pi * x) + noise * stream.child("noise").normal(index)
    }
    let rows = inputs.flatMap { Self.legendre(upTo: largestDegree, at: $0) }
    return Sample(
      features: Matrix(rows: inputs.count, columns: largestDegree + 1, rows), outputs: outputs)
  }

  /// (k + 1) P_{k+1}(x) = (2k + 1) x P_k(x) − k P_{k−1}(x).
  private static func legendre(upTo degree: Int, at x: Double) -> [Double] {
    var values = [1, x]
    for k in 1..<max(1, degree) {
      let previous = Double(k) * values[k - 1]
      values.append((Double(2 * k + 1) * x * values[k] - previous) / Double(k + 1))
    }
    return Array(values.prefix(degree + 1))
  }

  private func mean(_ errors: (_ train: Sample, _ test: Sample) -> [Errors]) -> [Errors] {
    let stream = RandomStream(stream)
    let fresh = stream.child("test")
    let test = sample((0..<testCount).map { 2 * fresh.child("input").uniform($0) - 1 }, fresh)
    let spaced = (0..<trainCount).map { 2 * Double($0) / Double(trainCount - 1) - 1 }
    let each = (1...draws).map { errors(sample(spaced, stream.child("draw \($0)")), test) }
    return each[0].indices.map { index in
      Errors(
        train: each.reduce(0) { $0 + $1[index].train } / Double(draws),
        test: each.reduce(0) { $0 + $1[index].test } / Double(draws))
    }
  }

  /// Solves the leading `count` equations of an upper triangular system.
  private static func solve(_ r: Matrix, _ right: [Double], count: Int) -> [Double] {
    var x = [Double](repeating: 0, count: count)
    for i in (0..<count).reversed() {
      let known = (i + 1..<count).reduce(0.0) { $0.addingProduct(r[i, $1], x[$1]) }
      x[i] = (right[i] - known) / r[i, i]
    }
    return x
  }
}
