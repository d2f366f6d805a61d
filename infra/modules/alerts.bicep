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

@description('Client id of the app, the only one that is to read the vault.')
param appClientId string

@description('Who is told.')
param alertEmail string

// Each query gives a row where somebody is to be told, and none where all is well.
var alerts = [
  {
    name: 'poison'
    displayName: 'Pilot: a file could not be processed'
    description: 'An upload failed five times and has a receipt that says so. Runbook: A file could not be processed.'
    query: 'AppRequests | where Name startswith "Poison"'
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
  {
    name: 'uploads-unanswered'
    displayName: 'Pilot: an upload has waited for its answer for an hour'
    description: 'A file arrived and was neither answered nor refused. Runbook: An upload is not answered.'
    query: 'AppTraces | where Message startswith "Waiting for an answer for more than an hour"'
    window: 'PT1H'
    every: 'PT15M'
    look: 'PT1H'
    severity: 2
  }
  {
    name: 'upload-not-passed'
    displayName: 'Pilot: the virus scan did not pass an upload'
    description: 'A file was refused unopened. Runbook: The virus scan did not pass an upload.'
    query: 'AppTraces | where Message contains "the virus scan"'
    window: 'PT15M'
    every: 'PT15M'
    look: 'PT15M'
    severity: 2
  }
  {
    name: 'timers-overdue'
    displayName: 'Pilot: a timer is overdue'
    description: 'A timer has not fired when it should have. Runbook: A timer is overdue.'
    query: 'AppTraces | where Message startswith "The timer" and Message contains "is overdue"'
    window: 'PT1H'
    every: 'PT15M'
    look: 'PT1H'
    severity: 2
  }
  {
    name: 'sign-ins-refused'
    displayName: 'Pilot: many sign-ins were refused'
    description: 'More than 20 requests of people who are not known were refused in a quarter of an hour. Runbook: Many sign-ins are refused.'
    query: 'AppServiceAuthenticationLogs | where StatusCode in (401, 403) | summarize Refused = count() | where Refused > 20'
    window: 'PT15M'
    every: 'PT15M'
    look: 'PT15M'
    severity: 3
  }
  {
    name: 'database-sign-ins-refused'
    displayName: 'Pilot: somebody was refused by the database'
    description: 'A sign-in to the database failed. Runbook: Somebody was refused by the database.'
    query: 'AzureDiagnostics | where Category == "SQLSecurityAuditEvents" and action_name_s == "DATABASE AUTHENTICATION FAILED"'
    window: 'PT15M'
    every: 'PT15M'
    look: 'PT15M'
    severity: 2
  }
  {
    name: 'out-of-memory'
    displayName: 'Pilot: the program was ended for want of memory'
    description: 'An instance ran out of memory; what it worked on is tried again. Runbook: The program ran out of memory.'
    query: 'FunctionAppLogs | where Message has_any ("OutOfMemoryException", "exit code 137", "OOMKilled")'
    window: 'PT15M'
    every: 'PT15M'
    look: 'PT15M'
    severity: 2
  }
  {
    name: 'vault-read'
    displayName: 'Pilot: somebody other than the app read a value in the vault'
    description: 'Only the app reads the values, and operators when they exchange one. Runbook: Somebody read the vault.'
    query: 'AzureDiagnostics | where ResourceProvider == "MICROSOFT.KEYVAULT" and OperationName == "SecretGet" and identity_claim_appid_g != "${appClientId}"'
    window: 'PT15M'
    every: 'PT15M'
    look: 'PT15M'
    severity: 1
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
