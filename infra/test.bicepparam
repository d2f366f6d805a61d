using 'main.bicep'

// Zeros and example.org stand for what only the person who sets it up can know. deploy.sh refuses to go on while one of them is left.

param environmentName = 'test'
param location = 'uksouth'
param uniqueName = 'medtech'

param operatorsGroupId = '00000000-0000-0000-0000-000000000000'
param operatorsGroupName = 'pilot-operators-test'
param officersGroupId = '00000000-0000-0000-0000-000000000000'
param signInClientId = '00000000-0000-0000-0000-000000000000'

param pageAddress = ''
param alertEmail = 'pilot-alerts@example.org'
param monthlyBudget = 60
param budgetStartDate = '2026-12-01'

param privateNetworking = false
param networkAddressSpace = '10.60.0.0/24'
param uploadNetworks = []

param rawWriteOnceDays = 1
param writeOnceDays = 1
param writeOnceIsLocked = false
param lockResources = false

param uploadLinkDays = 1
param scanUploads = true
param scanMonthlyGigabytes = 10

param awardsSendersGroupId = ''
param notifyTemplateId = ''

param databaseRestoreDays = 7
param databaseKeptWeeks = 0
param databaseKeptMonths = 0
param databaseKeptYears = 0
param databaseBackupPlace = 'Local'
param logDays = 30
param storageCopies = 'Standard_LRS'
