using Pilot.Functions.Faults;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>
/// Reads what is held, as of a moment: the newest judgement of every submission as of it, and the rows accepted by those. A fixed
/// number of queries, whatever the number of providers; rows come in the order of their ids, which is the order of providers.
/// </summary>
internal sealed class FactsReader(PilotDatabase database)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Every provider of whom a file was judged, in the order of UKPRNs, one after the other: only one is in memory at a time.</summary>
    /// <remarks>Where the connection is cut, it goes on behind the provider that was given last: what is held as of a moment never changes.</remarks>
    public IEnumerable<ProviderFacts> ReadAll(DateTime asOf)
    {
        for (int last = 0, cuts = 0; ; cuts++)
        {
            var isCutOff = false;
            using var providers = ReadProvidersAfter(last, asOf).GetEnumerator();
            while (Next(providers, mayBeCutOff: cuts < PilotDatabase.MaxRetries, ref isCutOff) is { } provider)
            {
                last = provider.Ukprn.Value;
                yield return GatherFacts.Of(provider.Ukprn, provider.Submissions, provider.Accepted);
            }

            if (!isCutOff)
            {
                yield break;
            }

            Thread.Sleep(Pause * cuts);
        }
    }

    private static ProviderReturns? Next(IEnumerator<ProviderReturns> providers, bool mayBeCutOff, ref bool isCutOff)
    {
        try
        {
            return providers.MoveNext() ? providers.Current : null;
        }
        catch (Exception failure) when (mayBeCutOff && DatabaseFault.IsCutOff(failure))
        {
            isCutOff = true;
            return null;
        }
    }

    private IEnumerable<ProviderReturns> ReadProvidersAfter(int ukprn, DateTime asOf)
    {
        using var connection = database.OpenPlain();
        using var beside = database.OpenPlain();
        var headers = Headers(connection, ukprn + 1, int.MaxValue, asOf);
        foreach (var provider in Read(connection, beside, headers, new RowFilter { AfterUkprn = ukprn }))
        {
            yield return provider;
        }
    }

    /// <summary>One provider's returns, not yet folded.</summary>
    public ProviderReturns ReadReturns(Ukprn ukprn, DateTime asOf) => ReadReturns(ukprn, asOf, new RowFilter { Of = ukprn });

    /// <summary>
    /// One provider's facts, and of each other provider what it holds of the same learners: all that the money of the one depends on. Holding
    /// facts looks at one learner at a time, so of a learner nothing is missing.
    /// </summary>
    public IReadOnlyList<ProviderFacts> ReadWithShared(Ukprn ukprn, DateTime asOf) =>
    [
        ReadReturns(ukprn, asOf).ToFacts(),
        .. SharedLearners(ukprn).Select(other => ReadReturns(other.Key, asOf, new RowFilter { Of = other.Key, Learners = [.. other] }).ToFacts()),
    ];

    private ProviderReturns ReadReturns(Ukprn ukprn, DateTime asOf, RowFilter rows) => database.Read(connection => database.Read(beside =>
        Read(connection, beside, Headers(connection, ukprn.Value, ukprn.Value, asOf), rows).SingleOrDefault()
            ?? new ProviderReturns(ukprn, [], [])));

    /// <summary>The learner_refs under which other providers ever reported a learner of this one. A temporary ULN's key is its provider's own.</summary>
    private ILookup<Ukprn, string> SharedLearners(Ukprn ukprn)
    {
        var (first, last) = JudgementIds.RowsOf(ukprn.Value, ukprn.Value);
        return database.Read(connection => connection.List(
                "SELECT Id, LearnerRef FROM Enrolments WHERE (Id < @first OR Id > @last) "
                + "AND LearnerKey IN (SELECT LearnerKey FROM Enrolments WHERE Id >= @first AND Id <= @last)",
                from => (Ukprn: JudgementIds.UkprnOf(JudgementIds.JudgementOf(from.GetInt64(0))), LearnerRef: from.GetString(1)),
                ("@first", first), ("@last", last)))
            .Distinct()
            .ToLookup(pair => Ukprn.Of(pair.Ukprn), pair => pair.LearnerRef);
    }

    /// <summary>Every provider's submissions without their rows: who has sent what, and when. In the order of UKPRNs.</summary>
    public IReadOnlyList<ProviderFacts> ReadSubmissions(DateTime asOf) => database.Read(connection =>
        Headers(connection, 0, int.MaxValue, asOf)
            .GroupBy(header => header.Submission.Ukprn)
            .Select(group => new ProviderFacts(group.Key, group.Select(header => header.Submission).ToList(), [], []))
            .ToList());

    /// <param name="beside">Completions are read through it while enrolments are read: one open reader a connection.</param>
    private static IEnumerable<ProviderReturns> Read(PlainConnection connection, PlainConnection beside, List<Header> headers, RowFilter rows)
    {
        if (headers.Count == 0)
        {
            yield break;
        }

        var counted = headers
            .Where(header => header.Submission.IsAccepted)
            .ToDictionary(header => header.JudgementId);
        var texts = new TextPool();
        using var enrolments = new RowStream<Enrolment>(connection, RowMaps.Enrolments, rows, texts);
        using var completions = new RowStream<Completion>(beside, RowMaps.Completions, rows, texts);
        foreach (var provider in headers.GroupBy(header => header.Submission.Ukprn).OrderBy(group => group.Key))
        {
            var enrolled = enrolments.OfProvider(provider.Key.Value, counted.ContainsKey, (row, value) => new NumberedEnrolment(row, value));
            var ended = completions.OfProvider(provider.Key.Value, counted.ContainsKey, (row, value) => new NumberedCompletion(row, value));
            var accepted = provider
                .Where(header => header.Submission.IsAccepted)
                .Select(header => new AcceptedReturn(
                    header.Submission,
                    enrolled.GetValueOrDefault(header.JudgementId) ?? [],
                    ended.GetValueOrDefault(header.JudgementId) ?? []))
                .ToList();
            yield return new ProviderReturns(provider.Key, provider.Select(header => header.Submission).ToList(), accepted);
        }
    }

    /// <summary>
    /// Every submission that was judged by then, with its newest judgement as of the moment. A submission that still waits, that could not be
    /// processed, or that is a duplicate is listed without kind, period or rows: its status may change later, and must change no figure.
    /// </summary>
    private static List<Header> Headers(PlainConnection connection, int first, int last, DateTime asOf)
    {
        (string, object)[] values = [("@first", first), ("@last", last), ("@asOf", asOf)];
        var (firstId, lastId) = JudgementIds.Between(first, last);
        var judgements = new Dictionary<int, Judged>();
        foreach (var judged in connection.List(
                "SELECT Id, SubmissionNumber, Version, Status, Kind, Period, PreparedOn, Nil, Interim, [Rows], AcceptedRows, RejectedRows, Warnings, "
                + "RejectedLearners FROM Judgements WHERE Id >= @first AND Id <= @last AND AsOf <= @asOf",
                ReadJudged, ("@first", firstId), ("@last", lastId), ("@asOf", asOf)))
        {
            if (!judgements.TryGetValue(judged.Submission.Number, out var other) || other.Version < judged.Version)
            {
                judgements[judged.Submission.Number] = judged;
            }
        }

        return connection.List(
                "SELECT Number, Ukprn, ReceivedAt FROM Submissions "
                + "WHERE Ukprn >= @first AND Ukprn <= @last AND ReceivedAt <= @asOf ORDER BY Ukprn, Number",
                from => new Received(from.GetInt32(0), Ukprn.Of(from.GetInt32(1)), new DateTimeOffset(from.GetMoment(2))), values)
            .FindAll(entry => judgements.ContainsKey(entry.Number))
            .ConvertAll(entry =>
            {
                var judged = judgements[entry.Number];
                return new Header(judged.Id, judged.Submission with { Ukprn = entry.Ukprn, ReceivedAt = entry.ReceivedAt });
            });
    }

    private static Judged ReadJudged(PlainRows from) => new(from.GetInt64(0), from.GetInt32(2), new JudgedSubmission
    {
        Number = from.GetInt32(1),
        Ukprn = default,
        ReceivedAt = default,
        Status = Enum.Parse<SubmissionStatus>(from.GetString(3)),
        Kind = from.IsDBNull(4) ? null : Enum.Parse<ReturnKind>(from.GetString(4)),
        Period = from.IsDBNull(5) ? null : Quarter.Parse(from.GetString(5)),
        PreparedOn = from.IsDBNull(6) ? null : from.GetDate(6),
        Nil = from.GetBoolean(7),
        Interim = from.GetBoolean(8),
        Rows = from.GetInt32(9),
        AcceptedRows = from.GetInt32(10),
        RejectedRows = from.GetInt32(11),
        Warnings = from.GetInt32(12),
        RejectedLearners = from.GetString(13) is { Length: > 0 } learners ? learners.Split('\n').Select(LearnerReference.KeyOf).ToHashSet(StringComparer.Ordinal) : new HashSet<string>(),
    });

    private sealed record Judged(long Id, int Version, JudgedSubmission Submission);

    private sealed record Received(int Number, Ukprn Ukprn, DateTimeOffset ReceivedAt);

    private sealed record Header(long JudgementId, JudgedSubmission Submission);
}

/// <summary>Everything accepted of one provider, not yet folded.</summary>
/// <param name="Submissions">In the order of their numbers.</param>
internal sealed record ProviderReturns(Ukprn Ukprn, IReadOnlyList<JudgedSubmission> Submissions, IReadOnlyList<AcceptedReturn> Accepted)
{
    /// <param name="withHistory">Monitors ask for what the returns said of each row; a judgement does not.</param>
    public ProviderFacts ToFacts(Func<JudgedSubmission, bool>? counts = null, bool withHistory = true) =>
        GatherFacts.Of(Ukprn, Submissions, counts is null ? Accepted : Accepted.Where(accepted => counts(accepted.Submission)).ToList(), withHistory);
}
