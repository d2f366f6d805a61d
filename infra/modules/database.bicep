// Azure SQL. People and the app sign in with Entra only; there is no password to know.

@description('Where the server stands.')
param location string

@description('Tags of every resource.')
param tags {
  application: string
  environment: string
}

@description('Name of the server, unique in the world.')
@minLength(3)
@maxLength(60)
param serverName string

@description('Object id of the Entra group that administers the server.')
@minLength(36)
@maxLength(36)
param administratorsGroupId string

@description('Display name of that group.')
@minLength(1)
param administratorsGroupName string

@description('True lets only the private network in.')
param isPrivate bool

@description('For how many days the database can be put back to any minute.')
@minValue(7)
@maxValue(35)
param restoreDays int

@description('Where copies of the database are kept.')
@allowed([
  'Local'
  'Geo'
])
param backupPlace string

@description('For how many weeks the copy of each week is kept.')
@minValue(0)
@maxValue(520)
param keptWeeks int

@description('For how many months the first copy of each month is kept.')
@minValue(0)
@maxValue(120)
param keptMonths int

@description('For how many years the copy of the first week of each financial year is kept.')
@minValue(0)
@maxValue(10)
param keptYears int

resource server 'Microsoft.Sql/servers@2025-01-01' = {
  name: serverName
  location: location
  tags: tags
  properties: {
    administrators: {
      administratorType: 'ActiveDirectory'
      azureADOnlyAuthentication: true
      login: administratorsGroupName
      principalType: 'Group'
      sid: administratorsGroupId
      tenantId: tenant().tenantId
    }
    minimalTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource database 'Microsoft.Sql/servers/databases@2025-01-01' = {
  parent: server
  name: 'pilot'
  location: location
  tags: tags
  // The sweep asks every 15 minutes, so a database that sleeps when nobody asks would never sleep.
  sku: {
    name: 'S1'
    tier: 'Standard'
  }
  properties: {
    collation: 'SQL_Latin1_General_CP1_CI_AS'
    requestedBackupStorageRedundancy: backupPlace
    zoneRedundant: false
  }
}

resource pointInTime 'Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies@2025-01-01' = {
  parent: database
  name: 'default'
  properties: {
    retentionDays: restoreDays
  }
}

// For an auditor who asks years later. Week 14 is the first whole week of a financial year.
resource longTerm 'Microsoft.Sql/servers/databases/backupLongTermRetentionPolicies@2025-01-01' = {
  parent: database
  name: 'default'
  properties: {
    weeklyRetention: 'P${keptWeeks}W'
    monthlyRetention: 'P${keptMonths}M'
    yearlyRetention: 'P${keptYears}Y'
    weekOfYear: 14
  }
}

// Every sign-in and every change of shape or rights goes to the log; what the app does to rows is in its own audit.
resource auditing 'Microsoft.Sql/servers/auditingSettings@2025-01-01' = {
  parent: server
  name: 'default'
  properties: {
    state: 'Enabled'
    isAzureMonitorTargetEnabled: true
    auditActionsAndGroups: [
      'SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP'
      'FAILED_DATABASE_AUTHENTICATION_GROUP'
      'SCHEMA_OBJECT_CHANGE_GROUP'
      'DATABASE_PERMISSION_CHANGE_GROUP'
      'DATABASE_PRINCIPAL_CHANGE_GROUP'
      'DATABASE_ROLE_MEMBER_CHANGE_GROUP'
      'SCHEMA_OBJECT_PERMISSION_CHANGE_GROUP'
      'AUDIT_CHANGE_GROUP'
    ]
  }
}

// The app comes from changing addresses of Azure's own. It still has to sign in with its identity.
resource fromAzure 'Microsoft.Sql/servers/firewallRules@2025-01-01' = if (!isPrivate) {
  parent: server
  name: 'AllowAllWindowsAzureIps'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: '0.0.0.0'
  }
}

@description('Name of the server.')
output serverName string = server.name

@description('Resource id of the server.')
output serverId string = server.id

@description('Address of the server.')
output serverHostName string = server.properties.fullyQualifiedDomainName

@description('Name of the database.')
output databaseName string = database.name
