// One storage account: what providers and officers send, what they get back, the queues, and what the Functions host keeps for itself.
// Everything in it is the app's; there is no key and no anonymous access.

@description('Where the account stands.')
param location string

@description('Tags of every resource.')
param tags {
  application: string
  environment: string
}

@description('Name of the account, unique in the world.')
@minLength(3)
@maxLength(24)
param name string

@description('How files are copied.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
])
param copies string

@description('True lets only the private network, Azure\'s own event delivery and the upload networks in.')
param isPrivate bool

@description('Public addresses or ranges from which uploads are taken when the account is private.')
param uploadNetworks string[]

@description('For how many days kept copies of submissions can be neither changed nor deleted.')
@minValue(1)
@maxValue(3650)
param rawWriteOnceDays int

@description('For how many days reports and statements can be neither changed nor deleted.')
@minValue(1)
@maxValue(3650)
param writeOnceDays int

@description('For how many days an upload address that an officer signs may be good. The account refuses a longer one.')
@minValue(1)
@maxValue(7)
param uploadLinkDays int

@description('True once the policies have been locked by hand: a locked policy refuses to be written again.')
param writeOnceIsLocked bool

// Written over as their subject changes: uploads, receipts (the newest answer), messages. The last three are the host's and the deployment's.
var changingContainers = [
  'returns'
  'settings'
  'awards'
  'receipts'
  'outbox'
  'azure-webjobs-hosts'
  'azure-webjobs-secrets'
  'app-package'
]

// Every version of every file in them stays as it was written. See decisions/0004-write-once.md.
var writeOnceContainers = [
  'submissions'
  'reports'
  'statements'
]

var queues = [
  'returns-received'
  'returns-received-poison'
  'settings-received'
  'settings-received-poison'
  'awards-received'
  'awards-received-poison'
]

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: copies
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    sasPolicy: {
      expirationAction: 'Block'
      sasExpirationPeriod: '${uploadLinkDays}.00:00:00'
    }
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      // Event Grid comes with its identity and is let in as a service of Azure's own.
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      ipRules: [
        for address in uploadNetworks: {
          action: 'Allow'
          value: address
        }
      ]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: 30
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 30
    }
  }
}

resource changing 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for container in changingContainers: {
    parent: blobs
    name: container
    properties: {
      publicAccess: 'None'
    }
  }
]

resource writeOnce 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for container in writeOnceContainers: {
    parent: blobs
    name: container
    properties: {
      publicAccess: 'None'
      // Can be set only when the container is made.
      immutableStorageWithVersioning: {
        enabled: true
      }
    }
  }
]

resource writeOncePolicies 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = [
  for (container, i) in writeOnceContainers: if (!writeOnceIsLocked) {
    parent: writeOnce[i]
    name: 'default'
    properties: {
      immutabilityPeriodSinceCreationInDays: container == 'submissions' ? rawWriteOnceDays : writeOnceDays
      allowProtectedAppendWrites: false
    }
  }
]

// Files themselves are removed by the program, as the settings say (decisions/0009-retention.md). What it removes or writes over stays behind
// as an old version; that goes here, as soon as it is no longer protected.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'old-versions-of-what-was-sent'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'returns/'
                'submissions/'
                'receipts/'
              ]
            }
            actions: {
              baseBlob: {
                tierToCool: {
                  daysAfterModificationGreaterThan: 180
                }
              }
              version: {
                delete: {
                  daysAfterCreationGreaterThan: rawWriteOnceDays
                }
              }
            }
          }
        }
        {
          name: 'old-versions-of-what-was-decided-and-published'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'settings/'
                'awards/'
                'reports/'
                'statements/'
                'outbox/'
              ]
            }
            actions: {
              baseBlob: {
                tierToCool: {
                  daysAfterModificationGreaterThan: 180
                }
              }
              version: {
                delete: {
                  daysAfterCreationGreaterThan: writeOnceDays
                }
              }
            }
          }
        }
        {
          // The host writes its locks and timers over and over: their old versions are of no use to anybody.
          name: 'old-versions-of-the-host'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'azure-webjobs-hosts/'
                'azure-webjobs-secrets/'
                'app-package/'
              ]
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: 90
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [
    blobs
  ]
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource messages 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = [
  for queue in queues: {
    parent: queueService
    name: queue
  }
]

@description('Resource id of the account.')
output id string = account.id
