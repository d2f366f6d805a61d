// The Functions app: an isolated worker on Flex Consumption (decisions/0001-isolated-worker.md), with sign-in before it.

@description('Where the app stands.')
param location string

@description('Tags of every resource.')
param tags {
  application: string
  environment: string
}

@description('Name of the app, unique in the world.')
@minLength(3)
@maxLength(60)
param name string

@description('Name of its plan.')
@minLength(3)
@maxLength(40)
param planName string

@description('Resource id of the app\'s identity.')
param identityId string

@description('Client id of the app\'s identity.')
param identityClientId string

@description('Resource id of the identity that brings the app\'s package.')
param packageIdentityId string

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

@description('Name of the Application Insights component.')
@minLength(3)
param insightsName string

@description('Application (client) id of the app registration that people sign in to.')
param signInClientId string

@description('Address of the pages for links in messages, such as https://pilot.example.gov.uk; empty for the app\'s own.')
param pageAddress string

@description('The template of GOV.UK Notify that carries messages; empty for messages that wait in the outbox.')
param notifyTemplateId string

@description('True where uploads are scanned for viruses: the program opens only what was found clean.')
param scanUploads bool

@description('Resource id of the subnet that the app goes out through; empty for none.')
param subnetId string

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource databaseServer 'Microsoft.Sql/servers@2025-01-01' existing = {
  name: databaseServerName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

// functions/Hosting/AppSettings.cs names the same settings; a test holds the two against each other.
var appSettings = [
  {
    name: 'AzureWebJobsStorage__accountName'
    value: storage.name
  }
  {
    name: 'AzureWebJobsStorage__blobServiceUri'
    value: storage.properties.primaryEndpoints.blob
  }
  {
    name: 'AzureWebJobsStorage__queueServiceUri'
    value: storage.properties.primaryEndpoints.queue
  }
  {
    name: 'AzureWebJobsStorage__credential'
    value: 'managedidentity'
  }
  {
    name: 'AzureWebJobsStorage__clientId'
    value: identityClientId
  }
  {
    // The host's own keys open nothing here; kept on its disk, it needs no container for them.
    name: 'AzureWebJobsSecretStorageType'
    value: 'Files'
  }
  {
    name: 'PilotStorage__blobServiceUri'
    value: storage.properties.primaryEndpoints.blob
  }
  {
    name: 'PilotDatabase'
    value: 'Server=tcp:${databaseServer.properties.fullyQualifiedDomainName},1433;Database=${databaseName};Encrypt=True;Connect Timeout=60;'
  }
  {
    name: 'PilotDatabaseBatchSize'
    value: '42'
  }
  {
    name: 'PilotLearnerKeySecret'
    value: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/learner-key)'
  }
  {
    name: 'PilotData'
    value: '/tmp/pilot-data'
  }
  {
    name: 'PilotAddress'
    value: pageAddress
  }
  {
    name: 'NotifyTemplateId'
    value: notifyTemplateId
  }
  {
    name: 'NotifyApiKey'
    value: empty(notifyTemplateId) ? '' : '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/notify-key)'
  }
  {
    name: 'PilotScanUploads'
    value: scanUploads ? 'true' : 'false'
  }
  {
    // The scan's result comes after the event of the upload: the sweep is what finds it.
    name: 'SweepSchedule'
    value: scanUploads ? '0 * * * * *' : '0 */15 * * * *'
  }
  {
    name: 'MailSchedule'
    value: '0 */5 * * * *'
  }
  {
    name: 'QuarterlySchedule'
    value: '0 0 6 * * *'
  }
  {
    name: 'ReminderSchedule'
    value: '0 0 8 * * 1-5'
  }
  {
    // Which of its identities the program signs in with.
    name: 'AZURE_CLIENT_ID'
    value: identityClientId
  }
  {
    // Says where the log is. It opens nothing: writing needs the identity below.
    name: 'APPLICATIONINSIGHTS_CONNECTION_STRING'
    value: insights.properties.ConnectionString
  }
  {
    name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'
    value: 'ClientId=${identityClientId};Authorization=AAD'
  }
]

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd finds by this tag where it is to publish to.
  tags: union(tags, { 'azd-service-name': 'pilot' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
      '${packageIdentityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      appSettings: appSettings
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}app-package'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: packageIdentityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        maximumInstanceCount: 40
        instanceMemoryMB: 2048
      }
    }
  }
}

// Publishing is by Entra sign-in only.
resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

// Without a client secret, sign-in uses ID tokens alone, and there is nothing to keep or to renew.
resource signIn 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
      runtimeVersion: '~1'
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'Return401'
      excludedPaths: [
        '/api/health'
      ]
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: signInClientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [
            signInClientId
            'api://${signInClientId}'
          ]
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
  }
}

@description('Name of the app.')
output name string = app.name

@description('Address of the app, without https://.')
output hostName string = app.properties.defaultHostName
