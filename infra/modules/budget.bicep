// What a month may cost. It stops nothing: it tells.

@description('Name of the budget.')
@minLength(3)
@maxLength(60)
param name string

@description('What a month may cost, in the currency of the subscription.')
param amount int

@description('First day of the month from which it counts.')
param startDate string

@description('Resource id of the action group that is told.')
param actionGroupId string

@description('Who is told.')
param alertEmail string

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: startDate
    }
    notifications: {
      nearlySpent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [
          alertEmail
        ]
        contactGroups: [
          actionGroupId
        ]
      }
      willBeSpent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [
          alertEmail
        ]
        contactGroups: [
          actionGroupId
        ]
      }
    }
  }
}
