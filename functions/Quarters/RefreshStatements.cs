using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Quarters;

/// <summary>
/// The provisional statement that goes with a receipt: the provider's own money as it stands with the return just accepted.
/// </summary>
/// <remarks>
/// It is worked out from what the provider's money depends on and no more: its own facts, and what other providers hold of the same
/// learners. Lines and caps are each provider's own. Nothing is worked out where nothing was accepted.
/// </remarks>
internal sealed class RefreshStatements(PilotServices services)
{
    private readonly OwedStatements _owed = new(services.Database);

    /// <summary>The sweep's part: draws what is still owed, because the work was cut short before it. One that fails keeps no other waiting.</summary>
    /// <returns>How many providers' statements were owed.</returns>
    public async Task<int> DrawOwedAsync(CancellationToken cancellationToken)
    {
        var providers = (await _owed.ListAsync(null, cancellationToken)).Select(statement => statement.Ukprn).Distinct().ToList();
        foreach (var ukprn in providers)
        {
            try
            {
                await RunAsync(ukprn, cancellationToken);
            }
            catch (Exception failure) when (!TransientFault.Is(failure))
            {
                services.Log.LogError("No provisional statement for {Ukprn}: {Failure}", ukprn, FailureReport.Describe(failure));
            }
        }

        return providers.Count;
    }

    /// <summary>Draws the statements that are owed to a provider.</summary>
    public async Task RunAsync(Ukprn ukprn, CancellationToken cancellationToken)
    {
        if ((await _owed.ListAsync(ukprn, cancellationToken)).Count == 0)
        {
            return;
        }

        await using var turn = await services.Leases.AcquireRunsAsync(cancellationToken);
        // Again, now that nobody else draws any.
        var owed = await _owed.ListAsync(ukprn, cancellationToken);
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        foreach (var period in (await new Periods(services).CountInAsync(owed, settings, cancellationToken)).OrderBy(group => group.Key))
        {
            if (period.Key is { } id && settings.FindPeriod(id) is not null && settings.FindProvider(ukprn) is not null)
            {
                await DrawAsync(id, ukprn, settings, cancellationToken);
            }

            await _owed.RemoveAsync(period, cancellationToken);
        }
    }

    private async Task DrawAsync(Quarter period, Ukprn ukprn, PilotSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var file = QuarterlyWorkbooks.Statement(await FiguresAsync(period, ukprn, settings, cancellationToken), ukprn);
            await using var content = file.Open();
            await services.Blobs.ReplaceAsync(file.Container, file.Name, content, file.ContentType, cancellationToken);
        }
        catch (RunRefusedException refused)
        {
            // The return is accepted all the same; the next run says what is wrong.
            services.Log.LogError("No provisional statement for {Period}: {Reason}", period.Id, refused.Message);
        }
    }

    internal async Task<QuarterFigures> FiguresAsync(Quarter period, Ukprn ukprn, PilotSettings settings, CancellationToken cancellationToken)
    {
        var inputs = await new LoadInputs(services).LoadProviderAsync(period, settings, ukprn, cancellationToken) with { RunOn = services.Today };
        return new QuarterFigures
        {
            // The hash is of what this statement was worked out from; it publishes nothing and protects nothing published.
            Run = new RunRecord(
                0, period, RunKind.Provisional, 0, RunState.Provisional, settings.Version, InputsHash.Of(inputs, RunKind.Provisional, null, ""),
                services.Now, InputsHash.EngineVersion),
            Settings = settings,
            Ledger = inputs.Ledger,
            Funding = EarnAndReconcile.Run(inputs),
            Providers = inputs.Providers,
            LastClosed = inputs.LastClosed,
        };
    }
}
