using Pilot.Functions.Data;
using Pilot.Functions.Outbox;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;

namespace Pilot.Functions.Quarters;

/// <summary>
/// Messages for what is due (functions.md section 2): a period opens, a return is due or overdue, a statement is ready. Running it again,
/// or a day late, makes no second message and loses none.
/// </summary>
internal sealed class RemindProviders(PilotServices services)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var write = await WriteMessages.OpenAsync(services, cancellationToken);
        var today = services.Today;
        var calling = write.Settings.Calendar.Where(row => PeriodMessages.On(today, row) is not null).ToList();
        if (calling.Count > 0)
        {
            var closed = await new Periods(services).ClosedAsync(cancellationToken);
            // Of what is held, deadlines need the submissions alone.
            var held = new FactsReader(services.Database).ReadSubmissions(DateTime.MaxValue);
            foreach (var row in calling.Where(row => !closed.Contains(row.Period)))
            {
                var returns = ReturnsReceived.For(row.Period, write.Settings, held, today);
                await RemindAsync(write, row, returns, today, cancellationToken);
            }
        }

        await new NotifyOfRun(services, write).RetryUnsentAsync(cancellationToken);
    }

    private static async Task RemindAsync(
        WriteMessages write, CalendarPeriod row, IReadOnlyList<ReturnReceived> returns, DateOnly today, CancellationToken cancellationToken)
    {
        foreach (var provider in returns.Where(received => !received.Received).GroupBy(received => received.Provider.Ukprn))
        {
            var owed = provider.Select(received => received.Kind).ToList();
            await write.RunAsync(
                PeriodMessages.On(today, row) switch
                {
                    MessageKind.PeriodOpens => PeriodMessages.Opens(provider.Key, row),
                    MessageKind.Due => PeriodMessages.Due(provider.Key, row, owed, today),
                    _ => PeriodMessages.Overdue(provider.Key, row, owed),
                },
                cancellationToken);
        }
    }
}
