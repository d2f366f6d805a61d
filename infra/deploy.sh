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

# Stand-ins for everything that does something: each writes down how it is called, and answers as Azure would where nothing is there yet.
stand_in() {
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

publish_locally() {
  say "1. Publishing the program"
  dotnet publish "$root/functions" -c Release -r linux-x64 --no-self-contained -o "$work/app" --nologo -v quiet
  # With what begins with a dot: the host's extensions stand in .azurefunctions.
  (cd "$work/app" && zip -q -r -X "$work/app.zip" .)
}

deploy_templates() {
  say "2. What would change in Azure"
  local namespace location
  for namespace in Microsoft.App Microsoft.EventGrid Microsoft.Insights Microsoft.KeyVault Microsoft.ManagedIdentity Microsoft.Network \
    Microsoft.OperationalInsights Microsoft.Sql Microsoft.Storage Microsoft.Web; do
    az provider register --namespace "$namespace" --output none
  done
  location="$(sed -n "s/^param location = '\([a-z]*\)'$/\1/p" "$parameters")"
  if [[ "$(az group exists --name "$group")" == "false" ]]; then
    if "$only_show"; then
      echo "The resource group $group does not exist yet; everything in the templates would be made."
      exit 0
    fi
    az group create --name "$group" --location "$location" --output none
  fi
  az deployment group what-if --resource-group "$group" --name "$deployment" --parameters "$parameters"
  if "$only_show"; then
    exit 0
  fi
  confirm "Change it?"
  az deployment group create --resource-group "$group" --name "$deployment" --parameters "$parameters" --output none
}

# The ids of the value in the vault: what "list" or "list-deleted" gives. A right that was given a moment ago may take some minutes to
# count; a question without an answer must never be taken for "there is none".
ids_of_secret() {
  local attempt
  for attempt in 1 2 3 4 5 6; do
    if az keyvault secret "$1" --vault-name "$2" --query "[?name=='$secret_name'].id" --output tsv; then
      return
    fi
    echo "The vault does not answer yet (attempt $attempt of 6). Trying again in 30 seconds." >&2
    sleep 30
  done
  echo "The vault does not say whether the learner-key value is there. Are you in the operators' group, and is the vault within reach?" >&2
  return 1
}

make_secret_once() {
  say "3. The learner-key value"
  local vault there deleted
  vault="$(output_of vaultName)"
  there="$(ids_of_secret list "$vault")"
  if [[ -n "$there" ]]; then
    echo "It is there, and stays as it is."
    return
  fi
  deleted="$(ids_of_secret list-deleted "$vault")"
  if [[ -n "$deleted" ]]; then
    echo "It was deleted. Recover it; a new one would make every learner count twice: RUNBOOK.md, 'The learner-key value'." >&2
    exit 1
  fi
  openssl rand -hex 32 | tr -d '\n' | az keyvault secret set --vault-name "$vault" --name "$secret_name" \
    --file /dev/stdin --encoding utf-8 --content-type "Made by deploy.sh; never change it" --output none
  echo "Made. It was shown nowhere."
}

# The app must read the value itself before the program starts: a reference that leads nowhere stands in the setting as it is written, and
# learners' keys would be made with that.
wait_until_app_reads_secret() {
  local app references status attempt
  app="$(az functionapp show --resource-group "$group" --name "$(output_of appName)" --query id --output tsv)"
  references="$app/config/configreferences/appsettings"
  for attempt in $(seq 1 20); do
    az rest --method POST --url "$references/refresh?api-version=2022-03-01" --output none || true
    status="$(az rest --method GET --url "$references/PilotLearnerKeySecret?api-version=2022-03-01" --query properties.status --output tsv || true)"
    if [[ "$status" == "Resolved" ]]; then
      echo "The app can read it."
      return
    fi
    echo "The app cannot read it yet: ${status:-no answer} (attempt $attempt of 20). Trying again in 30 seconds."
    sleep 30
  done
  echo "The app cannot read the learner-key value, so the program is not published. RUNBOOK.md, 'The learner-key value', says where to look." >&2
  exit 1
}

bring_database_up_to_date() {
  say "4. The database"
  local server host database
  server="$(output_of databaseServerName)"
  host="$(output_of databaseServerHostName)"
  database="$(output_of databaseName)"
  if [[ -n "$my_address" ]]; then
    opened_firewall="$server"
    az sql server firewall-rule create --resource-group "$group" --server "$server" --name deploying \
      --start-ip-address "$my_address" --end-ip-address "$my_address" --output none
  fi
  # Signed in as the person who runs this, through az; the app itself may not change the database's shape.
  AZURE_TOKEN_CREDENTIALS=AzureCliCredential \
    PilotDatabase="Server=tcp:$host,1433;Database=$database;Encrypt=True;Connect Timeout=60;" \
    published_program migrate --data "$work/data"
  sqlcmd --server "tcp:$host,1433" --database-name "$database" --authentication-method ActiveDirectoryAzCli --exit-on-error \
    --variables "AppName=$(output_of appIdentityName)" --variables "AppClientId=$(output_of appClientId)" \
    --input-file "$root/infra/database-user.sql"
  echo "The app may read and write its rows."
}

publish_to_app() {
  say "5. Publishing to the app"
  az functionapp deployment source config-zip --resource-group "$group" --name "$(output_of appName)" --src "$work/app.zip" --output none
}

ask_whether_well() {
  say "6. Is it well?"
  local address attempt
  address="https://$(output_of appHostName)/api/health"
  for attempt in $(seq 1 20); do
    if curl --silent --show-error --fail --max-time 30 "$address"; then
      printf '\nIt is well: %s\n' "$address"
      # Nobody who has not signed in may see anything else.
      local status
      status="$(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 30 "${address%health}office")"
      if [[ "$status" != "401" ]]; then
        echo "The office page answers $status to somebody who has not signed in; it must answer 401. Stop the app: az functionapp stop." >&2
        exit 1
      fi
      return
    fi
    echo "No answer yet (attempt $attempt of 20). Trying again in 15 seconds."
    sleep 15
  done
  echo "The app does not answer. RUNBOOK.md, 'The app does not answer', says where to look." >&2
  exit 1
}

# What must be there before the app is published, which reads all of it when it starts.
prepare() {
  make_secret_once
  wait_until_app_reads_secret
  bring_database_up_to_date
}

check_tools
if "$dry_run"; then
  stand_in
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
