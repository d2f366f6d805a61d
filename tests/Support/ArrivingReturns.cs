using System.Globalization;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Support;

/// <summary>One file on its way, with a sentence about each of its rows for whoever has to find out why an order mattered.</summary>
internal sealed record ArrivingFile(string Name, Ukprn Ukprn, byte[] Bytes, IReadOnlyList<string> Rows)
{
    /// <summary>Files of one provider and kind keep their order.</summary>
    public string Sequence { get; } = Name[..Name.LastIndexOf('-')];
}

/// <summary>
/// Makes up what two providers send over two quarters, with everything that goes wrong there: interim and late returns, returns sent
/// again, temporary numbers that become real, start dates corrected, rows reported in error and back, rows rejected, learners who
/// leave, pause and come back.
/// </summary>
internal sealed class ArrivingReturns(int seed)
{
    private static readonly Quarter Q3 = new(2026, 3);
    private static readonly Quarter Q4 = new(2026, 4);
    private readonly Random _random = new(seed);

    public static DateOnly Today { get; } = new(2027, 4, 6);

    public List<ArrivingFile> Make()
    {
        var files = new List<ArrivingFile>();
        foreach (var (ukprn, first) in new[] { (SettingsBuilder.College, 0), (SettingsBuilder.Private, 3) })
        {
            // Provider 2's first learner is provider 1's fourth.
            var learners = Enumerable.Range(first, 4).Select(MakeLearner).ToList();
            files.AddRange(Sequence(ukprn, ReturnTemplate.Enrolment, learners));
            files.AddRange(Sequence(ukprn, ReturnTemplate.Completion, learners));
        }

        return files;
    }

    /// <summary>The same files in another order, each provider's and kind's own order kept.</summary>
    public static List<ArrivingFile> Interleave(IEnumerable<ArrivingFile> files, Random random)
    {
        var queues = files.GroupBy(file => file.Sequence).Select(group => new Queue<ArrivingFile>(group)).ToList();
        var order = new List<ArrivingFile>();
        while (queues.Count > 0)
        {
            var queue = queues[random.Next(queues.Count)];
            order.Add(queue.Dequeue());
            if (queue.Count == 0)
            {
                queues.Remove(queue);
            }
        }

        return order;
    }

    private IEnumerable<ArrivingFile> Sequence(Ukprn ukprn, ReturnTemplate template, List<Learner> learners)
    {
        (Quarter Period, DateOnly PreparedOn)[] days =
        [
            (Q3, new(2026, 12, 20)), (Q3, new(2027, 1, 5)), (Q3, new(2027, 1, 5)), (Q3, new(2027, 1, 12)), (Q4, new(2027, 3, 20)), (Q4, new(2027, 4, 2)), (Q4, new(2027, 4, 5)),
        ];
        var kept = days.Where(_ => Chance(55)).ToList();
        if (kept.Count > 1 && Chance(25))
        {
            // Sent in the wrong order: late, or rejected as older than what was accepted.
            var at = _random.Next(kept.Count - 1);
            (kept[at], kept[at + 1]) = (kept[at + 1], kept[at]);
        }

        for (var i = 0; i < kept.Count; i++)
        {
            var file = new ReturnBuilder(template, ukprn.ToString(), kept[i].Period, kept[i].PreparedOn);
            var rows = new List<string>();
            foreach (var learner in learners)
            {
                Write(file, learner, kept[i].PreparedOn, rows);
            }

            if (file.Count == 0)
            {
                file.Declare("submission_kind", "NIL");
            }

            using var stream = file.ToStream();
            var name = string.Create(CultureInfo.InvariantCulture, $"{template.Code}-{ukprn}-{i}");
            var head = $"{kept[i].Period.Id} prepared {Display.Iso(kept[i].PreparedOn)}";
            yield return new ArrivingFile(name, ukprn, stream.ToArray(), [head, .. rows]);
            if (Chance(8))
            {
                yield return new ArrivingFile(name + "b", ukprn, stream.ToArray(), ["the same bytes again"]);
            }
        }
    }

    private void Write(ReturnBuilder file, Learner learner, DateOnly day, List<string> rows)
    {
        if (file.Template.Kind == ReturnKind.Completion)
        {
            WriteCompletion(file, learner, day, rows);
            return;
        }

        if (Chance(90))
        {
            WriteEnrolment(file, learner, day >= learner.CorrectedOn ? learner.Corrected : learner.Start, null, day, rows);
        }

        if (learner.Again is { } again && day >= again && Chance(90))
        {
            WriteEnrolment(file, learner, again, learner.Restarts ? learner.Start : null, day, rows);
        }
    }

    private void WriteEnrolment(ReturnBuilder file, Learner learner, DateOnly start, DateOnly? original, DateOnly day, List<string> rows)
    {
        file.AddEnrolment(learner.Number, learner.Aim, start, Chance(10) ? new(2027, 7, 9) : new(2027, 6, 25));
        var row = file.Count - 1;
        var temporary = day < learner.RealFrom;
        var wrong = Chance(7);
        var inError = Chance(7);
        file.With(row, "uln", temporary ? Uln.Temporary : SampleUlns.Valid(learner.Number)).With(row, "sex", wrong ? "X" : "F").With(row, "reported_in_error", inError ? "Y" : null)
            .With(row, "iz_funded", learner.Claimed ? "Y" : "N").With(row, "start_evidence_ref", learner.Claimed ? "EV/1" : null)
            .With(row, "credits_planned", learner.Aim == SettingsBuilder.Hnd && Chance(15) ? 120 : null);
        if (original is { } first)
        {
            file.With(row, "restart", "Y").With(row, "original_start_date", first);
        }

        rows.Add($"{ReturnBuilder.LearnerRef(learner.Number)} {learner.Aim} from {Display.Iso(start)}{(original is null ? "" : " restart")}{(temporary ? " temporary" : "")}{(wrong ? " WRONG" : "")}{(inError ? " IN ERROR" : "")}");
    }

    private void WriteCompletion(ReturnBuilder file, Learner learner, DateOnly day, List<string> rows)
    {
        if (learner.Left is not { } left || left > day || Chance(20))
        {
            return;
        }

        var start = Chance(70) && day >= learner.CorrectedOn ? learner.Corrected : learner.Start;
        var status = Chance(15) ? 3 : learner.Status;
        var outcome = status == 2 ? Chance(40) ? 8 : 1 : 3;
        var wrong = Chance(7);
        var inError = Chance(10);
        file.AddRow();
        var row = file.Count - 1;
        var uln = _random.Next(6) switch { 0 => null, 1 => Uln.Temporary, 2 when Chance(20) => SampleUlns.Valid(900), _ => SampleUlns.Valid(learner.Number) };
        file.With(row, "learner_ref", ReturnBuilder.LearnerRef(learner.Number)).With(row, "aim_ref", learner.Aim).With(row, "start_date", start).With(row, "uln", uln)
            .With(row, "comp_status", wrong ? 7 : status).With(row, "actual_end_date", left).With(row, "outcome", outcome).With(row, "withdraw_reason", status == 3 ? 97 : null)
            .With(row, "reported_in_error", inError ? "Y" : null);
        if (outcome == 1)
        {
            file.With(row, "achievement_date", left).With(row, "grade", "PA").With(row, "credits_achieved", learner.Aim == SettingsBuilder.Hnc ? 120 : Chance(50) ? 240 : 120).With(row, "achievement_evidence_ref", "AC/1");
        }

        rows.Add($"{ReturnBuilder.LearnerRef(learner.Number)} {learner.Aim} from {Display.Iso(start)} status {status} outcome {outcome} ended {Display.Iso(left)} uln {(uln is null ? "none" : uln == Uln.Temporary ? "temporary" : "real")}"
            + $"{(wrong ? " WRONG" : "")}{(inError ? " IN ERROR" : "")}");
    }

    private Learner MakeLearner(int number)
    {
        var start = new DateOnly(2026, 9, 7).AddDays(_random.Next(60));
        return new Learner(
            number, Chance(75) ? SettingsBuilder.Hnc : SettingsBuilder.Hnd, start, start.AddDays(_random.Next(1, 15) * (Chance(50) ? 1 : -1)),
            Chance(35) ? Day() : DateOnly.MaxValue, Chance(40) ? Day() : DateOnly.MinValue, Chance(55) ? start.AddDays(_random.Next(5, 150)) : null,
            new[] { 2, 2, 3, 3, 6 }[_random.Next(5)], Chance(25) ? start.AddDays(_random.Next(60, 120)) : null, Chance(60), Chance(85));
    }

    /// <summary>A day between the returns.</summary>
    private DateOnly Day() => new DateOnly(2026, 12, 1).AddDays(_random.Next(125));

    private bool Chance(int percent) => _random.Next(100) < percent;

    private sealed record Learner(
        int Number, string Aim, DateOnly Start, DateOnly Corrected, DateOnly CorrectedOn, DateOnly RealFrom, DateOnly? Left, int Status, DateOnly? Again, bool Restarts, bool Claimed);
}
