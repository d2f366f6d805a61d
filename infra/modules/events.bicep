// Tells the app of every upload: Event Grid puts a message into a queue for each whole file that arrives. Events that are lost are found by
// the sweep, so there is no store of undelivered ones.

@description('Where the topic stands: the region of the storage account.')
param location string

@description('Tags of every resource.')
param tags {
  application: string
  environment: string
}

@description('Name of the topic.')
@minLength(3)
@maxLength(50)
param topicName string

@description('Resource id of the identity that delivers.')
param identityId string

@description('Name of the storage account.')
@minLength(3)
@maxLength(24)
param storageName string

// Other operations of the same event type only begin a file.
var wholeWrites = [
  'PutBlob'
  'PutBlockList'
  'CopyBlob'
  'FlushWithClose'
]

var uploads = [
  {
    container: 'returns'
    queue: 'returns-received'
  }
  {
    container: 'settings'
    queue: 'settings-received'
  }
  {
    container: 'awards'
    queue: 'awards-received'
  }
]

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: topicName
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    source: storage.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

// One after the other: a topic takes one change at a time.
@batchSize(1)
resource subscriptions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for upload in uploads: {
    parent: topic
    name: upload.queue
    properties: {
      deliveryWithResourceIdentity: {
        identity: {
          type: 'UserAssigned'
          userAssignedIdentity: identityId
        }
        destination: {
          endpointType: 'StorageQueue'
          properties: {
            resourceId: storage.id
            queueName: upload.queue
            // Longer than any outage; -1 would be for ever.
            queueMessageTimeToLiveInSeconds: 2592000
          }
        }
      }
      eventDeliverySchema: 'EventGridSchema'
      filter: {
        includedEventTypes: [
          'Microsoft.Storage.BlobCreated'
        ]
        subjectBeginsWith: '/blobServices/default/containers/${upload.container}/blobs/'
        advancedFilters: [
          {
            operatorType: 'StringIn'
            key: 'data.api'
            values: wholeWrites
          }
        ]
      }
      retryPolicy: {
        maxDeliveryAttempts: 30
        eventTimeToLiveInMinutes: 1440
      }
    }
  }
]
