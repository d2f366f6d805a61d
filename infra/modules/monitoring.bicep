// Where the app's log goes. It holds no ULN, no date of birth and no postcode (functions write none of them).

@description('Where the log stands.')
param location string

@description('Tags of every resource.')
param tags {
  application: string
  environment: string
}

@description('The end of every name.')
@minLength(3)
@maxLength(15)
param suffix string

@description('Name of the Application Insights component.')
@minLength(3)
param insightsName string

@description('For how many days the log can be asked.')
@minValue(30)
@maxValue(730)
param logDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-pilot-${suffix}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logDays
    workspaceCapping: {
      dailyQuotaGb: 2
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // Only those who sign in with Entra may write to the log.
    DisableLocalAuth: true
  }
}

@description('Resource id of the log.')
output workspaceId string = workspace.id
