#!/usr/bin/env bash
# Deploys the pilot to one environment: what it needs in Azure, the learner-key value where there is none, the database's shape, the
# program. Says what it will do before it does it, and can be run again at any time: what is there already stays.
# RUNBOOK.md says what must be there before the first time.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: infra/deploy.sh test|live RESOURCE_GROUP [--dry-run | --what-if] [--yes] [--my-address ADDRESS] [--part prepare|check]

  --dry-run              writes down every command that a first deployment would run, in order, and runs none; needs no az and no sign-in
  --what-if              asks Azure what would change, shows it, and stops
  --yes                  asks nothing (for a pipeline that was approved already)
  --my-address ADDRESS   the public IPv4 address of this machine, which the database lets in while the script works;
                         not needed inside the private network
  --part prepare|check   for azd (azd.sh), which makes the resources and publishes to the app itself: "prepare" does what must be done in
                         between (the learner-key value, the database), "check" asks whether the app is well

Needs: az (signed in, with the right subscription chosen), the .NET 10 SDK, sqlcmd (the one written in Go), zip, curl, openssl; Linux on x64.
You must be in the operators' group of the parameter file, and may give rights (Owner, or Contributor with Role Based Access Control Administrator).
TEXT
}

if [[ $# -lt 2 || ! "$1" =~ ^(test|live)$ ]]; then
  usage >&2
  exit 2
fi

environment="$1"
group="$2"
shift 2
ask=true
only_show=false
dry_run=false
my_address=""
part=""
while [[ $# -gt 0 ]]; do
  case "$1" in
    --yes) ask=false ;;
    --what-if) only_show=true ;;
    --dry-run)
      dry_run=true
      ask=false
      ;;
    --my-address)
      my_address="${2:-}"
      [[ "$my_address" =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]] || { usage >&2; exit 2; }
      shift
      ;;
    --part)
      part="${2:-}"
      [[ "$part" =~ ^(prepare|check)$ ]] || { usage >&2; exit 2; }
      shift
      ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

if [[ -n "$part" ]] && { "$only_show" || "$dry_run"; }; then
  usage >&2
  exit 2
fi

root="$(cd "$(dirname "$0")/.." && pwd)"
parameters="$root/infra/$environment.bicepparam"
if [[ -n "$part" ]]; then
  # The copy that azd has read (azd.sh parameters).
  parameters="$root/infra/main.bicepparam"
fi
deployment="pilot-$environment"
secret_name="learner-key"
work="$(mktemp -d)"
opened_firewall=""

# shellcheck source-path=SCRIPTDIR source=deploy-steps.sh
. "$root/infra/deploy-steps.sh"

say() { printf '\n== %s\n' "$*"; }

confirm() {
  if "$ask"; then
    read -r -p "$1 Type yes: " answer
    [[ "$answer" == "yes" ]] || { echo "Stopped. Nothing was changed by this step."; exit 1; }
  fi
}

# The program that was published, run from here.
published_program() {
  dotnet "$work/app/Pilot.Functions.dll" "$@"
}

# The deployer's address is let in to the database for as long as the script works, and not longer.
tidy() {
  if [[ -n "$opened_firewall" ]]; then
    az sql server firewall-rule delete --resource-group "$group" --server "$opened_firewall" --name deploying --output none \
      || echo "The firewall rule 'deploying' of $opened_firewall could not be removed. Remove it by hand." >&2
  fi
  rm -rf "$work"
}
trap tidy EXIT

check_tools() {
  local tool
  if "$dry_run"; then
    return
  fi
  local tools=(az dotnet sqlcmd zip curl openssl)
  case "$part" in
    prepare) tools=(az dotnet sqlcmd zip openssl) ;;
    check)
      command -v curl >/dev/null || { echo "curl is not installed." >&2; exit 2; }
      return
      ;;
  esac
  for tool in "${tools[@]}"; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed." >&2; exit 2; }
  done
  if [[ "$(uname -s)-$(uname -m)" != "Linux-x86_64" ]]; then
    echo "Run this on Linux on x64: the program that is published is compiled for it, and also brings the database up to date from here." >&2
    exit 2
  fi
  if ! "$only_show" && [[ -z "$my_address" ]] && grep -q "^param privateNetworking = false$" "$parameters"; then
    echo "Say with --my-address which public address this machine has: without private networking the database has to let it in." >&2
    exit 2
  fi
  if grep -Eq "00000000-0000-0000-0000-000000000000|@example\.org" "$parameters"; then
    echo "$parameters still holds zeros or example.org in place of your own values. RUNBOOK.md, 'First deployment', says what goes there." >&2
    exit 2
  fi
}

# What the templates said. azd names its deployments itself, and hands what they said to its hooks as environment variables.
output_of() {
  if [[ -n "$part" ]]; then
    if [[ -z "${!1:-}" ]]; then
      echo "azd does not say what $1 is: its environment holds nothing of that name. Run 'azd provision' first." >&2
      return 1
    fi
    printf '%s' "${!1}"
    return
  fi
  az deployment group show --resource-group "$group" --name "$deployment" --query "properties.outputs.$1.value" --output tsv
}

announce() {
  say "What this will do"
  az account show --query "join('', ['Subscription: ', name, ' (', id, '), signed in as ', user.name])" --output tsv
  cat <<TEXT
Environment: $environment, resource group: $group
  1. publish the program to a folder on this machine
  2. make the resource group where there is none, show what would change in Azure, ask, and change it
  3. make the learner-key value in the vault where there is none (never replace it), and see that the app can read it
  4. bring the database to the program's version, and let the app read and write its rows
  5. publish the program to the app
  6. ask the app whether it is well
TEXT
  confirm "Go on?"
}

# What must be there before the app is published, which reads all of it when it starts.
prepare() {
  make_secret_once
  wait_until_app_reads_secret
  bring_database_up_to_date
}

check_tools
if "$dry_run"; then
  # shellcheck source-path=SCRIPTDIR source=deploy-dry-run.sh
  . "$root/infra/deploy-dry-run.sh"
fi
case "$part" in
  "")
    if ! "$only_show"; then
      announce
      publish_locally
    fi
    deploy_templates
    prepare
    publish_to_app
    ask_whether_well
    ;;
  prepare)
    publish_locally
    prepare
    ;;
  check) ask_whether_well ;;
esac
say "Done"
