#!/usr/bin/env bash
# The steps of a deployment, one after the other as deploy.sh calls them; it reads this file, and says which environment, group and folder they are for.
# shellcheck disable=SC2034,SC2154 # What is not read or not set here is, there.
set -euo pipefail

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
    Microsoft.OperationalInsights Microsoft.Security Microsoft.Sql Microsoft.Storage Microsoft.Web; do
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
