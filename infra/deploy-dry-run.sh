#!/usr/bin/env bash
# For deploy.sh --dry-run, which reads this file: stand-ins for everything that does something. Each writes down how it is called, and answers as Azure
# would where nothing is there yet.
# shellcheck disable=SC2034,SC2154 # What is not read or not set here is, there.
set -euo pipefail

exec 3>&1
mkdir -p "$work/app"
told() { printf '   %s\n' "$*" >&3; }
az() {
  told az "$@"
  case "$*" in
    *"properties.outputs."*) sed -E 's/.*properties\.outputs\.([A-Za-z]+)\.value.*/<\1>/' <<<"$*" ;;
    "group exists"*) echo false ;;
    "functionapp show"*) echo "<id of the app>" ;;
    "rest --method GET"*) echo Resolved ;;
  esac
}
published_program() { told Pilot.Functions "$@"; }
dotnet() { told dotnet "$@"; }
sqlcmd() { told sqlcmd "$@"; }
zip() { told zip "$@"; }
openssl() { told openssl "$@"; }
curl() {
  told curl "$@"
  case "$*" in *api/office) printf 401 ;; esac
}
