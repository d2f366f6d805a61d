// Everything the pilot runs on, in one resource group. Deploy it with deploy.sh, which says what it will do first.

targetScope = 'resourceGroup'

@description('Where everything stands. Data about learners stays in the United Kingdom.')
@allowed([
  'uksouth'
  'ukwest'
])
param location string

@description('Which environment this is. It is part of every name.')
@allowed([
  'test'
  'live'
])
param environmentName string

@description('Small letters and digits that make the names of the storage account, the vault, the database server and the app unique in the world.')
@minLength(3)
@maxLength(10)
param uniqueName string

@description('Object id of the Entra group of the people who deploy and operate the pilot. It administers the database and may set the learner-key secret.')
@minLength(36)
@maxLength(36)
param operatorsGroupId string

@description('Display name of that group, as the database server shows it.')
@minLength(1)
param operatorsGroupName string

@description('Object id of the Entra group of the funding officers. It may hand out upload addresses to providers and upload settings.')
@minLength(36)
@maxLength(36)
param officersGroupId string

@description('Application (client) id of the app registration that people sign in to. sign-in.sh makes it and prints the id.')
@minLength(36)
@maxLength(36)
param signInClientId string

@description('Address of the pages for links in messages, where the app has a domain name of its own; empty for the app\'s own address.')
param pageAddress string

@description('Who is told when something needs a person: an address that is read every working day.')
@minLength(6)
param alertEmail string

@description('What a month may cost, in the currency of the subscription. Mail goes out at 80% and at 100%.')
@minValue(1)
param monthlyBudget int

@description('First day of the month from which the budget counts, such as 2026-09-01. It cannot be changed later.')
@minLength(10)
@maxLength(10)
param budgetStartDate string

@description('True puts the storage account, the database and the vault behind private endpoints. See decisions/0003-networking.md.')
param privateNetworking bool

@description('Address space of the private network, at least a /24. Unused without private networking.')
param networkAddressSpace string

@description('With private networking: public IPv4 addresses or ranges from which uploads straight into storage are taken. Empty: uploads go through the page only.')
param uploadNetworks string[]

@description('For how many days a kept copy of a submission can be neither changed nor deleted. Not more than keep_raw_days of the settings.')
@minValue(1)
@maxValue(3650)
param rawWriteOnceDays int

@description('For how many days a report or a statement can be neither changed nor deleted. Less than keep_learner_years of the settings.')
@minValue(1)
@maxValue(3650)
param writeOnceDays int

@description('For how many days an upload address that an officer signs may be good. The account refuses a longer one.')
@minValue(1)
@maxValue(7)
param uploadLinkDays int

@description('Object id of the Entra group that sends awards workbooks for the awarding body into their own container; empty where officers send them by the page.')
param awardsSendersGroupId string

@description('The template of GOV.UK Notify that carries messages; empty for messages that wait in the outbox. Its key is put into the vault as notify-key (RUNBOOK.md).')
param notifyTemplateId string

@description('True has Defender for Storage scan every upload for viruses, and the program open only what was found clean. See decisions/0041-scanned-uploads.md.')
param scanUploads bool

@description('With scanned uploads: how many gigabytes a month are scanned at most. What comes after that is not scanned, and is not opened.')
@minValue(10)
param scanMonthlyGigabytes int

@description('True keeps storage, vault and database from being deleted until somebody takes the lock away.')
param lockResources bool

@description('True once the write-once policies have been locked by hand (RUNBOOK.md). A locked policy refuses to be written again.')
param writeOnceIsLocked bool

@description('For how many days the database can be put back to any minute.')
@minValue(7)
@maxValue(35)
param databaseRestoreDays int

@description('For how many weeks the copy of each week is kept.')
@minValue(0)
@maxValue(520)
param databaseKeptWeeks int

@description('For how many months the first copy of each month is kept.')
@minValue(0)
@maxValue(120)
param databaseKeptMonths int

@description('For how many years the copy of the first week of each financial year is kept.')
@minValue(0)
@maxValue(10)
param databaseKeptYears int

@description('For how many days the log can be asked, the records of who reached what among it.')
@minValue(30)
@maxValue(730)
param logDays int

@description('Where copies of the database are kept: in this region, or in its UK partner region as well.')
@allowed([
  'Local'
  'Geo'
])
param databaseBackupPlace string

@description('How files are copied: three times in this region, or also in its UK partner region.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
])
param storageCopies string

var suffix = '${environmentName}-${uniqueName}'
// Names are made here and not read from what a module gives back: only then can what-if see before a deployment what they lead to.
var names = {
  storage: 'stpilot${environmentName}${uniqueName}'
  vault: 'kv-pilot-${suffix}'
  databaseServer: 'sql-pilot-${suffix}'
  insights: 'appi-pilot-${suffix}'
  app: 'func-pilot-${suffix}'
  topic: 'evgt-pilot-${suffix}'
}
var tags = {
  application: 'pilot'
  environment: environmentName
}

module identities 'modules/identities.bicep' = {
  params: {
    location: location
    tags: tags
    suffix: suffix
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    location: location
    tags: tags
    name: names.storage
    copies: storageCopies
    isPrivate: privateNetworking
    uploadNetworks: uploadNetworks
    rawWriteOnceDays: rawWriteOnceDays
    writeOnceDays: writeOnceDays
    writeOnceIsLocked: writeOnceIsLocked
    uploadLinkDays: uploadLinkDays
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    location: location
    tags: tags
    name: names.vault
    isPrivate: privateNetworking
  }
}

module database 'modules/database.bicep' = {
  params: {
    location: location
    tags: tags
    serverName: names.databaseServer
    administratorsGroupId: operatorsGroupId
    administratorsGroupName: operatorsGroupName
    isPrivate: privateNetworking
    restoreDays: databaseRestoreDays
    backupPlace: databaseBackupPlace
    keptWeeks: databaseKeptWeeks
    keptMonths: databaseKeptMonths
    keptYears: databaseKeptYears
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    location: location
    tags: tags
    suffix: suffix
    insightsName: names.insights
    logDays: logDays
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  params: {
    location: location
    tags: tags
    suffix: suffix
    addressSpace: networkAddressSpace
    storageId: storage.outputs.id
    vaultId: vault.outputs.id
    databaseServerId: database.outputs.serverId
  }
}

module roles 'modules/roles.bicep' = {
  params: {
    storageName: names.storage
    vaultName: names.vault
    insightsName: names.insights
    appPrincipalId: identities.outputs.appPrincipalId
    packagePrincipalId: identities.outputs.packagePrincipalId
    eventsPrincipalId: identities.outputs.eventsPrincipalId
    officersGroupId: officersGroupId
    awardsSendersGroupId: awardsSendersGroupId
    operatorsGroupId: operatorsGroupId
    scanUploads: scanUploads
  }
  dependsOn: [
    storage
    vault
    monitoring
  ]
}

module app 'modules/app.bicep' = {
  params: {
    location: location
    tags: tags
    name: names.app
    planName: 'plan-pilot-${suffix}'
    identityId: identities.outputs.appId
    identityClientId: identities.outputs.appClientId
    packageIdentityId: identities.outputs.packageId
    storageName: names.storage
    vaultName: names.vault
    databaseServerName: names.databaseServer
    databaseName: database.outputs.databaseName
    insightsName: names.insights
    signInClientId: signInClientId
    pageAddress: pageAddress
    notifyTemplateId: notifyTemplateId
    scanUploads: scanUploads
    subnetId: privateNetworking ? network!.outputs.appSubnetId : ''
  }
  // The app reads its settings from the vault and its code from storage as soon as it exists: the rights come first.
  dependsOn: [
    roles
  ]
}

module events 'modules/events.bicep' = {
  params: {
    location: location
    tags: tags
    topicName: names.topic
    identityId: identities.outputs.eventsId
    storageName: names.storage
  }
  // A subscription is refused whose identity may not yet write to the queue.
  dependsOn: [
    roles
  ]
}

module scan 'modules/scan.bicep' = if (scanUploads) {
  params: {
    storageName: names.storage
    monthlyGigabytes: scanMonthlyGigabytes
    workspaceId: monitoring.outputs.workspaceId
  }
  // The scan listens to new files through the account's one topic: it finds this one, and makes none.
  dependsOn: [
    storage
    events
  ]
}

module diagnostics 'modules/diagnostics.bicep' = {
  params: {
    workspaceId: monitoring.outputs.workspaceId
    storageName: names.storage
    vaultName: names.vault
    databaseServerName: names.databaseServer
    databaseName: database.outputs.databaseName
    topicName: names.topic
    appName: names.app
  }
  dependsOn: [
    storage
    vault
    app
    events
  ]
}

module locks 'modules/locks.bicep' = if (lockResources) {
  params: {
    storageName: names.storage
    vaultName: names.vault
    databaseServerName: names.databaseServer
  }
  dependsOn: [
    storage
    vault
    database
  ]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: location
    tags: tags
    suffix: suffix
    workspaceId: monitoring.outputs.workspaceId
    appClientId: identities.outputs.appClientId
    alertEmail: alertEmail
  }
}

module budget 'modules/budget.bicep' = {
  params: {
    name: 'budget-pilot-${suffix}'
    amount: monthlyBudget
    startDate: budgetStartDate
    actionGroupId: alerts.outputs.actionGroupId
    alertEmail: alertEmail
  }
}

@description('The app, for publishing the program.')
output appName string = app.outputs.name

@description('The address of the app, without https://.')
output appHostName string = app.outputs.hostName

@description('The name that the app has in the database.')
output appIdentityName string = identities.outputs.appName

@description('The client id of the app, which the database knows it by.')
output appClientId string = identities.outputs.appClientId

@description('The address of the database server.')
output databaseServerHostName string = database.outputs.serverHostName

@description('The database server, for the firewall rule that deploy.sh opens while it works.')
output databaseServerName string = database.outputs.serverName

@description('The database.')
output databaseName string = database.outputs.databaseName

@description('The vault that holds the learner-key value.')
output vaultName string = vault.outputs.name
