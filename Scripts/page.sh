#!/bin/sh
# The woven report as one HTML page, as a PDF, or tested. pandoc reads the Markdown and its formulas;
# Chromium prints and tests the page, so that paper and screen show one and the same.
# Usage: Scripts/page.sh html|pdf|test PRESET
set -eu
preset=$2
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)

html() {
  command -v pandoc >/dev/null || Scripts/install.sh pandoc
  if ! pandoc --list-extensions=gfm 2>/dev/null | grep -q tex_math_dollars; then
    echo "error: $(pandoc --version | head -n 1) is too old: it knows no formulas in GitHub's Markdown" >&2
    echo "  next: install pandoc 2.17 or later from https://pandoc.org/installing.html" >&2
    exit 1
  fi
  said=$(build/bin/irank page --preset "$preset")
  page=${said##* }
  echo "$said"
}

pdf() {
  html
  if [ -z "$chromium" ]; then
    Scripts/install.sh chromium
    chromium=$(command -v chromium)
  fi
  home=$(mktemp -d)
  trap 'rm -rf "$home"' EXIT
  sandbox=
  [ "$(id -u)" -ne 0 ] || sandbox=--no-sandbox # Chromium's own sandbox refuses root
  paper=${page%.html}.pdf
  if ! "$chromium" --headless $sandbox --disable-gpu --user-data-dir="$home" \
    --no-pdf-header-footer --print-to-pdf="$PWD/$paper.new" "file://$PWD/$page" \
    >build/pdf.log 2>&1 || [ ! -s "$paper.new" ]; then
    tail -n 5 build/pdf.log >&2
    echo "error: Chromium could not print $page (the whole log: build/pdf.log)" >&2
    exit 1
  fi
  mv "$paper.new" "$paper"
  echo "$preset: printed to $paper"
}

check() {
  for tool in pandoc chromium python3; do
    [ "$tool" != chromium ] || tool=$chromium
    command -v "${tool:-none}" >/dev/null && continue
    echo "page: skipped, ${tool:-chromium} is not installed (make html installs pandoc, make pdf Chromium)"
    return
  done
  html
  Tests/page.py "$page"
}

case $1 in
  html) html ;;
  pdf) pdf ;;
  test) check ;;
  *)
    echo "usage: Scripts/page.sh html|pdf|test PRESET" >&2
    exit 1 ;;
esac
