#!/bin/sh
# Validates the description of a folder of pictures with the validator of RO-Crate's profiles.
# Skips without it (pip install roc-validator). Usage: Tests/crate.sh [FOLDER]      figures without it
set -eu
cd "$(dirname "$0")/.."
folder=${1:-figures}
if ! command -v rocrate-validator >/dev/null; then
  echo "skipped: there is no rocrate-validator here (pip install roc-validator)"
  exit 0
fi
rocrate-validator --no-interactive --disable-color validate --profile-identifier ro-crate-1.1 \
  --requirement-severity REQUIRED "$folder"
echo "$folder is a valid RO-Crate 1.1"
