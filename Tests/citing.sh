#!/bin/sh
# Sets a document with LaTeX that cites every figure and every number of a preset through figures.tex and
# figures.bib, and one that names a number that does not exist, which must stop. Skips without pdflatex.
# Usage: Tests/citing.sh [FOLDER]      a folder of pictures, figures without it
set -eu
cd "$(dirname "$0")/.."
folder=${1:-figures}
work=build/citing
if ! command -v pdflatex >/dev/null || ! command -v bibtex >/dev/null; then
  echo "skipped: there is no pdflatex with bibtex here (Debian: texlive-latex-base)"
  exit 0
fi
rm -rf "$work"
mkdir -p "$work"

# `echo` would read backslashes in some shells.
line() { printf '%s\n' "$1"; }
begin() {
  cat <<END
\\documentclass{article}
\\usepackage{graphicx}
\\newcommand{\\irpath}{../../$folder}
\\input{\\irpath/figures.tex}
\\begin{document}
END
}

# Every number, the title and the citation of every figure, and the first two pictures.
{
  begin
  sed -n 's/^\\irdefine{\([^/]*\)\/check}.*/\1/p' "$folder/figures.tex" | while read -r id; do
    line "\\irtitle{$id} \\ircite{$id}."
    sed -n "s/^\\\\irdefine{$id\\/value\\/\\([^}]*\\)}.*/\\1/p" "$folder/figures.tex" |
      while read -r key; do line "\\irvalue{$id}{$key} (\\irexact{$id}{$key})"; done
    echo
  done
  sed -n 's/^\\irdefine{\([^/]*\)\/check}.*/\1/p' "$folder/figures.tex" | head -n 2 |
    while read -r id; do
      line "\\begin{figure}\\irfigure[width=\\linewidth]{$id}"
      line "\\caption{\\irtitle{$id}, after \\ircite{$id}}\\end{figure}"
    done
  line '\irdefine{an_id/value/a_key}{\ensuremath{1.5}}\irvalue{an_id}{a_key}'
  line '\bibliographystyle{plain}\bibliography{\irpath/figures}\end{document}'
} >"$work/all.tex"
{
  begin
  line '\irvalue{norms2020-fig1}{no_such_key}\end{document}'
} >"$work/unknown.tex"

set_once() { (cd "$work" && pdflatex -halt-on-error -interaction=nonstopmode "$1" >"$1.out"); }
fail() {
  echo "FAILED: $1 (see $work)" >&2
  exit 2
}
set_once all || fail "all.tex does not compile: $(grep -m 1 '^!' "$work/all.out")"
(cd "$work" && bibtex all >bibtex.out) || fail "bibtex: $(grep -m 1 -i -A1 warning "$work/bibtex.out")"
grep -q '^Warning' "$work/bibtex.out" && fail "bibtex warns: $(grep -m 1 '^Warning' "$work/bibtex.out")"
set_once all && set_once all || fail "all.tex does not compile with its bibliography"
grep -q 'undefined' "$work/all.log" && fail "a citation is not defined: $(grep -m 1 undefined "$work/all.log")"
set_once unknown && fail "a number that does not exist compiles"
grep -q 'ImplicitRank has no norms2020-fig1/value/no_such_key' "$work/unknown.log" ||
  fail "the error does not name the number"
echo "$(grep -c '\\irvalue' "$work/all.tex") numbers and $(grep -c '\\ircite' "$work/all.tex") citations set," \
  "$(grep -c '\\bibitem' "$work/all.bbl") works and figures in the bibliography"
