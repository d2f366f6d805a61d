#!/usr/bin/env bash
# Compiles and lints every template and parameter file, or the templates that are named. Anything the compiler or the linter says is a failure,
# a warning too. Nothing is written. Needs the Bicep CLI (bicep, or the one that az brings).
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

# The linter compiles first and says what the compiler finds.
lint() {
  files=$((files + $#))
  if [[ "${bicep[0]}" == bicep && $# -gt 1 ]]; then
    # All in one process: half a minute less than one by one.
    quietly bicep lint --pattern '**/*.bicep'
    return
  fi
  local template
  for template in "$@"; do
    quietly "${bicep[@]}" lint "${file_option[@]}" "$template"
  done
}

if [[ $# -gt 0 ]]; then
  for template in "$@"; do
    lint "$template"
  done
else
  lint main.bicep modules/*.bicep
  # With every module, since main.bicep uses them all.
  quietly "${bicep[@]}" build "${file_option[@]}" main.bicep --stdout
  for parameters in *.bicepparam; do
    files=$((files + 1))
    quietly "${bicep[@]}" build-params "${file_option[@]}" "$parameters" --stdout
  done
fi

if [[ "$failed" -ne 0 ]]; then
  echo "The templates are not clean." >&2
  exit 1
fi

echo "$files files compile and lint without a word."
