#!/bin/sh
# Says what this machine has and what is missing; changes nothing. Exits 1 if a build cannot work.
set -u
status=0
line() { printf '%-10s %s\n' "$1" "$2"; }
missing() {
  line "$1" "MISSING: $2"
  status=1
}
line system "$(. /etc/os-release 2>/dev/null && echo "$PRETTY_NAME"), $(uname -m), $(nproc) cores"
line CPU "${CPU:-$(Scripts/flags.sh | sed -n 's/.*-march=\([^ ]*\).*/\1/p')} (CPU=... overrides)"
version=$(Scripts/swift-version.sh)
case $version in
  6.[2-9]* | 6.[1-9][0-9]* | [7-9]*) line Swift "$version" ;;
  "") missing Swift "install 6.2 or later from https://www.swift.org/install/linux/" ;;
  *) missing Swift "$version is too old; install 6.2 or later from https://www.swift.org/install/linux/" ;;
esac
# The headers of zlib come with those of libpng.
for library in cairo libpng zlib; do
  if found=$(pkg-config --modversion "$library" 2>/dev/null); then
    line "$library" "$found"
  else
    missing "$library" "apt-get install libcairo2-dev libpng-dev pkg-config"
  fi
done
for tool in pandoc chromium; do
  if found=$($tool --version 2>/dev/null | head -n 1) && [ -n "$found" ]; then
    line $tool "$found"
  else
    line $tool "not installed; only make html and make pdf need it, and install it"
  fi
done
line disk "$(df -Pk . | awk 'NR == 2 { printf "%.1f GB free (about 1.5 GB are needed)", $4 / 1048576 }')"
if [ -e build/bin/key ]; then line programs "built"; else line programs "not built yet"; fi
exit $status
