using 'main.bicep'

// Zeros and example.org stand for what only the person who sets it up can know. deploy.sh refuses to go on while one of them is left.

param environmentName = 'live'
param location = 'uksouth'
param uniqueName = 'medtech'

param operatorsGroupId = '00000000-0000-0000-0000-000000000000'
param operatorsGroupName = 'pilot-operators-live'
param officersGroupId = '00000000-0000-0000-0000-000000000000'
param signInClientId = '00000000-0000-0000-0000-000000000000'

param pageAddress = ''
param alertEmail = 'pilot-alerts@example.org'
param monthlyBudget = 150
param budgetStartDate = '2026-12-01'

param privateNetworking = false
param networkAddressSpace = '10.60.0.0/24'
param uploadNetworks = []

param rawWriteOnceDays = 90
param writeOnceDays = 2000
param writeOnceIsLocked = false
param lockResources = true

param uploadLinkDays = 1
param scanUploads = true
param scanMonthlyGigabytes = 10

param awardsSendersGroupId = ''
param notifyTemplateId = ''

param databaseRestoreDays = 35
param databaseKeptWeeks = 12
param databaseKeptMonths = 24
param databaseKeptYears = 7
param databaseBackupPlace = 'Geo'
param logDays = 730
param storageCopies = 'Standard_GRS'
