// Who is told, and of what. Each alert says in its description what to do; RUNBOOK.md says it at length.

@description('Where the alerts stand.')
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

@description('Resource id of the log.')
param workspaceId string

@description('Who is told.')
param alertEmail string

// Each query gives a row where somebody is to be told, and none where all is well.
var alerts = [
  {
    name: 'poison'
    displayName: 'Pilot: a file could not be processed'
    description: 'An upload failed five times and has a receipt that says so. Runbook: A file could not be processed.'
    query: 'AppRequests | where Name in ("PoisonReturn", "PoisonSettings")'
    window: 'PT15M'
    every: 'PT5M'
    look: 'PT15M'
    severity: 1
  }
  {
    name: 'closing-failed'
    displayName: 'Pilot: closing a period failed'
    description: 'The daily run that closes periods ended with an error. Runbook: A closing failed or is late.'
    query: 'AppRequests | where Name == "QuarterlyWorkbooks" and Success == false'
    window: 'PT1H'
    every: 'PT15M'
    look: 'PT1H'
    severity: 1
  }
  {
    name: 'closing-late'
    displayName: 'Pilot: the daily run has not succeeded for 26 hours'
    description: 'No period can have closed since. Runbook: A closing failed or is late.'
    query: 'AppRequests | where Name == "QuarterlyWorkbooks" and Success == true and TimeGenerated > ago(26h) | summarize Runs = count() | where Runs == 0'
    window: 'P1D'
    every: 'PT1H'
    look: 'P2D'
    severity: 1
  }
  {
    name: 'sweep-overdue'
    displayName: 'Pilot: the sweep has not succeeded for an hour'
    description: 'Uploads that no event reported wait. Runbook: The sweep is overdue.'
    query: 'AppRequests | where Name == "SweepUploads" and Success == true | summarize Runs = count() | where Runs == 0'
    window: 'PT1H'
    every: 'PT15M'
    look: 'PT1H'
    severity: 2
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-pilot-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'pilot'
    enabled: true
    emailReceivers: [
      {
        name: 'pilot'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for alert in alerts: {
    name: 'alert-pilot-${alert.name}-${suffix}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.displayName
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [
        workspaceId
      ]
      evaluationFrequency: alert.every
      windowSize: alert.window
      overrideQueryTimeRange: alert.look
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      autoMitigate: true
      actions: {
        actionGroups: [
          people.id
        ]
      }
    }
  }
]

@description('Resource id of the action group.')
output actionGroupId string = people.id
