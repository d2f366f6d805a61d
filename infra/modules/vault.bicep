// The vault of the learner-key value, and of the mail service's key. The value itself is in no template: deploy.sh makes it once, in the vault,
// where there is none.

@description('Where the vault stands.')
param location string

@description('Tags of every resource.')
param tags {
  application: string
  environment: string
}

@description('Name of the vault, unique in the world.')
@minLength(3)
@maxLength(24)
param name string

@description('True lets only the private network in.')
param isPrivate bool

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    // Without this value every learner would count twice: it cannot be lost by mistake or on purpose.
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

@description('Resource id of the vault.')
output id string = vault.id

@description('Name of the vault.')
output name string = vault.name
