using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>Which rows are read: all, those of one provider, or of some of its learners.</summary>
internal sealed record RowFilter
{
    /// <summary>No server is asked to take more values than this in one statement; for more, all learners of the provider are read.</summary>
    private const int MaxLearners = 100;

    public Ukprn? Of { get; init; }

    /// <summary>Only rows of providers with a greater UKPRN than this; 0 = all.</summary>
    public int AfterUkprn { get; init; }
    public IReadOnlyList<string>? Learners { get; init; }

    public PlainRows Query(PlainConnection connection, string all)
    {
        if (Of is not { } ukprn)
        {
            return AfterUkprn == 0
                ? connection.Query(all + " ORDER BY Id")
                : connection.Query(all + " WHERE Id > @behind ORDER BY Id", ("@behind", JudgementIds.RowsOf(AfterUkprn, AfterUkprn).Last));
        }

        var (first, last) = JudgementIds.RowsOf(ukprn.Value, ukprn.Value);
        List<(string Name, object Value)> values = [("@first", first), ("@last", last)];
        var only = "";
        if (Learners is { Count: <= MaxLearners })
        {
            (string Name, object Value)[] learners = [.. Learners.Select((learner, at) => (FormattableString.Invariant($"@l{at}"), (object)learner))];
            values.AddRange(learners);
            only = $" AND LearnerRef IN ({string.Join(", ", learners.Select(learner => learner.Name))})";
        }

        return connection.Query($"{all} WHERE Id >= @first AND Id <= @last{only} ORDER BY Id", [.. values]);
    }
}

/// <summary>Rows of one table in the order of their ids.</summary>
internal sealed class RowStream<T>(
    PlainConnection connection, RowMap<T> map, RowFilter rows, TextPool texts) : IDisposable
{
    private PlainRows? _reader;
    private RowCursor? _cursor;
    private long? _id;

    /// <summary>The rows of a provider by the judgement that accepted them; providers must be asked for in ascending order.</summary>
    public Dictionary<long, List<TAt>> OfProvider<TAt>(int ukprn, Func<long, bool> isCounted, Func<int, T, TAt> at)
    {
        var found = new Dictionary<long, List<TAt>>();
        if (_reader is null)
        {
            Open();
            _id = Next();
        }

        for (; _id is { } id; _id = Next())
        {
            var judgement = JudgementIds.JudgementOf(id);
            var owner = JudgementIds.UkprnOf(judgement);
            if (owner > ukprn)
            {
                break;
            }

            if (owner == ukprn && isCounted(judgement))
            {
                if (!found.TryGetValue(judgement, out var list))
                {
                    found[judgement] = list = [];
                }

                list.Add(at(JudgementIds.ExcelRowOf(id), map.Read(_cursor!)));
            }
        }

        return found;
    }

    public void Dispose() => _reader?.Dispose();

    /// <summary>The id of the next row. Read once: a server gives each column of a row once only, from left to right.</summary>
    private long? Next() => _reader!.Read() ? _cursor!.Begin() : null;

    private void Open()
    {
        _reader = rows.Query(connection, $"SELECT {string.Join(", ", map.Columns)} FROM {map.Table}");
        _cursor = RowCursor.Over(_reader, texts);
    }
}
