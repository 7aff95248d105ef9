// `bench`: what one core can do, what our products get out of it, and what a command costs. Every
// measurement is one line of JSON; the table is made by Benchmarks/run.sh.
//
//     bench core             peak and products
//     bench convolutions     convolutions of residual networks
//     bench run COMMAND ...  processor time and memory of a command

import Glibc

@main
enum Program {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "core" where arguments.count == 1: measureCore()
    case "convolutions" where arguments.count == 1: measureConvolutions()
    case "run" where arguments.count > 1: measure(command: Array(arguments.dropFirst()))
    default: stop("usage: bench core | bench convolutions | bench run COMMAND ...")
    }
  }

  private static func measureCore() {
    let (float, double) = (peakOfFloat(), peakOfDouble())
    write("peak", "float32", float, ofPeak: float)
    write("peak", "float64", double, ofPeak: double)
    for product in MeasuredProduct.all {
      write(product.name, "float32", product.gigaflops(of: Float.self), ofPeak: float)
      write(product.name, "float64", product.gigaflops(of: Double.self), ofPeak: double)
    }
  }

  private static func measureConvolutions() {
    let peak = peakOfFloat()
    for convolution in MeasuredConvolution.all {
      for (operation, gigaflops) in convolution.gigaflops() {
        write("\(convolution.name) \(operation)", "float32", gigaflops, ofPeak: peak)
      }
    }
  }

  private static func write(
    _ what: String, _ precision: String, _ gigaflops: Double, ofPeak peak: Double
  ) {
    print(
      #"{"gigaflops": \#(gigaflops), "ofPeak": \#(gigaflops / peak), "#
        + #""precision": "\#(precision)", "what": "\#(what)"}"#)
  }

  private static func measure(command: [String]) {
    guard let cost = CommandCost(of: command) else { stop("'\(command[0])' failed") }
    print(#"{"cpuSeconds": \#(cost.cpuSeconds), "peakMegabytes": \#(cost.peakMegabytes)}"#)
  }

  private static func stop(_ message: String) -> Never {
    write(STDERR_FILENO, "error: \(message)\n")
    exit(1)
  }

  private static func write(_ file: Int32, _ text: String) {
    _ = text.withCString { Glibc.write(file, $0, strlen($0)) }
  }
}
