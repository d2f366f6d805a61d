using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>
/// Makes the runs of a quarter (funding.md section 5): provisional while it is open, closing once its time has passed, revisions of the
/// latest closed one. A run whose inputs are known is that run: no new number, file or date.
/// </summary>
public sealed class RunQuarter(PilotServices services)
{
    /// <summary>Of the reason for a revision, in characters.</summary>
    internal const int MaxReasonLength = 500;

    /// <summary>A provisional run of a period; on a closed one its last run, and none is made.</summary>
    /// <exception cref="CannotBeDoneException">The period is unknown or has not begun.</exception>
    public async Task<RunResult> ProvisionalAsync(Quarter period, CancellationToken cancellationToken)
    {
        if (await new FindCurrentRun(services).FindAsync(period, cancellationToken) is { } unchanged)
        {
            return unchanged;
        }

        await using var turn = await services.Leases.AcquireRunsAsync(cancellationToken);
        if (await FindLastAsync(period, RunKind.Closing, cancellationToken) is { } closed)
        {
            return await new WriteWorkbooks(services).EnsureFilesAsync(closed, isNew: false, cancellationToken);
        }

        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var row = settings.FindPeriod(period) ?? throw new CannotBeDoneException(settings.Version == 0
            ? "No settings have been accepted yet."
            : $"The calendar in the settings has no period {period.Id}.");
        if (row.OpensOn > services.Today)
        {
            throw new CannotBeDoneException($"{period.Words} has not begun: it opens on {Display.Date(row.OpensOn)}.");
        }

        return await MakeAsync(new RunRequest(period, RunKind.Provisional, 0, null, settings, DateTime.MaxValue, services.Today), cancellationToken);
    }

    /// <summary>The closing run of a period, from what was received and in force when it closed. The lock is the caller's.</summary>
    internal async Task<RunResult> CloseAsync(CalendarPeriod row, CancellationToken cancellationToken)
    {
        var moment = LondonTime.EndOf(row.ClosesOn).UtcDateTime;
        var settings = await new SettingsStore(services.Database).ForClosingAsync(moment, cancellationToken);
        return await PublishIfAutomaticAsync(
            await MakeAsync(new RunRequest(row.Period, RunKind.Closing, 1, null, settings, moment, null), cancellationToken), settings, cancellationToken);
    }

    /// <summary>Goes on with a closing run or a revision that was cut short after it was stored. The lock is the caller's.</summary>
    internal async Task FinishAsync(int number, CancellationToken cancellationToken)
    {
        RunRow row;
        await using (var context = services.Database.Open())
        {
            row = await context.Runs.AsNoTracking().FirstAsync(run => run.Number == number, cancellationToken);
        }

        var settings = await new SettingsStore(services.Database).VersionAsync(row.SettingsVersion, cancellationToken);
        await PublishIfAutomaticAsync(await new WriteWorkbooks(services).EnsureFilesAsync(row, isNew: false, cancellationToken), settings, cancellationToken);
    }

    private async Task<RunResult> PublishIfAutomaticAsync(RunResult run, PilotSettings settings, CancellationToken cancellationToken) =>
        settings.Scheme.AutoPublish && run.Record is { Kind: RunKind.Closing, State: RunState.AwaitingApproval }
            && await new ApproveRun(services).IsVouchedForAsync(settings.Version, cancellationToken)
            ? (await new ApproveRun(services).PublishAsync(run.Record.Number, "automatic publication (settings)", cancellationToken)) with { IsNew = run.IsNew }
            : run;

    /// <summary>Re-draws the latest closed period from the facts of its closing, under the settings now in force.</summary>
    /// <exception cref="CannotBeDoneException">The period is not the latest closed one.</exception>
    /// <param name="by">The officer who asks for it; null where nobody is known.</param>
    public async Task<RunResult> ReviseAsync(Quarter period, string reason, CancellationToken cancellationToken, string? by = null)
    {
        await using var turn = await services.Leases.AcquireRunsAsync(cancellationToken);
        await LearnerDataRemoval.RefuseRunAsync(services, cancellationToken);
        await new Periods(services).RefuseUnlessRevisableAsync(period, cancellationToken);
        var last = (await FindLastAsync(period, RunKind.Closing, cancellationToken))!;
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var order = new RunRequest(period, RunKind.Revision, last.Revision + 1, reason.Trim(), settings, last.FactsAsOf, null);
        var inputs = await InputsAsync(order, cancellationToken);
        if (last.Kind == RunKind.Revision && await HashAsync(order with { Revision = last.Revision }, inputs, cancellationToken) == last.InputsHash)
        {
            // The same request again: that revision is what was asked for.
            return await new WriteWorkbooks(services).EnsureFilesAsync(last, isNew: false, cancellationToken);
        }

        if (!(await new RevisionChanges(services).CompareAsync(last, inputs, order.Reason, cancellationToken)).Any)
        {
            return await new WriteWorkbooks(services).EnsureFilesAsync(last, isNew: false, cancellationToken) with
            {
                Note = $"No figure of {period.Words} would change under the settings now in force, so no revision was made.",
            };
        }

        return await MakeAsync(order with { By = by }, cancellationToken);
    }

    private async Task<FundingInputs> InputsAsync(RunRequest request, CancellationToken cancellationToken) =>
        await new LoadInputs(services).RunAsync(request.Period, request.Settings, request.Moment, cancellationToken) with { RunOn = request.RunOn };

    private async Task<string> HashAsync(RunRequest request, FundingInputs inputs, CancellationToken cancellationToken) => InputsHash.Of(
        inputs, request.Kind, request.Reason, await new PublishedFigures(services).LoadEarlierAsync(request.Period, request.Revision, cancellationToken));

    /// <summary>The last run of a period: of a closed one its highest revision, else the provisional run that was asked for last.</summary>
    internal async Task<RunRow?> FindLastAsync(Quarter period, RunKind kind, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var runs = context.Runs.AsNoTracking().Where(run => run.Period == period.Id);
        return kind == RunKind.Provisional
            ? await runs.Where(run => run.Kind == kind).OrderByDescending(run => run.AskedAt).ThenByDescending(run => run.Number).FirstOrDefaultAsync(cancellationToken)
            : await runs.Where(run => run.Kind != RunKind.Provisional).OrderByDescending(run => run.Revision).FirstOrDefaultAsync(cancellationToken);
    }

    /// <param name="RunOn">Today for a provisional run, null for the others.</param>
    private sealed record RunRequest(
        Quarter Period, RunKind Kind, int Revision, string? Reason, PilotSettings Settings, DateTime Moment, DateOnly? RunOn)
    {
        /// <summary>The officer who asked for it; null where nobody is known.</summary>
        public string? By { get; init; }
    }

    private async Task<RunResult> MakeAsync(RunRequest request, CancellationToken cancellationToken)
    {
        using var running = Telemetry.Begin("run");
        await LearnerDataRemoval.RefuseRunAsync(services, cancellationToken);
        // Before the facts are read: what is judged meanwhile stays owed.
        var owed = request.Kind == RunKind.Provisional ? await new OwedStatements(services.Database).ListAsync(null, cancellationToken) : [];
        var known = new InputsFingerprint(services);
        var basis = request.RunOn is { } day ? await known.ReadBasisAsync(request.Period, request.Settings, day, cancellationToken) : null;
        var inputs = await InputsAsync(request, cancellationToken);
        var hash = await HashAsync(request, inputs, cancellationToken);
        if (basis is not null)
        {
            await known.RememberAsync(request.Period, basis, hash, cancellationToken);
        }

        await using var context = services.Database.Open();
        var row = await context.Runs.FirstOrDefaultAsync(run => run.InputsHash == hash, cancellationToken);
        if (row is not null)
        {
            await BringForwardAsync(context, row, cancellationToken);
            return await WriteFilesAsync(row, isNew: false, owed, request, null, cancellationToken);
        }

        var run = EarnAndReconcile.Run(inputs);
        row = RowOf(request, inputs, hash, run);
        var publication = await new WriteWorkbooks(services).PublicationAsync(row, inputs, run, cancellationToken);
        row = await services.Database.ExecuteWithRetryAsync((stored, attemptToken) => StoreAsync(stored, row, request, attemptToken), cancellationToken);
        // Stored: tens of megabytes that the files are not drawn from.
        row.Earnings = [];
        Telemetry.RunMade(row.Kind.Code());
        services.Log.LogInformation("Run {Number}: {Kind} of {Period}", row.Number, row.Kind, row.Period);
        return await WriteFilesAsync(row, isNew: true, owed, request, new ComputedRun(inputs, run, publication), cancellationToken);
    }

    private RunRow RowOf(RunRequest request, FundingInputs inputs, string hash, FundingRun run) => new()
    {
        Period = request.Period.Id,
        Kind = request.Kind,
        Revision = request.Revision,
        State = request.Kind == RunKind.Provisional ? RunState.Provisional : RunState.AwaitingApproval,
        SettingsVersion = request.Settings.Version,
        InputsHash = hash,
        FactsAsOf = request.Moment == DateTime.MaxValue ? LatestOf(inputs) : request.Moment,
        CreatedAt = services.UtcNow,
        AskedAt = services.UtcNow,
        EngineVersion = InputsHash.EngineVersion,
        Reason = request.Reason,
        Lines = RunJson.Lines(run.Lines),
        Earnings = RunJson.Earnings(run.Earnings),
    };

    /// <summary>The run with its line in the audit. One that is there was stored by an earlier try whose answer was lost: the lock is ours.</summary>
    private async Task<RunRow> StoreAsync(PilotDbContext context, RunRow row, RunRequest request, CancellationToken cancellationToken)
    {
        if (await context.Runs.FirstOrDefaultAsync(run => run.InputsHash == row.InputsHash, cancellationToken) is { } stored)
        {
            return stored;
        }

        row.Number = 0;
        context.Runs.Add(row);
        context.Audit.Add(new AuditRow
        {
            At = services.UtcNow,
            Who = request.By ?? "pilot",
            What = request.Kind.Code().ToLowerInvariant() + " run",
            Detail = $"{request.Period.Id}, settings version {request.Settings.Version}, inputs {row.InputsHash}",
        });
        await context.SaveChangesAsync(cancellationToken);
        return row;
    }

    /// <summary>Where the files of a provisional run are written, its statements are among them, and no receipt owes those any more.</summary>
    private async Task<RunResult> WriteFilesAsync(
        RunRow row, bool isNew, IReadOnlyList<OwedStatement> owed, RunRequest request, ComputedRun? computed, CancellationToken cancellationToken)
    {
        var writes = row.FilesAt is null;
        var shown = await new WriteWorkbooks(services).EnsureFilesAsync(row, isNew, cancellationToken, computed);
        if (writes && owed.Count > 0)
        {
            await new OwedStatements(services.Database).RemoveAsync((await new Periods(services).CountInAsync(owed, request.Settings, cancellationToken))[request.Period], cancellationToken);
        }

        return shown;
    }

    /// <summary>A provisional run takes all there is; drawn again later, it must take just that.</summary>
    private DateTime LatestOf(FundingInputs inputs) => inputs.Providers
        .SelectMany(provider => provider.Submissions)
        .Select(submission => submission.ReceivedAt.UtcDateTime)
        .Append(services.UtcNow)
        .Max();

    private async Task BringForwardAsync(PilotDbContext context, RunRow row, CancellationToken cancellationToken)
    {
        if (row.Kind != RunKind.Provisional)
        {
            return;
        }

        var latest = await context.Runs.Where(run => run.Period == row.Period && run.Kind == RunKind.Provisional).MaxAsync(run => run.AskedAt, cancellationToken);
        if (latest > row.AskedAt)
        {
            // Another run's files stand there now: these are to be drawn again.
            row.AskedAt = services.UtcNow > latest ? services.UtcNow : latest.AddTicks(10);
            row.FilesAt = null;
            await context.SaveChangesAsync(cancellationToken);
        }
    }
}
