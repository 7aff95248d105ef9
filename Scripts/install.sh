#!/bin/sh
# Installs system packages through apt, as root or with sudo that asks nothing; where it may not, prints
# the line to type. Usage: Scripts/install.sh PACKAGE...
set -eu
fail() {
  echo "error: $1" >&2
  shift
  for line in "$@"; do echo "  $line" >&2; done
  exit 1
}

if ! command -v apt-get >/dev/null; then
  fail "These packages of Debian are missing, and this is no Debian or Ubuntu: $*" \
    "next: install what corresponds to them with this system's package manager"
fi
line="apt-get update && apt-get install -y --no-install-recommends $*"
if [ "$(id -u)" -eq 0 ]; then
  sudo=
elif sudo -n true 2>/dev/null; then
  sudo="sudo -n"
else
  fail "System packages are missing, and installing them needs an administrator." \
    "next: sudo sh -c '$line'"
fi
echo "installing system packages: $*"
mkdir -p build
if ! { $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y --no-install-recommends "$@"; } >build/apt.log 2>&1; then
  tail -n 5 build/apt.log >&2
  fail "apt could not install $* (the whole log: build/apt.log)." \
    "next: check the network connection, then: ${sudo:+$sudo }sh -c '$line'"
fi
