// Every right that anything or anybody is given in Azure by these templates, in one place. decisions/0002-roles.md lists the same rights
// with their reasons, and a test holds the two against each other.

@description('Name of the storage account.')
@minLength(3)
@maxLength(24)
param storageName string

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('Name of the Application Insights component.')
@minLength(3)
param insightsName string

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('Object id of the identity that brings the app\'s package.')
param packagePrincipalId string

@description('Object id of the identity that delivers events.')
param eventsPrincipalId string

@description('Object id of the funding officers\' group.')
param officersGroupId string

@description('Object id of the Entra group, or of the application, that sends awards workbooks for the awarding body; empty where officers do.')
param awardsSendersGroupId string

@description('Object id of the operators\' group.')
param operatorsGroupId string

@description('True where uploads are scanned for viruses: the app may read the results.')
param scanUploads bool

var roleIds = {
  'Key Vault Secrets Officer': 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6'
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb'
  'Pilot Scan Results Reader': guid(resourceGroup().id, 'Pilot Scan Results Reader')
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  'Storage Blob Delegator': 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  'Storage Queue Data Message Sender': 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
}

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

resource returnsContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: blobs
  name: 'returns'
}

resource settingsContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: blobs
  name: 'settings'
}

resource awardsContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: blobs
  name: 'awards'
}

resource packageContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: blobs
  name: 'app-package'
}

// Not the container of the app's package, and not that of the host's keys, which it keeps on its own disk.
var appContainerNames = [
  'returns'
  'settings'
  'awards'
  'submissions'
  'receipts'
  'reports'
  'statements'
  'outbox'
  'azure-webjobs-hosts'
]

resource appContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = [
  for name in appContainerNames: {
    parent: blobs
    name: name
  }
]

var scannedContainerNames = [
  'returns'
  'settings'
  'awards'
]

resource scannedContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = [
  for name in scannedContainerNames: {
    parent: blobs
    name: name
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

var appQueueNames = [
  'returns-received'
  'returns-received-poison'
  'settings-received'
  'settings-received-poison'
  'awards-received'
  'awards-received-poison'
]

resource appQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' existing = [
  for name in appQueueNames: {
    parent: queueService
    name: name
  }
]

var eventQueueNames = [
  'returns-received'
  'settings-received'
  'awards-received'
]

resource eventQueues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' existing = [
  for name in eventQueueNames: {
    parent: queueService
    name: name
  }
]

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// The app reads and writes its own containers: uploads, copies, answers, workbooks, messages, and the host's locks and timers.
// Contributor and not Owner: it can neither delete an old version nor touch a write-once policy.
resource appBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in appContainerNames: {
    scope: appContainers[i]
    name: guid(appContainers[i].id, appPrincipalId, roleIds['Storage Blob Data Contributor'])
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Contributor'])
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

// The host measures, reads and empties the queues and moves to the poison queues what failed five times.
resource appMessages 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in appQueueNames: {
    scope: appQueues[i]
    name: guid(appQueues[i].id, appPrincipalId, roleIds['Storage Queue Data Contributor'])
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Queue Data Contributor'])
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

// The package that the app is started from is brought by an identity of its own: an app that is taken over cannot write itself anew with its own.
resource packageBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: packageContainer
  name: guid(packageContainer.id, packagePrincipalId, roleIds['Storage Blob Data Contributor'])
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Contributor'])
    principalId: packagePrincipalId
    principalType: 'ServicePrincipal'
  }
}

// No role of Azure's own lets somebody read the tags of files and do nothing else. Nobody here may write them: only the scan does.
resource readsScanResults 'Microsoft.Authorization/roleDefinitions@2022-04-01' = if (scanUploads) {
  name: roleIds['Pilot Scan Results Reader']
  properties: {
    roleName: 'Pilot Scan Results Reader (${storageName})'
    description: 'Reads the index tags of files, where the virus scan leaves what it found.'
    type: 'CustomRole'
    assignableScopes: [
      resourceGroup().id
    ]
    permissions: [
      {
        actions: []
        notActions: []
        dataActions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags/read'
        ]
        notDataActions: []
      }
    ]
  }
}

// The app reads what the virus scan found in uploads.
resource appScanResults 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in scannedContainerNames: if (scanUploads) {
    scope: scannedContainers[i]
    name: guid(scannedContainers[i].id, appPrincipalId, roleIds['Pilot Scan Results Reader'])
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Pilot Scan Results Reader'])
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
    }
    dependsOn: [
      readsScanResults
    ]
  }
]

// The app reads the learner-key value, from which its keys for rounding and for signing manifests are worked out, and the key of the mail service.
// Nothing else is in the vault, and it can set or delete neither.
resource appSecret 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, appPrincipalId, roleIds['Key Vault Secrets User'])
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Key Vault Secrets User'])
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

// The app writes its log. It cannot read it.
resource appLog 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, appPrincipalId, roleIds['Monitoring Metrics Publisher'])
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Monitoring Metrics Publisher'])
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

// Event Grid puts messages about new files into the queue of their kind, and does nothing else.
resource eventsMessages 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in eventQueueNames: {
    scope: eventQueues[i]
    name: guid(eventQueues[i].id, eventsPrincipalId, roleIds['Storage Queue Data Message Sender'])
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Queue Data Message Sender'])
      principalId: eventsPrincipalId
      principalType: 'ServicePrincipal'
    }
  }
]

// Officers sign upload addresses for providers. The address can do no more than the officer who signed it.
resource officersSign 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, officersGroupId, roleIds['Storage Blob Delegator'])
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Delegator'])
    principalId: officersGroupId
    principalType: 'Group'
  }
}

// So officers must be able to put a file there themselves.
resource officersReturns 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: returnsContainer
  name: guid(returnsContainer.id, officersGroupId, roleIds['Storage Blob Data Contributor'])
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Contributor'])
    principalId: officersGroupId
    principalType: 'Group'
  }
}

// Officers upload settings and ledger workbooks. What they download comes through the page, which knows who they are.
resource officersSettings 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: settingsContainer
  name: guid(settingsContainer.id, officersGroupId, roleIds['Storage Blob Data Contributor'])
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Contributor'])
    principalId: officersGroupId
    principalType: 'Group'
  }
}

// The awarding body's sender puts awards workbooks into their container, and can do nothing else anywhere.
resource sendersAwards 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(awardsSendersGroupId)) {
  scope: awardsContainer
  name: guid(awardsContainer.id, awardsSendersGroupId, roleIds['Storage Blob Data Contributor'])
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Contributor'])
    principalId: awardsSendersGroupId
    principalType: 'Group'
  }
}

// Operators make the learner-key value once, through deploy.sh, recover it if it was deleted, and exchange it. Purge protection binds them too.
resource operatorsSecret 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, operatorsGroupId, roleIds['Key Vault Secrets Officer'])
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Key Vault Secrets Officer'])
    principalId: operatorsGroupId
    principalType: 'Group'
  }
}
