#!/usr/bin/env bash
# What azd has done around its own steps (azure.yaml). Each part is a part of deploy.sh or sign-in.sh, so that there is one way of doing each thing.
set -euo pipefail
cd "$(dirname "$0")"

environment="${AZURE_ENV_NAME:-}"
if [[ ! "$environment" =~ ^(test|live)$ ]]; then
  echo "The azd environment is named test or live, as its parameter file is: azd env new test" >&2
  exit 2
fi

# A copy: azd reads main.bicepparam, and what it reads is never committed.
parameters() {
  local unset="00000000-0000-0000-0000-000000000000" unique client
  cp "$environment.bicepparam" main.bicepparam
  if grep -q "^param signInClientId = '$unset'$" main.bicepparam; then
    client="$(azd env get-values | sed -n 's/^PILOT_SIGN_IN_CLIENT_ID="\(.*\)"$/\1/p')"
    if [[ -z "$client" ]]; then
      unique="$(sed -n "s/^param uniqueName = '\([a-z0-9]*\)'$/\1/p" main.bicepparam)"
      ./sign-in.sh "$environment" "$unique"
      client="$(az ad app list --display-name "pilot-$environment" --query "[?displayName=='pilot-$environment'].appId | [0]" --output tsv)"
      azd env set PILOT_SIGN_IN_CLIENT_ID "$client"
    fi
    sed -i "s/^param signInClientId = .*/param signInClientId = '$client'/" main.bicepparam
  fi
  if grep -Eq "$unset|@example\.org" main.bicepparam; then
    echo "$environment.bicepparam still holds zeros or example.org in place of your own values. RUNBOOK.md, 'First deployment', says what goes there." >&2
    exit 2
  fi
}

part() {
  local address=()
  if [[ -n "${PILOT_MY_ADDRESS:-}" ]]; then
    address=(--my-address "$PILOT_MY_ADDRESS")
  fi
  ./deploy.sh "$environment" "${AZURE_RESOURCE_GROUP:?azd env set AZURE_RESOURCE_GROUP says into which resource group}" --yes --part "$1" "${address[@]}"
}

case "${1:-}" in
  parameters) parameters ;;
  prepare | check) part "$1" ;;
  *)
    echo "Usage: infra/azd.sh parameters|prepare|check, from azure.yaml" >&2
    exit 2
    ;;
esac
