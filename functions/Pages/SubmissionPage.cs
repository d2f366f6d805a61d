using System.Globalization;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>What became of one submission, in plain words, with every finding; and the same for a check that stores nothing.</summary>
internal static class SubmissionPage
{
    /// <param name="receipt">Null while the file is still being checked, and where its files are no longer kept.</param>
    /// <param name="files">The names of the answer's files.</param>
    /// <param name="provider">The provider's name; null where nobody is known to have sent it.</param>
    public static Markup Draw(SubmissionSummary submission, Receipt? receipt, IReadOnlyList<string> files, string? provider, FindingFilter filter)
    {
        var number = Display.Number(submission.Number);
        // A file that failed was not looked into: no rows and no findings would read as if it had been.
        var judged = submission.Status == SubmissionStatus.Failed ? null : receipt;
        return Markup.Join(
            new Tag("h1", new Tag("span", provider ?? "Sender not known").With("class", "caption"), $"Submission {number}: {submission.FileName}"),
            submission.PurgedAt is { } gone
                ? Elements.Notice("No longer kept", Elements.P($"Its time was over: the file and its checked copy were removed on {Display.Date(LondonTime.DateOf(new DateTimeOffset(gone)))}. The result was: {submission.StatusWords}. What was accepted stands."))
                : receipt is null
                ? Elements.Notice("Being checked", Elements.P("The file has arrived and is kept. ", Elements.Link("Look again", submission.Path), " in a minute for the result."))
                : Result(receipt),
            Elements.Facts(Facts(submission, receipt, provider)),
            judged is null ? Markup.None : Counts(judged),
            judged is null ? Markup.None : FindingsPart.Draw(judged, "violations.csv", filter),
            Files(submission, files),
            submission.Provider is { } ukprn
                ? Markup.Join(
                    Elements.Heading(submission.Status == SubmissionStatus.Accepted ? "Send another return" : "Send it again", "send"),
                    ProviderPage.SendForm(ukprn),
                    Elements.P(Elements.Link("Back to all returns", $"/api/providers/{ukprn}")))
                : Markup.None);
    }

    /// <param name="ukprn">Whose it is; null where nobody is known to send it.</param>
    /// <param name="content">The file that was checked, to be sent as it is; null where it is too large to go along.</param>
    public static Markup DrawCheck(Receipt receipt, Ukprn? ukprn, byte[]? content) => Markup.Join(
        new Tag("h1", $"Check of {receipt.FileName}"),
        Elements.Notice("This was a check", Elements.P("Nothing was stored and nothing was sent. If you had sent the file, the answer would have been:"), Elements.P(receipt.StatusWords),
            ReceiptWords.Changes(receipt.Changes) is { } changes ? Elements.P(changes) : Markup.None),
        Counts(receipt),
        ukprn is { } sender && receipt.Counts.Accepted + (receipt.SubmissionKind == "NIL" ? 1 : 0) > 0 && receipt.Status != SubmissionStatus.Rejected.Code()
            ? SendFileForm($"/api/returns/{sender}", receipt.FileName, content, "#send") : Markup.None,
        FindingsPart.DrawCheck(receipt),
        ukprn is { } whose
            ? Markup.Join(Elements.Heading("Check or send another file", "send"), ProviderPage.SendForm(whose), Elements.P(Elements.Link("Back to all returns", $"/api/providers/{whose}")))
            : Markup.None);

    /// <summary>A file that was checked and that may go along with the page, in bytes.</summary>
    public const int MaxCarried = 512 * 1024;

    /// <summary>The very file that was checked, sent with one button: it came along with the page.</summary>
    /// <param name="choose">Where a file is chosen again if it is too large to go along.</param>
    internal static Markup SendFileForm(string action, string name, byte[]? content, string choose) => content is null
        ? Elements.P("To send this file, ", Elements.Link("choose it again", choose), " and send it. Nothing of it was kept.")
        : new Tag("form",
            Elements.Hidden("name", name),
            Elements.Hidden("content", Convert.ToBase64String(content)),
            new Tag("button", "Send this file").With("type", "submit"))
            .With("method", "post").With("action", action).With("enctype", "multipart/form-data");

    private static Tag Result(Receipt receipt) => Elements.Notice(
        "Result", Elements.P(receipt.StatusWords), ReceiptWords.Changes(receipt.Changes) is { } changes ? Elements.P(changes) : Markup.None, receipt.Deadline is { } deadline ? Elements.P(deadline) : Markup.None);

    private static Tag Counts(Receipt receipt) => Elements.Figures(
        [("Rows", Display.Number(receipt.Counts.Rows), null),
        ("Accepted", Display.Number(receipt.Counts.Accepted), null),
        ("Rejected", Display.Number(receipt.Counts.Rejected), null),
        ("Warnings", Display.Number(receipt.Counts.Warnings), null),
        ("Claims accepted", Money.Words(receipt.Amounts.AcceptedGbp), receipt.Amounts.ClaimedGbp == 0 ? "No amount was entered: blank claims count as calculated" : $"of {Money.Words(receipt.Amounts.ClaimedGbp)} claimed"),
        .. receipt.Amounts.CountsGbp is { } counts && counts != receipt.Amounts.AcceptedGbp
            ? new[] { ("Claims that count", Money.Words(counts), (string?)"A later quarter's return prevails over the rest") }
            : []]);

    private static IEnumerable<(string, Markup)> Facts(SubmissionSummary submission, Receipt? receipt, string? provider)
    {
        if (provider is not null && submission.Provider is { } whose)
        {
            yield return ("Provider", Elements.Link(provider, $"/api/providers/{whose}"));
        }

        yield return ("Return", submission.KindWords);
        yield return ("Quarter", receipt?.PeriodWords ?? submission.PeriodWords);
        yield return ("Received", Display.Moment(new DateTimeOffset(submission.ReceivedAt)));
        if (submission.SentBy is { } sender)
        {
            yield return ("Sent by", sender);
        }

        if (submission.PreparedOn is { } prepared)
        {
            yield return ("Prepared on", Display.Date(prepared));
        }

        if (receipt is { DuplicateOf: { } first } && submission.Provider is { } ukprn)
        {
            yield return ("Sent before as", Elements.Link($"Submission {Display.Number(first)}", string.Create(CultureInfo.InvariantCulture, $"/api/providers/{ukprn}/submissions/{first}")));
        }
    }

    private static Markup Files(SubmissionSummary submission, IReadOnlyList<string> files) => files.Count == 0
        ? Markup.None
        : Markup.Join(
            Elements.Heading("Files to download", "files"),
            Elements.List(files.Select(file => (Markup)Elements.Link(FileWords(file), submission.PathOf(file)))));

    private static string FileWords(string file) => file switch
    {
        "receipt.json" => "Receipt for scripts (JSON)",
        "violations.csv" => "Findings (CSV)",
        _ when file.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) => $"Your workbook with every finding marked: {file}",
        _ => $"Earlier receipt for scripts: {file}",
    };
}
