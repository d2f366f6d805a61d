// What each resource tells the log of: who reached it, what was refused, what failed. Alerts and auditors read it there.

@description('Resource id of the log.')
param workspaceId string

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

@description('Name of the database.')
@minLength(1)
param databaseName string

@description('Name of the event topic.')
@minLength(3)
param topicName string

@description('Name of the app.')
@minLength(3)
param appName string

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource databaseServer 'Microsoft.Sql/servers@2025-01-01' existing = {
  name: databaseServerName
}

resource database 'Microsoft.Sql/servers/databases@2025-01-01' existing = {
  parent: databaseServer
  name: databaseName
}

// Signing in to the server is noted in its master database.
resource master 'Microsoft.Sql/servers/databases@2025-01-01' existing = {
  parent: databaseServer
  name: 'master'
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource ofBlobs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'pilot'
  properties: {
    workspaceId: workspaceId
    logs: [
      for category in ['StorageRead', 'StorageWrite', 'StorageDelete']: {
        category: category
        enabled: true
      }
    ]
  }
}

resource ofQueues 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: queues
  name: 'pilot'
  properties: {
    workspaceId: workspaceId
    logs: [
      for category in ['StorageWrite', 'StorageDelete']: {
        category: category
        enabled: true
      }
    ]
  }
}

resource ofVault 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'pilot'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}

resource ofDatabase 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: database
  name: 'pilot'
  properties: {
    workspaceId: workspaceId
    logs: [
      for category in ['SQLSecurityAuditEvents', 'Errors', 'Timeouts', 'Deadlocks']: {
        category: category
        enabled: true
      }
    ]
  }
}

resource ofServer 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: master
  name: 'pilot'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'SQLSecurityAuditEvents'
        enabled: true
      }
    ]
  }
}

resource ofTopic 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: topic
  name: 'pilot'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'DeliveryFailures'
        enabled: true
      }
    ]
  }
}

resource ofApp 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'pilot'
  properties: {
    workspaceId: workspaceId
    logs: [
      for category in ['FunctionAppLogs', 'AppServiceAuthenticationLogs', 'AppServicePlatformLogs']: {
        category: category
        enabled: true
      }
    ]
  }
}
