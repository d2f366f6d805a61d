// The identities of the pilot. They exist before the app does, so that their rights do too, and they outlive it. The app's own identity may not
// touch the package that the app is started from: another one brings that, and does nothing else.

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

resource package 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-pilot-package-${suffix}'
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

@description('Resource id of the identity that brings the app\'s package.')
output packageId string = package.id

@description('Object id of the identity that brings the app\'s package.')
output packagePrincipalId string = package.properties.principalId

@description('Resource id of the identity that delivers events.')
output eventsId string = events.id

@description('Object id of the identity that delivers events.')
output eventsPrincipalId string = events.properties.principalId
