// The first page's facts, and the appendix: where the outputs came from, their digests, and how to check
// them.

import Records

extension Weaving {
  /// What the build was and what came of it.
  func summary() -> String { table(of: inputs.summary) }

  /// Names and values as a table.
  private func table(of lines: [(name: String, value: String)]) -> String {
    let rows = lines.map { "| \($0.name) | \($0.value.replacing("|", with: "\\|")) |" }
    return "| | |\n|---|---|\n" + rows.joined(separator: "\n")
  }

  /// The reference environment, the digests of every figure, and the commands that verify them.
  func appendix() -> String {
    let own = order.compactMap { figures[$0] }.flatMap { figure in
      [
        "\(figure.digests.table)  table   \(figure.id)",
        "\(figure.digests.scene)  scene   \(figure.id)",
        "\(figure.digests.pixels)  pixels  \(figure.id)",
      ]
    }
    let others = inputs.digests.map { "\($0.digest)  \($0.name)" }
    return """
      **Reference environment.** The build behind this document used the preset \
      `\(inputs.preset.rawValue)`.

      \(table(of: inputs.reference))

      **How to verify.** `make verify PRESET=\(inputs.preset.rawValue)` compares every output with \
      the committed manifest, making them first where no report was ever finished: \
      `build/bin/irank verify` exits 0 when all is verified, 2 when something differs (it names the \
      first tier that moved and the first differing number), 1 when it could not run. \
      `sh verify.sh` compares the files at hand with nothing but POSIX tools and `sha256sum`.

      **Digests.** SHA-256 of the numbers plotted (table), of the drawing commands (scene) and of the \
      decoded pixels. The first two are exact on every machine; pixels are exact on the reference \
      environment.

      ```text
      \((own + others).joined(separator: "\n"))
      ```
      """
  }
}
