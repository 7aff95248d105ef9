"""Writes the glyph outlines of DejaVu as Swift source, one glyph per line.

Usage: python extract.py <directory with the DejaVu .ttf files>   (needs the fonttools package)
Run by hand when characters are added to CHARACTERS below; its output is committed.
Line format, in font units:  <code point, hex> <advance> <contours>
  M x y   begin a contour;  L dx dy   straight line;  Q dcx dcy dx dy   quadratic curve
all but M relative to the current point. Kerning, among ASCII only, one line per left character:
  <left, hex> {<right, hex> <adjustment>}
"""
import sys
from pathlib import Path
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

CHARACTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "¡£§©«®°±²³´µ¶·¹»¼½¾¿×÷"
    + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
    + "ČčŁłŘřŠšŽžŐőŰű"
    + "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψωϕϵ"
    + "–—‘’“”•…′″‖"
    + "⁰⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋"
    + "ℓℝℕ←↑→↓↔↦⇐⇒⇔⇑⇓"
    + "∀∂∃∅∇∈∉∏∑−∓∗∘√∝∞∥∧∨∩∪∫≈≠≡≤≥≪≫⊂⊆⊕⊖⊗⊙⊥⊤⋅⋮⋯⋱⌈⌉⌊⌋⟨⟩"
    + "█■□▲△▶▼▽◆◇○●★☆☐☑☒✓✔✗✘"
)
FACES = {
    "sans": ("DejaVuSans.ttf", "DejaVu Sans"),
    "bold": ("DejaVuSans-Bold.ttf", "DejaVu Sans Bold"),
    "oblique": ("DejaVuSans-Oblique.ttf", "DejaVu Sans Oblique"),
    "boldOblique": ("DejaVuSans-BoldOblique.ttf", "DejaVu Sans Bold Oblique"),
}


def outline(glyph_set, name):
    pen = DecomposingRecordingPen(glyph_set)
    glyph_set[name].draw(pen)
    out, cur = [], (0, 0)
    for op, args in pen.value:
        if op == "moveTo":
            cur = args[0]
            out.append(f"M{cur[0]} {cur[1]}")
        elif op == "lineTo":
            (x, y), = args
            out.append(f"L{x - cur[0]} {y - cur[1]}")
            cur = (x, y)
        elif op == "qCurveTo":
            offs, end = list(args[:-1]), args[-1]
            if end is None:  # a contour without on-curve points starts halfway between two
                end = ((offs[-1][0] + offs[0][0]) // 2, (offs[-1][1] + offs[0][1]) // 2)
                cur = end
                out.append(f"M{cur[0]} {cur[1]}")
            for i, c in enumerate(offs):
                if i + 1 < len(offs):  # an implied on-curve point halfway
                    p = ((c[0] + offs[i + 1][0]) // 2, (c[1] + offs[i + 1][1]) // 2)
                else:
                    p = end
                out.append(f"Q{c[0] - cur[0]} {c[1] - cur[1]} {p[0] - cur[0]} {p[1] - cur[1]}")
                cur = p
        else:
            assert op == "closePath", op
    return " ".join(out)


def kerning(font):
    point = {name: code for code, name in font.getBestCmap().items() if code < 0x7F}
    rows = {}
    for (a, b), value in font["kern"].kernTables[0].kernTable.items():
        if a in point and b in point:
            rows.setdefault(point[a], []).append((point[b], value))
    return [f"{a:X} " + " ".join(f"{b:X} {v}" for b, v in sorted(rows[a])) for a in sorted(rows)]


def write(path, title, members):
    text = (
        f"// {title}, written by extract.py; not meant to be edited.\n"
        "// swift-format-ignore-file\n\n"
        "extension Font {\n"
        + "\n".join(
            f'  static let {name} = """\n' + "".join(f"    {line}\n" for line in lines)
            + '    """\n'
            for name, lines in members)
        + "}\n")
    assert text.count("\n") < 400, path
    path.write_text(text)


def main(fonts):
    here = Path(__file__).parent
    pairs = []
    for face, (file, title) in FACES.items():
        font = TTFont(Path(fonts) / file)
        assert font["head"].unitsPerEm == 2048
        cmap, glyph_set = font.getBestCmap(), font.getGlyphSet()
        chosen = sorted({ord(c) for c in CHARACTERS} & set(cmap))
        missing = [c for c in CHARACTERS if ord(c) not in cmap]
        print(face, len(chosen), "glyphs; missing:", "".join(missing))
        lines = [f"{c:X} {font['hmtx'][cmap[c]][0]} {outline(glyph_set, cmap[c])}".rstrip()
                 for c in chosen]
        write(here / f"DejaVu{face[0].upper()}{face[1:]}.swift",
              f"Glyphs of {title} {font['name'].getDebugName(5)}: code point, advance, contours",
              [(f"{face}Glyphs", lines)])
        pairs.append((f"{face}Kerning", kerning(font)))
    write(here / "DejaVuKerning.swift", "Kerning of the four faces in font units", pairs)


main(sys.argv[1])
