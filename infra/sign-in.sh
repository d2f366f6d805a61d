#!/usr/bin/env bash
# Makes the app registration that people sign in to, with the roles Officer and Provider, or brings it up to date.
# Run it once for each environment before the first deployment, and put the id it prints into the parameter file.
# Needs the right to register applications in the directory. It makes no password, certificate or other secret.
set -euo pipefail

usage() {
  echo "Usage: infra/sign-in.sh test|live UNIQUE_NAME"
  echo "UNIQUE_NAME is uniqueName in the environment's parameter file."
}

if [[ $# -ne 2 || ! "$1" =~ ^(test|live)$ || ! "$2" =~ ^[a-z0-9]{3,10}$ ]]; then
  usage >&2
  exit 2
fi

environment="$1"
name="pilot-$environment"
address="https://func-pilot-$environment-$2.azurewebsites.net"

echo "This makes, or brings up to date, the app registration '$name' in the directory $(az account show --query tenantDefaultDomain --output tsv):"
echo "  people come back to $address after signing in;"
echo "  roles: Officer (funding officers), Provider (people of one provider);"
echo "  only people who were given a role can sign in."
read -r -p "Go on? Type yes: " answer
[[ "$answer" == "yes" ]] || { echo "Nothing was done."; exit 1; }

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# The ids of the roles are theirs for ever: with another id, everybody would lose the role.
cat >"$work/roles.json" <<'JSON'
[
  {
    "id": "6f0f2c0e-6a35-4c0b-9a51-1d8c2f4f7a01",
    "value": "Officer",
    "displayName": "Funding officer",
    "description": "Sees every provider, approves workbooks.",
    "allowedMemberTypes": ["User", "Application"],
    "isEnabled": true
  },
  {
    "id": "6f0f2c0e-6a35-4c0b-9a51-1d8c2f4f7a02",
    "value": "Provider",
    "displayName": "Provider",
    "description": "Sends and sees the returns of one provider, the one that the person's UKPRN names.",
    "allowedMemberTypes": ["User", "Application"],
    "isEnabled": true
  }
]
JSON

client="$(az ad app list --display-name "$name" --query "[?displayName=='$name'].appId | [0]" --output tsv)"
if [[ -z "$client" ]]; then
  client="$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId --output tsv)"
  echo "Made the app registration $client."
fi

az ad app update --id "$client" \
  --identifier-uris "api://$client" \
  --web-redirect-uris "$address/.auth/login/aad/callback" \
  --enable-id-token-issuance true \
  --app-roles "@$work/roles.json"

object="$(az ad app show --id "$client" --query id --output tsv)"
az rest --method PATCH --url "https://graph.microsoft.com/v1.0/applications/$object" --body '{"api":{"requestedAccessTokenVersion":2}}'

# A person's UKPRN is an attribute that this registration adds to the directory; sign-in passes it on as the claim extn.ukprn.
attribute="$(az rest --method GET --url "https://graph.microsoft.com/v1.0/applications/$object/extensionProperties" \
  --query "value[?ends_with(name, '_ukprn')].name | [0]" --output tsv)"
if [[ -z "$attribute" ]]; then
  attribute="$(az rest --method POST --url "https://graph.microsoft.com/v1.0/applications/$object/extensionProperties" \
    --body '{"name":"ukprn","dataType":"String","targetObjects":["User"]}' --query name --output tsv)"
  echo "Made the attribute $attribute."
fi

cat >"$work/claims.json" <<JSON
{
  "idToken": [{ "name": "$attribute", "source": "user", "essential": false }],
  "accessToken": [{ "name": "$attribute", "source": "user", "essential": false }]
}
JSON
az ad app update --id "$client" --optional-claims "@$work/claims.json"

if [[ -z "$(az ad sp list --filter "appId eq '$client'" --query '[0].id' --output tsv)" ]]; then
  az ad sp create --id "$client" --output none
fi
az ad sp update --id "$client" --set appRoleAssignmentRequired=true

echo "Put this into infra/$environment.bicepparam:"
echo "  param signInClientId = '$client'"
echo "The attribute of a person's UKPRN is: $attribute"
