#!/usr/bin/env bash
# Compiles and lints every template and parameter file. Anything the compiler or the linter says is a failure, a warning too.
# Nothing is written. Needs the Bicep CLI (bicep, or the one that az brings).
set -euo pipefail

cd "$(dirname "$0")"

if command -v bicep >/dev/null; then
  bicep=(bicep)
  file_option=()
elif command -v az >/dev/null; then
  bicep=(az bicep)
  file_option=(--file)
else
  echo "The Bicep CLI is not installed: neither bicep nor az was found." >&2
  exit 2
fi

failed=0
files=0

# Runs a command that should say nothing but its result, and shows what else it says.
quietly() {
  local said
  if ! said="$("$@" 2>&1 >/dev/null)" || [[ -n "$said" ]]; then
    printf '%s\n' "$said" >&2
    failed=1
  fi
}

for template in main.bicep modules/*.bicep; do
  files=$((files + 1))
  quietly "${bicep[@]}" build "${file_option[@]}" "$template" --stdout
  quietly "${bicep[@]}" lint "${file_option[@]}" "$template"
done

for parameters in *.bicepparam; do
  files=$((files + 1))
  quietly "${bicep[@]}" build-params "${file_option[@]}" "$parameters" --stdout
done

if [[ "$failed" -ne 0 ]]; then
  echo "The templates are not clean." >&2
  exit 1
fi

echo "$files files compile and lint without a word."
