// swift-tools-version: 6.2
// ImplicitRank: targets are layers. A target may import what its row names and nothing else;
// the Makefile builds with `--explicit-target-dependency-import-check error`, which enforces it.
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A library layer and the layers below it that it may import.
func layer(
  _ name: String, _ dependencies: [Target.Dependency] = [], besides: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: ["README.md"] + besides,
    swiftSettings: settings)
}

func program(
  _ name: String, _ dependencies: [Target.Dependency], besides: [String] = []
) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, exclude: besides, swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies,
    swiftSettings: settings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "ImplicitRank",
  products: [
    .executable(name: "train", targets: ["train"]),
    .executable(name: "irank", targets: ["irank"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // Layer 0: the system libraries.
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // Layer 1: arithmetic without files, records without arithmetic.
    layer("Kernels", besides: ["embedded-check.sh"]),
    layer("Records", [crypto]),
    // Layer 2
    layer("LinearAlgebra", ["Kernels"]),
    layer(
      "Plotting", ["Kernels"], besides: ["Fonts/extract.py", "Fonts/LICENSE-DejaVu"]),
    layer("CairoRenderer", ["Plotting", "CCairo", "CPNG"]),
    layer("Report", ["Records"]),
    layer("Theory", ["LinearAlgebra", "Kernels"]),
    // Layer 3
    layer("Datasets", ["LinearAlgebra", "Kernels", "Records", "CZlib"]),
    layer("Models", ["LinearAlgebra", "Kernels", "Records"]),
    layer("Analysis", ["Theory", "LinearAlgebra", "Kernels", "Records"]),
    // Layer 4
    layer("Training", ["Models", "Datasets", "Theory", "LinearAlgebra", "Kernels", "Records"]),
    layer("Papers", ["Analysis", "Theory", "Plotting", "Records"]),
    // Layer 5: two programs with JSON between them.
    program("bench", ["Kernels"]),
    program("train", ["Training", "Records", arguments]),
    program(
      "irank", ["Papers", "Analysis", "Plotting", "CairoRenderer", "Report", "Records", arguments],
      besides: ["README.md"]),

    tests(of: "Kernels"),
    tests(of: "Records"),
    tests(of: "LinearAlgebra", ["Kernels"]),
    tests(of: "Plotting"),
    tests(of: "CairoRenderer", ["Plotting"]),
    tests(of: "Report", ["Records"]),
    tests(of: "Theory", ["LinearAlgebra", "Kernels"]),
    tests(of: "Datasets", ["LinearAlgebra", "Kernels", "Records"]),
    tests(of: "Models", ["LinearAlgebra", "Kernels", "Records"]),
    tests(of: "Analysis", ["Theory", "LinearAlgebra", "Records"]),
    tests(of: "Training", ["Models", "Datasets", "Theory", "LinearAlgebra", "Kernels", "Records"]),
    tests(of: "Papers", ["Analysis", "Plotting", "Records"]),
    .testTarget(
      name: "CommandTests", dependencies: ["Records", "Papers"], swiftSettings: settings),
  ]
)
