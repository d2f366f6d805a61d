// The two identities of the pilot. They exist before the app does, so that their rights do too, and they outlive it.

@description('Where the identities stand.')
param location string

@description('Tags of every resource.')
param tags {
  application: string
  environment: string
}

@description('The end of every name.')
@minLength(3)
@maxLength(15)
param suffix string

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-pilot-app-${suffix}'
  location: location
  tags: tags
}

resource events 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-pilot-events-${suffix}'
  location: location
  tags: tags
}

@description('Resource id of the app\'s identity.')
output appId string = app.id

@description('Name of the app\'s identity.')
output appName string = app.name

@description('Client id of the app\'s identity.')
output appClientId string = app.properties.clientId

@description('Object id of the app\'s identity.')
output appPrincipalId string = app.properties.principalId

@description('Resource id of the identity that delivers events.')
output eventsId string = events.id

@description('Object id of the identity that delivers events.')
output eventsPrincipalId string = events.properties.principalId
