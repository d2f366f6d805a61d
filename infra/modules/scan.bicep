// Looks into every upload for viruses, and leaves what it found as an index tag of the file, where the program reads it (decisions/0041-scanned-uploads.md).

@description('Name of the storage account.')
@minLength(3)
@maxLength(24)
param storageName string

@description('How many gigabytes a month are scanned at most.')
@minValue(10)
param monthlyGigabytes int

@description('Resource id of the log.')
param workspaceId string

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

// What the program or the host writes itself is not scanned: nobody else writes there.
var ownContainers = [
  'submissions/'
  'receipts/'
  'reports/'
  'statements/'
  'outbox/'
  'azure-webjobs-hosts/'
  'azure-webjobs-secrets/'
  'app-package/'
]

resource scan 'Microsoft.Security/defenderForStorageSettings@2025-06-01' = {
  scope: storage
  name: 'current'
  properties: {
    isEnabled: true
    overrideSubscriptionLevelSettings: true
    malwareScanning: {
      blobScanResultsOptions: 'BlobIndexTags'
      onUpload: {
        isEnabled: true
        capGBPerMonth: monthlyGigabytes
        filters: {
          excludeBlobsWithPrefix: ownContainers
        }
      }
    }
    sensitiveDataDiscovery: {
      isEnabled: false
    }
  }
}

resource ofScan 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: scan
  name: 'pilot'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'ScanResults'
        enabled: true
      }
    ]
  }
}
