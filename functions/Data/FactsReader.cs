using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>
/// Reads what is held, as of a moment: the newest judgement of every submission as of it, and the rows accepted by those. A fixed
/// number of queries, whatever the number of providers; rows come in the order of their ids, which is the order of providers.
/// </summary>
internal sealed class FactsReader(PilotDatabase database)
{
    /// <summary>Every provider of whom a file was judged, in the order of UKPRNs, one after the other: only one is in memory at a time.</summary>
    public IEnumerable<ProviderFacts> ReadAll(DateTime asOf)
    {
        using var context = database.Open();
        using var other = database.Open();
        var connection = Opened(context);
        foreach (var provider in Read(connection, Opened(other), Headers(connection, 0, int.MaxValue, asOf), int.MinValue, int.MaxValue))
        {
            yield return HoldFacts.Of(provider.Ukprn, provider.Submissions, provider.Accepted);
        }
    }

    /// <summary>One provider's returns, not yet folded.</summary>
    public ProviderReturns ReadReturns(Ukprn ukprn, DateTime asOf) => database.Read(connection => database.Read(beside =>
        Read(connection, beside, Headers(connection, ukprn.Value, ukprn.Value, asOf), ukprn.Value, ukprn.Value).SingleOrDefault()
            ?? new ProviderReturns(ukprn, [], [])));

    /// <summary>Every provider's submissions without their rows: who has sent what, and when. In the order of UKPRNs.</summary>
    public IReadOnlyList<ProviderFacts> ReadSubmissions(DateTime asOf) => database.Read(connection =>
        Headers(connection, 0, int.MaxValue, asOf)
            .GroupBy(one => one.Submission.Ukprn)
            .Select(one => new ProviderFacts(one.Key, one.Select(header => header.Submission).ToList(), [], []))
            .ToList());

    /// <param name="beside">Completions are read through it while enrolments are read: one open reader a connection.</param>
    private static IEnumerable<ProviderReturns> Read(DbConnection connection, DbConnection beside, List<Header> headers, int first, int last)
    {
        var counted = headers
            .Where(one => one.Submission.IsAccepted)
            .ToDictionary(one => one.JudgementId);
        if (headers.Count == 0)
        {
            yield break;
        }

        var texts = new TextPool();
        using var enrolments = new RowStream<Enrolment>(connection, RowMaps.Enrolments.Table, RowMaps.Enrolments.Columns, first, last, from => RowMaps.ReadEnrolment(from, texts));
        using var completions = new RowStream<Completion>(beside, RowMaps.Completions.Table, RowMaps.Completions.Columns, first, last, from => RowMaps.ReadCompletion(from, texts));
        foreach (var provider in headers.GroupBy(one => one.Submission.Ukprn).OrderBy(group => group.Key))
        {
            var enrolled = enrolments.OfProvider(provider.Key.Value, counted.ContainsKey, (row, value) => new EnrolmentAt(row, value));
            var ended = completions.OfProvider(provider.Key.Value, counted.ContainsKey, (row, value) => new CompletionAt(row, value));
            var accepted = provider
                .Where(one => one.Submission.IsAccepted)
                .Select(one => new AcceptedReturn(
                    one.Submission,
                    enrolled.GetValueOrDefault(one.JudgementId) ?? [],
                    ended.GetValueOrDefault(one.JudgementId) ?? []))
                .ToList();
            yield return new ProviderReturns(provider.Key, provider.Select(one => one.Submission).ToList(), accepted);
        }
    }

    private static DbConnection Opened(PilotDbContext context)
    {
        context.Database.OpenConnection();
        return context.Database.GetDbConnection();
    }

    /// <summary>
    /// Every submission that was judged by then, with its newest judgement as of the moment. What waits for its judgement, could not be
    /// processed or was sent before says nothing of kind, period or rows: whether it stands as one or the other changes with time, and no
    /// figure with it.
    /// </summary>
    private static List<Header> Headers(DbConnection connection, int first, int last, DateTime asOf)
    {
        (string, object)[] values = [("@first", first), ("@last", last), ("@asOf", asOf)];
        var judgements = new Dictionary<int, Judged>();
        foreach (var one in connection.List(
                "SELECT Id, SubmissionNumber, Version, Status, Kind, Period, PreparedOn, Nil, Interim, \"Rows\", AcceptedRows, RejectedRows, Warnings, "
                + "RejectedLearners FROM Judgements WHERE Ukprn >= @first AND Ukprn <= @last AND AsOf <= @asOf",
                ReadJudged, values))
        {
            if (!judgements.TryGetValue(one.Submission.Number, out var other) || other.Version < one.Version)
            {
                judgements[one.Submission.Number] = one;
            }
        }

        return connection.List(
                "SELECT Number, Ukprn, ReceivedAt FROM Submissions "
                + "WHERE Ukprn >= @first AND Ukprn <= @last AND ReceivedAt <= @asOf ORDER BY Ukprn, Number",
                from => (Number: from.GetInt32(0), Ukprn: Ukprn.Of(from.GetInt32(1)), ReceivedAt: new DateTimeOffset(from.Moment(2))), values)
            .FindAll(one => judgements.ContainsKey(one.Number))
            .ConvertAll(one =>
            {
                var judged = judgements[one.Number];
                return new Header(judged.Id, judged.Submission with { Ukprn = one.Ukprn, ReceivedAt = one.ReceivedAt });
            });
    }

    private static Judged ReadJudged(DbDataReader from) => new(from.GetInt64(0), from.GetInt32(2), new JudgedSubmission
    {
        Number = from.GetInt32(1),
        Ukprn = default,
        ReceivedAt = default,
        Status = Enum.Parse<SubmissionStatus>(from.GetString(3)),
        Kind = from.IsDBNull(4) ? null : Enum.Parse<ReturnKind>(from.GetString(4)),
        Period = from.IsDBNull(5) ? null : Quarter.Parse(from.GetString(5)),
        PreparedOn = from.IsDBNull(6) ? null : from.GetFieldValue<DateOnly>(6),
        Nil = from.GetBoolean(7),
        Interim = from.GetBoolean(8),
        Rows = from.GetInt32(9),
        AcceptedRows = from.GetInt32(10),
        RejectedRows = from.GetInt32(11),
        Warnings = from.GetInt32(12),
        RejectedLearners = from.GetString(13) is { Length: > 0 } learners ? learners.Split('\n').ToHashSet(StringComparer.Ordinal) : new HashSet<string>(),
    });

    private sealed record Judged(long Id, int Version, JudgedSubmission Submission);

    private sealed record Header(long JudgementId, JudgedSubmission Submission);

    /// <summary>Rows of one table in the order of their ids.</summary>
    private sealed class RowStream<T>(
        DbConnection connection, string table, IReadOnlyList<string> columns, int first, int last, Func<DbDataReader, T> read) : IDisposable
    {
        private DbCommand? _command;
        private DbDataReader? _reader;
        private bool _hasRow;

        /// <summary>The rows of a provider by the judgement that accepted them; providers must be asked for in ascending order.</summary>
        public Dictionary<long, List<TAt>> OfProvider<TAt>(int ukprn, Func<long, bool> isCounted, Func<int, T, TAt> at)
        {
            var rows = new Dictionary<long, List<TAt>>();
            if (_reader is null)
            {
                Open();
                _hasRow = _reader!.Read();
            }

            for (; _hasRow; _hasRow = _reader.Read())
            {
                var id = _reader.GetInt64(0);
                var judgement = JudgementIds.JudgementOf(id);
                var owner = JudgementIds.UkprnOf(judgement);
                if (owner > ukprn)
                {
                    break;
                }

                if (owner == ukprn && isCounted(judgement))
                {
                    if (!rows.TryGetValue(judgement, out var list))
                    {
                        rows[judgement] = list = [];
                    }

                    list.Add(at(JudgementIds.ExcelRowOf(id), read(_reader)));
                }
            }

            return rows;
        }

        public void Dispose()
        {
            _reader?.Dispose();
            _command?.Dispose();
        }

        private void Open()
        {
            var all = $"SELECT {string.Join(", ", columns)} FROM {table}";
            if (first > int.MinValue)
            {
                var (from, to) = JudgementIds.RowsOf(first, last);
                _command = connection.Command(all + " WHERE Id >= @first AND Id <= @last ORDER BY Id", ("@first", from), ("@last", to));
            }
            else
            {
                _command = connection.Command(all + " ORDER BY Id");
            }

            _reader = _command.ExecuteReader(CommandBehavior.SequentialAccess);
        }
    }
}

/// <summary>Everything accepted of one provider, not yet folded.</summary>
/// <param name="Submissions">In the order of their numbers.</param>
internal sealed record ProviderReturns(Ukprn Ukprn, IReadOnlyList<JudgedSubmission> Submissions, IReadOnlyList<AcceptedReturn> Accepted)
{
    public ProviderFacts Fold(Func<JudgedSubmission, bool>? counts = null) =>
        HoldFacts.Of(Ukprn, Submissions, counts is null ? Accepted : Accepted.Where(one => counts(one.Submission)).ToList());
}
