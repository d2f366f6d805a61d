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
    /// <summary>Every provider that has sent anything, in the order of UKPRNs, one after the other: only one is in memory at a time.</summary>
    public IEnumerable<ProviderFacts> ReadAll(DateTime asOf)
    {
        using var context = database.Open();
        var headers = Headers(context, 0, int.MaxValue, asOf);
        foreach (var provider in Read(context, headers, int.MinValue, int.MaxValue))
        {
            yield return HoldFacts.Of(provider.Ukprn, provider.Submissions, provider.Accepted);
        }
    }

    /// <summary>One provider's returns, not yet folded.</summary>
    public ProviderReturns ReadReturns(Ukprn ukprn, DateTime asOf)
    {
        using var context = database.Open();
        var headers = Headers(context, ukprn.Value, ukprn.Value, asOf);
        return Read(context, headers, ukprn.Value, ukprn.Value).SingleOrDefault() ?? new ProviderReturns(ukprn, [], []);
    }

    /// <summary>Every provider's submissions without their rows: who has sent what, and when. In the order of UKPRNs.</summary>
    public IReadOnlyList<ProviderFacts> ReadSubmissions(DateTime asOf)
    {
        using var context = database.Open();
        return Headers(context, 0, int.MaxValue, asOf)
            .GroupBy(one => one.Submission.Ukprn)
            .Select(one => new ProviderFacts(one.Key, one.Select(header => header.Submission).ToList(), [], []))
            .ToList();
    }

    private IEnumerable<ProviderReturns> Read(PilotDbContext context, List<Header> headers, int first, int last)
    {
        var counted = headers
            .Where(one => one.Submission.IsAccepted)
            .ToDictionary(one => one.JudgementId);
        // One open reader a connection.
        using var beside = database.Open();
        var texts = new TextPool();
        using var enrolments = new RowStream<Enrolment>(Opened(context), RowMaps.Enrolments.Table, RowMaps.Enrolments.Columns, first, last, from => RowMaps.ReadEnrolment(from, texts));
        using var completions = new RowStream<Completion>(Opened(beside), RowMaps.Completions.Table, RowMaps.Completions.Columns, first, last, from => RowMaps.ReadCompletion(from, texts));
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

    /// <summary>Every submission with its newest judgement as of the moment; those that have none stand as received or failed.</summary>
    private static List<Header> Headers(PilotDbContext context, int first, int last, DateTime asOf)
    {
        var judgements = context.Judgements.AsNoTracking()
            .Where(one => one.Ukprn >= first && one.Ukprn <= last && one.AsOf <= asOf)
            .Select(one => new
            {
                one.Id,
                one.SubmissionNumber,
                one.Version,
                one.Status,
                one.Kind,
                one.Period,
                one.PreparedOn,
                one.Nil,
                one.Interim,
                one.Rows,
                one.AcceptedRows,
                one.RejectedRows,
                one.Warnings,
                one.RejectedLearners,
            })
            .ToList()
            .GroupBy(one => one.SubmissionNumber)
            .ToDictionary(group => group.Key, group => group.MaxBy(one => one.Version)!);
        var submissions = context.Submissions.AsNoTracking()
            .Where(one => one.Ukprn >= first && one.Ukprn <= last && one.ReceivedAt <= asOf)
            .ToList();
        return submissions
            .OrderBy(one => one.Ukprn).ThenBy(one => one.Number)
            .Select(one =>
            {
                var judged = judgements.GetValueOrDefault(one.Number);
                return new Header(judged?.Id ?? 0, new JudgedSubmission
                {
                    Number = one.Number,
                    Ukprn = Ukprn.Of(one.Ukprn!.Value),
                    ReceivedAt = new DateTimeOffset(one.ReceivedAt),
                    Status = judged?.Status ?? (one.Status is SubmissionStatus.Duplicate or SubmissionStatus.Failed ? one.Status : SubmissionStatus.Received),
                    Kind = judged?.Kind,
                    Period = judged?.Period is { } period ? Quarter.Parse(period) : null,
                    PreparedOn = judged?.PreparedOn,
                    Nil = judged?.Nil ?? false,
                    Rows = judged?.Rows ?? 0,
                    AcceptedRows = judged?.AcceptedRows ?? 0,
                    RejectedRows = judged?.RejectedRows ?? 0,
                    Warnings = judged?.Warnings ?? 0,
                    Interim = judged?.Interim ?? false,
                    RejectedLearners = judged?.RejectedLearners is { Length: > 0 } refs ? refs.Split('\n').ToHashSet(StringComparer.Ordinal) : new HashSet<string>(),
                });
            })
            .ToList();
    }

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
            _command = connection.CreateCommand();
            _command.CommandTimeout = 300;
            var text = $"SELECT {string.Join(", ", columns)} FROM {table}";
            if (first > int.MinValue)
            {
                var (from, to) = JudgementIds.RowsOf(first, last);
                text += " WHERE Id >= @first AND Id <= @last";
                Add("@first", from);
                Add("@last", to);
            }

            _command.CommandText = text + " ORDER BY Id";
            _reader = _command.ExecuteReader(CommandBehavior.SequentialAccess);
        }

        private void Add(string name, long value)
        {
            var parameter = _command!.CreateParameter();
            parameter.ParameterName = name;
            parameter.DbType = DbType.Int64;
            parameter.Value = value;
            _command.Parameters.Add(parameter);
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
