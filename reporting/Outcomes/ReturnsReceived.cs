using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Outcomes;

public enum Timeliness
{
    OnTime,
    Late,
    Missing,
    NotDue,
}

/// <summary>What one provider sent for one return of a period.</summary>
/// <param name="Counts">The submission that counts as the return, or else the latest that was judged; null where nothing came.</param>
/// <param name="StaleRows">Rows that were carried forward: all that are held where no return came for the period.</param>
public sealed record ReturnReceived(
    Provider Provider, ReturnKind Kind, Timeliness Timeliness, JudgedSubmission? Counts, DateOnly? DueOn, int StaleRows)
{
    public bool Received => Timeliness is Timeliness.OnTime or Timeliness.Late;

    public string Result => Counts switch
    {
        null => "none",
        { Interim: true, IsAccepted: true } => "interim, still owed",
        { IsReturn: true, Nil: true } => "nil",
        { Status: SubmissionStatus.Accepted } => "accepted",
        { Status: SubmissionStatus.PartlyAccepted } => "partly accepted",
        _ => "rejected",
    };
}

/// <summary>Who has sent what for a period, and when (workbooks.md, T02).</summary>
public static class ReturnsReceived
{
    /// <param name="today">The day on which the run was made, in London: a return that is not due yet is not missing.</param>
    public static IReadOnlyList<ReturnReceived> For(
        Quarter period, PilotSettings settings, IReadOnlyList<ProviderFacts> facts, DateOnly today)
    {
        var factsOf = facts.ToDictionary(fact => fact.Ukprn);
        var due = settings.FindPeriod(period)?.DueOn;
        List<ReturnReceived> rows = [];
        foreach (var provider in settings.Providers.OrderBy(provider => provider.Ukprn).Where(provider => Owes(provider.Ukprn, period, settings)))
        {
            var held = factsOf.GetValueOrDefault(provider.Ukprn, new ProviderFacts(provider.Ukprn, [], [], []));
            rows.Add(Judge(provider, ReturnKind.Enrolment, period, held, due, today));
            rows.Add(Judge(provider, ReturnKind.Completion, period, held, due, today));
        }

        return rows;
    }

    /// <summary>Returns are owed from the year of the provider's first allocation.</summary>
    private static bool Owes(Ukprn ukprn, Quarter period, PilotSettings settings) =>
        settings.Allocations.Any(line => line.Ukprn == ukprn && line.FundingYear <= period.FundingYear);

    private static ReturnReceived Judge(
        Provider provider, ReturnKind kind, Quarter period, ProviderFacts held, DateOnly? due, DateOnly today)
    {
        JudgedSubmission[] sent =
        [
            .. held.Submissions
                .Where(submission => submission.Kind == kind && submission.Period == period)
                .OrderBy(submission => submission.PreparedOn).ThenBy(submission => submission.Number),
        ];
        JudgedSubmission[] returns = [.. sent.Where(submission => submission.IsReturn && !submission.Interim)];
        // The obligation was met when the first acceptable return came; a correction sent later does not make it late.
        var met = returns.MinBy(submission => (submission.ReceivedAt, submission.Number));
        var timeliness = met is not null
            ? due is null || met.ReceivedAt <= LondonTime.EndOf(due.Value) ? Timeliness.OnTime : Timeliness.Late
            : due is null || today <= due.Value ? Timeliness.NotDue : Timeliness.Missing;
        var stale = kind == ReturnKind.Enrolment
            ? held.Enrolments.Count(enrolment => enrolment.Stale || met is null)
            : held.Completions.Count(completion => completion.Stale || met is null);
        return new ReturnReceived(provider, kind, timeliness, returns.LastOrDefault() ?? sent.LastOrDefault(), due, stale);
    }
}
