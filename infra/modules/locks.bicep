// What holds what cannot be made again can be deleted only by somebody who takes the lock away first. See decisions/0002-roles.md.

@description('Name of the storage account.')
@minLength(3)
@maxLength(24)
param storageName string

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('Name of the database server.')
@minLength(3)
param databaseServerName string

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource databaseServer 'Microsoft.Sql/servers@2025-01-01' existing = {
  name: databaseServerName
}

resource ofStorage 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: storage
  name: 'pilot-keep'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds what providers sent and what was published.'
  }
}

resource ofVault 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: vault
  name: 'pilot-keep'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the learner-key value, without which every learner would count twice.'
  }
}

resource ofDatabase 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: databaseServer
  name: 'pilot-keep'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the facts, the runs and the audit.'
  }
}
