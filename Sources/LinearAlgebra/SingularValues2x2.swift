// The singular values of a 2×2 matrix in closed form, for the inner loop of two-by-two runs.

/// The singular values σ₁ ≥ σ₂ ≥ 0 of [[a, b], [c, d]].
///
/// σ₁ is the sum of the lengths of the two parts a 2×2 matrix splits into, a scaled rotation and a
/// scaled reflection; σ₂ = |ad − bc| / σ₁ keeps its digits however small it is, because the
/// determinant is computed with one rounding of each product's error (Kahan).
///
/// Postconditions: both within a few units in the last place while the entries, and their
/// products, stay between 1e−150 and 1e150 (outside, squares over- or underflow). The zero matrix
/// gives (0, 0).
@inlinable
public func singularValues2x2(
  _ a: Double, _ b: Double, _ c: Double, _ d: Double
) -> (Double, Double) {
  let rotation = ((a + d) * (a + d) + (c - b) * (c - b)).squareRoot()
  let reflection = ((a - d) * (a - d) + (c + b) * (c + b)).squareRoot()
  let first = 0.5 * (rotation + reflection)
  if first == 0 { return (0, 0) }
  let product = b * c
  let rest = product.addingProduct(-b, c)
  let determinant = (-product).addingProduct(a, d) + rest
  return (first, determinant.magnitude / first)
}
