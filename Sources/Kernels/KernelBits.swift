// The version of the bits: one number for everything this module computes.

/// Raised whenever any bit of any kernel changes: an elementary function's rounding, a reduction's
/// order, a random stream's values. Records carry it, so a digest that moved can be explained.
public let kernelBitsVersion: Int = 1
