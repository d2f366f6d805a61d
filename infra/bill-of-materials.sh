#!/usr/bin/env bash
# Writes what the app is made of, every package with its version, licence and hash, as a CycloneDX bill of materials in JSON.
# Asks nobody: what was restored for the build is on this machine.
set -euo pipefail

if [[ $# -ne 1 ]]; then
  echo "Usage: infra/bill-of-materials.sh FILE.json" >&2
  exit 2
fi

target="$(realpath "$1")"
cd "$(dirname "$0")/.."
dotnet tool restore --verbosity quiet
dotnet tool run dotnet-CycloneDX functions/Pilot.Functions.csproj \
  --output "$(dirname "$target")" --filename "$(basename "$target")" --output-format Json \
  --exclude-dev --disable-package-restore --include-project-references --set-name pilot --set-type Application
echo "Written: $target"
