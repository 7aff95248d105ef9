// A figure's PNG: when it is painted, and when the one that lies there is kept. Files are never compared
// byte by byte: their compression depends on the zlib in use.

import CairoRenderer
import FoundationEssentials
import Papers
import Plotting
import Records

/// A PNG file on disk.
struct Picture {
  let raster: Raster
  let passport: Passport?

  /// Reads and decodes a file.
  ///
  /// - Throws: `Failure` if it is missing or damaged.
  init(at path: String) throws {
    let bytes = [UInt8](try Files.read(path))
    do {
      let (raster, texts) = try readPNG(bytes)
      self.raster = raster
      passport = Passport(texts, .png)
    } catch {
      throw Failure(path, "is not a PNG picture: \(error)")
    }
  }

  /// The digest of the decoded pixels.
  var pixels: Digest { Digest(of: raster.canonicalBytes) }

  /// Whether the difference to what this machine paints is one that another version of Cairo may
  /// make: edges a little lighter or darker, never a lost label or a moved curve.
  func isWithinBounds(of other: Raster) -> Bool {
    guard case .pixels(let largest, let visible, let worstTileMean) = raster.compare(other) else {
      return false
    }
    return largest <= 64 && worstTileMean <= 2 && visible <= raster.width * raster.height / 1000
  }
}

extension Drawing {
  /// The pixels.
  ///
  /// - Throws: `Failure` with Cairo's reason.
  func raster() throws -> Raster {
    do {
      return try render(scene)
    } catch {
      throw Failure("figure '\(scene.id)'", "cannot be painted: \(error)")
    }
  }

  /// Puts the picture into place, unless the one there shows the same.
  ///
  /// - Returns: whether a file was written.
  func writePicture(of figure: FigureDefinition, in workspace: Workspace) throws -> Bool {
    let raster = try raster()
    let pixels = Digest(of: raster.canonicalBytes)
    var passport = passport
    passport.content = pixels.hexadecimal
    let path = workspace.png(figure.id).path
    if let there = try? Picture(at: path) {
      if there.raster == raster && there.passport == passport { return false }
      if try isFromAnotherCairo(there, like: passport, in: workspace)
        && there.isWithinBounds(of: raster)
      {
        return false
      }
    }
    do {
      let file = try writePNG(raster, text: passport.texts(for: .png))
      try Files.write(Data(file), to: path)
    } catch let error as RenderError {
      throw Failure(path, "cannot be written: \(error)")
    }
    return true
  }

  /// Whether a picture is the accepted one of the same scene, painted by the manifest's Cairo while
  /// this machine has another: then it stays, and the checkout stays clean.
  private func isFromAnotherCairo(
    _ picture: Picture, like passport: Passport, in workspace: Workspace
  ) throws -> Bool {
    guard Files.exists(workspace.manifest), let theirs = picture.passport else { return false }
    let manifest = try workspace.readManifest()
    let pixels = picture.pixels
    var same = theirs
    same.content = passport.content
    return manifest.origin.cairo != cairoVersion && same == passport
      && theirs.content == pixels.hexadecimal
      && manifest[workspace.png(passport.figure).name] == pixels
  }
}
