using System.Globalization;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Office;

/// <summary>What became of one submission, in plain words, with every finding; and the same for a check that stores nothing.</summary>
internal static class SubmissionPage
{
    /// <param name="receipt">Null while the file is still being checked, and where its files are kept no more.</param>
    /// <param name="files">The names of the answer's files.</param>
    public static Markup Draw(SubmissionHead submission, Receipt? receipt, IReadOnlyList<string> files)
    {
        var number = OfficePage.Text(submission.Number);
        // A file that failed was not looked into: no rows and no findings would read as if it had been.
        var judged = submission.Status == SubmissionStatus.Failed ? null : receipt;
        return Markup.Join(
            new Tag("h1", $"Submission {number}: {submission.FileName}"),
            submission.PurgedAt is { } gone
                ? Elements.Notice("Kept no more", Elements.P($"Its time was over: the file and its checked copy were removed on {Words.Date(LondonTime.DateOf(new DateTimeOffset(gone)))}. The result was: {submission.StatusWords}. What was accepted stands."))
                : receipt is null
                ? Elements.Notice("Being checked", Elements.P("The file has arrived and is kept. ", Elements.Link("Look again", submission.Path), " in a minute for the result."))
                : Result(receipt),
            judged is null ? Markup.None : Counts(judged),
            Elements.Facts(Facts(submission, receipt)),
            Files(submission, files),
            judged is null ? Markup.None : Findings(judged, "violations.csv"),
            submission.Provider is { } ukprn ? Elements.P(Elements.Link("Back to all returns", $"/api/providers/{ukprn}")) : Markup.None);
    }

    public static Markup DrawCheck(Receipt receipt, string? back) => Markup.Join(
        new Tag("h1", $"Check of {receipt.FileName}"),
        Elements.Notice("This was a check", Elements.P("Nothing was stored and nothing was sent. If you had sent the file, the answer would have been:"), Elements.P(receipt.StatusWords)),
        Counts(receipt),
        Findings(receipt, null),
        back is null ? Markup.None : Elements.P(Elements.Link("Back to send the return", back)));

    private static Tag Result(Receipt receipt) => Elements.Notice(
        "Result", Elements.P(receipt.StatusWords), ReceiptWords.Changes(receipt.Changes) is { } changes ? Elements.P(changes) : Markup.None, receipt.Deadline is { } deadline ? Elements.P(deadline) : Markup.None);

    private static Tag Counts(Receipt receipt) => Elements.Figures(
        [("Rows", OfficePage.Text(receipt.Counts.Rows), null),
        ("Accepted", OfficePage.Text(receipt.Counts.Accepted), null),
        ("Rejected", OfficePage.Text(receipt.Counts.Rejected), null),
        ("Warnings", OfficePage.Text(receipt.Counts.Warnings), null),
        ("Claims accepted", Money.Words(receipt.Amounts.AcceptedGbp), receipt.Amounts.ClaimedGbp == 0 ? "No amount was entered: blank claims count as calculated" : $"of {Money.Words(receipt.Amounts.ClaimedGbp)} claimed"),
        .. receipt.Amounts.CountsGbp is { } counts && counts != receipt.Amounts.AcceptedGbp
            ? new[] { ("Claims that count", Money.Words(counts), (string?)"A later quarter's return prevails over the rest") }
            : []]);

    private static IEnumerable<(string, Markup)> Facts(SubmissionHead submission, Receipt? receipt)
    {
        yield return ("Return", submission.KindWords);
        yield return ("Quarter", receipt?.PeriodWords ?? submission.PeriodWords);
        yield return ("Received", Words.Moment(new DateTimeOffset(submission.ReceivedAt)));
        if (submission.SentBy is { } sender)
        {
            yield return ("Sent by", sender);
        }

        if (submission.PreparedOn is { } prepared)
        {
            yield return ("Prepared on", Words.Date(prepared));
        }

        if (receipt is { DuplicateOf: { } first } && submission.Provider is { } ukprn)
        {
            yield return ("Sent before as", Elements.Link($"Submission {OfficePage.Text(first)}", string.Create(CultureInfo.InvariantCulture, $"/api/providers/{ukprn}/submissions/{first}")));
        }
    }

    private static Markup Files(SubmissionHead submission, IReadOnlyList<string> files) => files.Count == 0
        ? Markup.None
        : Markup.Join(
            Elements.Heading("Files to download", "files"),
            Elements.List(files.Select(file => (Markup)Elements.Link(FileWords(file), submission.PathOf(file)))));

    private static string FileWords(string file) => file switch
    {
        "receipt.json" => "Receipt (JSON)",
        "violations.csv" => "Findings (CSV)",
        _ when file.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) => $"Your workbook with every finding marked: {file}",
        _ => $"Earlier receipt: {file}",
    };

    private static Markup Findings(Receipt receipt, string? rest)
    {
        var things = ThingsToDo.Of(receipt);
        var total = receipt.ViolationsTotal ?? receipt.Violations.Count;
        return Markup.Join(
            Elements.Heading(things.Count == 0 ? "What to do" : things.Count == 1 ? "One thing to do" : $"{OfficePage.Text(things.Count)} things to do", "findings"),
            things.Count == 0 ? Elements.P("Nothing was found to fix.") : Markup.Join([.. things.Select(Drawn)]),
            things.Count == 0 ? Markup.None
                : Elements.P($"{Words.Count(total, "finding")} in all, counted by rule. "
                    + (total > receipt.Violations.Count ? $"The first {OfficePage.Text(receipt.Violations.Count)} are kept one by one. " : "")
                    + (rest is null ? "The checked copy marks them in their cells." : $"The file {rest} lists them one by one, and the checked copy marks them in their cells.")));
    }

    private static Markup Drawn(Thing thing) => Markup.Join(
        new Tag("h3", $"{thing.Effect}: {thing.Message}").With("id", thing.Rule),
        Elements.P(thing.Fix),
        thing.Codes.Count == 0 ? Markup.None : Elements.P($"Accepted: {string.Join(", ", thing.Codes)}."),
        new Tag("details",
            new Tag("summary", thing.Count == 1 ? "Where" : thing.Rows.Length > 0 ? $"Where: {thing.Rows}" : $"Where: {Words.Count(thing.Count, "place")}"),
            thing.Count > thing.Places.Count ? Elements.P($"The first {OfficePage.Text(thing.Places.Count)} of {OfficePage.Text(thing.Count)}.") : Markup.None,
            Elements.Table(
                $"{thing.Rule}: where it was found",
                [
                    new TableColumn<Violation>("Where", place => Where(place)),
                    new("Learner", place => place.LearnerRef ?? "None"),
                    new("What is wrong", place => place.Message),
                    new("Value", place => place.Value is { Length: > 0 } value ? value : "Blank"),
                ],
                thing.Places,
                "")));

    private static string Where(Violation violation)
    {
        var column = violation.Label ?? violation.Column;
        return (violation.Sheet, violation.Cell, column) switch
        {
            ({ Length: > 0 }, { } cell, { } known) => $"{violation.Sheet} {cell}, {known}",
            ({ Length: > 0 }, { } cell, null) => $"{violation.Sheet} {cell}",
            ({ Length: > 0 }, null, { } known) => $"{violation.Sheet}, {known}",
            ({ Length: > 0 }, null, null) => violation.Row is { } row ? $"{violation.Sheet}, row {OfficePage.Text(row)}" : violation.Sheet,
            _ => "The whole file",
        };
    }
}
