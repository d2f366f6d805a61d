using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>The parts of the office page that ask for something to be done, or list what came and went.</summary>
internal static class OfficeTasks
{
    private const int MaxMissing = 10;

    /// <summary>Everything that waits for an officer, each with the place to go to.</summary>
    public static Markup Attention(OfficeView view)
    {
        var missing = view.Returns.Where(owed => owed.Timeliness == Timeliness.Missing).GroupBy(owed => owed.Provider).ToList();
        List<Markup> items =
        [
            .. view.AwaitingApproval.Select(run => Markup.Join(
                Elements.Link($"Approve the workbooks of {run.Period.Words}", ApprovalPage.PathOf(run.Period)),
                $": {run.FileSuffix} awaits approval.")),
            .. missing.Take(MaxMissing).Select(owed => Markup.Join(
                Elements.Link(owed.Key.Name, $"/api/providers/{owed.Key.Ukprn}"),
                $" has not sent the {string.Join(" or the ", owed.Select(row => ReturnTemplate.Of(row.Kind).Name))} that was due by {Display.Date(owed.First().DueOn!.Value)}. ",
                WriteTo(view, owed.Key.Ukprn, owed.Key.Name))),
            .. ManyMissing(missing.Count),
            .. view.Stuck.Select(submission => Markup.Join(
                Elements.Link($"Submission {Display.Number(submission.Number)}", submission.Path), $", {submission.FileName}: {Stuck(submission)}")),
            .. view.OtherFailures.Select(otherFailure => (Markup)OtherFailure(otherFailure)),
            .. Unsettled(view.OfficeFiles).Select(officeFile => Markup.Join(
                Elements.Link($"Settings file {Display.Number(officeFile.Number)}", OfficeFilePage.PathOf(officeFile.Number)), $", {officeFile.FileName}: {OfficeFileStatus(officeFile)}.")),
        ];
        if (view.Figures is { Exceptions.Count: > 0 } figures)
        {
            items.Add(Markup.Join(
                Elements.Link($"{Money.Words(figures.Exceptions.Sum(exception => exception.AmountGbp))} is held or not funded", "#exceptions"),
                $", in {Display.Count(figures.Exceptions.Sum(exception => exception.Milestones), "milestone")}."));
        }

        if (view.Messages.Count > 0)
        {
            items.Add(Markup.Join(Elements.Link(Display.Count(view.Messages.Count, "message"), OfficeLists.Messages), view.Messages.Count == 1 ? " has not been sent yet." : " have not been sent yet."));
        }

        return Elements.Notice("To act on", items.Count == 0 ? Elements.P("Nothing waits for you.") : Elements.List(items));
    }

    /// <summary>A message to the provider's contacts, begun.</summary>
    private static Markup WriteTo(OfficeView view, Ukprn ukprn, string name)
    {
        var contacts = view.Settings.Contacts.Where(contact => contact.Ukprn == ukprn).Select(contact => contact.Email).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return contacts.Count == 0 ? "The settings name no contact." : Markup.Join(Elements.Link(
            "Write to them", $"at {name}", $"mailto:{string.Join(',', contacts.Select(Uri.EscapeDataString))}?subject={Uri.EscapeDataString($"Your return for {view.Period!.Value.Words}")}"), ".");
    }

    private static IEnumerable<Markup> ManyMissing(int missing) => missing <= MaxMissing ? []
        : [Markup.Join(Elements.Link($"{Display.Number(missing - MaxMissing)} other providers", OfficeLists.Providers), " have not sent a return that was due.")];

    public static Markup Workbooks(OfficeView view)
    {
        WorkbookFile[] books = [.. view.Workbooks.Where(file => file.IsForPeople).OrderByDescending(file => file.Revision == view.Run?.FileSuffix).ThenByDescending(file => file.Revision, StringComparer.Ordinal).ThenBy(file => file.File, StringComparer.Ordinal)];
        return Markup.Join(
            Elements.Heading("Workbooks", "workbooks"),
            Elements.Table(
                $"Workbooks of {view.Period!.Value.Months}",
                [
                    new PageTableColumn<WorkbookFile>("Workbook", file => Elements.Link(file.KindWords, $", {file.Revision}", file.Path)),
                    new("Version", file => file.Revision ?? ""),
                    new("State", file => FileState(file, view)),
                    new("Who may have it", file => file.ForOfficersOnly ? "Officers only" : "May be shared with Skills England"),
                    new("Size", file => Elements.Size(file.Size), true),
                ],
                books,
                "No workbook has been written for this quarter yet."),
            Elements.P(Elements.Link("Every file of the quarter, with its tables (CSV) and SHA-256", FilesPage.PathOf(view.Period!.Value)), "."),
            Approval(view));
    }

    private static Markup Approval(OfficeView view) => view.Run is { State: Reporting.Funding.RunState.AwaitingApproval } run
        ? Elements.P(new Tag("a", $"Check and approve {run.FileSuffix}").With("href", ApprovalPage.PathOf(run.Period)).With("class", "action"))
        : Markup.None;

    public static Markup Runs(OfficeView view)
    {
        var period = view.Period!.Value;
        if (view.Today < view.Calendar!.OpensOn)
        {
            return Markup.None;
        }

        if (!view.IsClosed)
        {
            return Markup.Join(
                Elements.Heading("Work the figures out again", "runs"),
                Elements.P("The figures are worked out again every morning. You can have it done now, from everything that has arrived."),
                Elements.Form($"/api/periods/{period.Id}/runs", "Make a provisional run"));
        }

        return view.Closed.Max() != period
            ? Markup.None
            : Markup.Join(
                Elements.Heading("Revise this quarter", "runs"),
                Elements.P("A revision draws the closed quarter again: from the facts of its closing, under settings corrected since. You are shown what would change before anything is done."),
                Elements.P(new Tag("a", "See what a revision would change").With("href", RevisionPage.PathOf(period)).With("class", "action")));
    }

    public static Markup SettingsFiles(OfficeView view) => Markup.Join(
        Elements.Heading("Settings and ledger", "settings"),
        view.Settings.Version == 0
            ? Markup.None
            : Elements.P($"Settings version {Display.Number(view.Settings.Version)} is in force. ", Elements.Link("Download it as a workbook", "/api/settings"), "."),
        Elements.Table(
            "Settings and ledger workbooks received last, newest first",
            [
                new PageTableColumn<OfficeFileSummary>("File", officeFile => Elements.Link($"{Display.Number(officeFile.Number)}: {officeFile.FileName}", OfficeFilePage.PathOf(officeFile.Number))),
                new("Kind", officeFile => OfficeFileParts.KindWords(officeFile.Template)),
                new("Received", officeFile => Display.Moment(new DateTimeOffset(officeFile.ReceivedAt))),
                new("Status", officeFile => OfficeFileStatus(officeFile) + (officeFile.SettingsVersion is { } version ? $" as version {Display.Number(version)}" : "")),
            ],
            view.OfficeFiles,
            "No settings, ledger or awards workbook has been received yet."),
        Elements.Heading("Send settings, ledger or awards", "send"),
        Elements.P("Check the workbook first: you are told every changed cell, and what it would do to each provider's money and to which milestones. A check stores nothing."),
        new Tag("form",
            new Tag("label", "Settings, ledger or awards workbook (.xlsx)").With("for", "settings-file"),
            new Tag("input").With("type", "file").With("id", "settings-file").With("name", "file").With("accept", ".xlsx").With("required", ""),
            new Tag("button", "Check without sending").With("type", "submit").With("formaction", "/api/settings/check"),
            new Tag("button", "Send").With("type", "submit").With("class", "quiet"))
            .With("method", "post").With("action", "/api/settings").With("enctype", "multipart/form-data"),
        view.Settings.Version == 0 ? Markup.None : Markup.Join(
            Elements.Heading("Workbooks to start from"),
            Elements.List([
                Elements.Link("The settings in force", "/api/settings"),
                Elements.Link("Every ledger line", "/api/ledger"),
                .. view.Begun.Reverse().Take(2).Select(period => (Markup)Markup.Join(
                    Elements.Link($"Ledger draft for {period.Words}", $"/api/ledger/draft/{period.Id}"), ": holds to decide, evidence to check and amounts to pay, filled in as far as they are known")),
            ])));

    public static Markup Records(OfficeView view) => Markup.Join(
        Elements.Heading("Records", "records"),
        Elements.List([
            Elements.Link("Who did what: sent, approved, changed, downloaded", "/api/audit"),
            Elements.Link("Every submission", OfficeLists.Submissions),
            Elements.Link("Messages", OfficeLists.Messages),
            Elements.Link("Settings and ledger", OfficeLists.Settings),
            Elements.Link("Calendar", CalendarPage.Route),
            Elements.Link("Monitors: patterns to ask about", "/api/monitors"),
            Elements.Link("Who was given which file", "/api/downloads"),
            Elements.Link("Check a file that you were given", FilesPage.CheckRoute),
        ]),
        Elements.P(view.LastPurge is { } last
            ? $"Last removed, on {Display.Moment(new DateTimeOffset(last.At))}, because its time was over: {last.Detail}. The settings say how long everything is kept."
            : "Nothing has been removed yet because its time was over. The settings say how long everything is kept."));

    /// <summary>
    /// A refused workbook waits until another of its kind comes: a ledger settles nothing about the settings. One whose kind is not known
    /// waits until anything is accepted.
    /// </summary>
    /// <param name="files">Newest first.</param>
    private static IEnumerable<OfficeFileSummary> Unsettled(IReadOnlyList<OfficeFileSummary> files) => files.Where((officeFile, at) =>
        officeFile.Status is not SubmissionStatus.Accepted
        && !files.Take(at).Any(later => later.Template == officeFile.Template || (officeFile.Template is null && later.Status is SubmissionStatus.Accepted)));

    private static string OfficeFileStatus(OfficeFileSummary officeFile) => officeFile.Status switch
    {
        SubmissionStatus.Accepted => "Accepted",
        SubmissionStatus.Rejected => "Rejected, nothing was changed",
        SubmissionStatus.Failed => "Could not be processed",
        _ => "Being checked",
    };

    private static string OtherFailure(OtherFailure failure) =>
        $"Could not be processed: {failure.Detail}. {(failure.Times == 1 ? "It happened" : $"It happened {Display.Number(failure.Times)} times, the last")} on {Display.Moment(new DateTimeOffset(failure.LastAt))}.";

    private static string Stuck(SubmissionSummary submission) => submission.Status switch
    {
        SubmissionStatus.Failed => "could not be processed.",
        SubmissionStatus.Received => "has waited for its answer for more than an hour.",
        _ => "its folder is no pilot provider's UKPRN, so nothing in it was accepted.",
    };

    /// <summary>The revision that stands in a closed file's place: one that is published, or any in place of what never was.</summary>
    private static string? ReplacedBy(WorkbookFile file, OfficeView view) =>
        view.Run is { IsProvisional: false } run && file.Revision != run.FileSuffix && file.State != Reporting.Funding.RunState.Provisional.Code()
            && (run.State == Reporting.Funding.RunState.Published || file.State == Reporting.Funding.RunState.AwaitingApproval.Code())
            ? run.FileSuffix
            : null;

    private static string FileState(WorkbookFile file, OfficeView view) =>
        ReplacedBy(file, view) is { } revision ? $"Replaced by {revision}"
        : file.State == Reporting.Funding.RunState.Published.Code() ? "Published"
        : file.State == Reporting.Funding.RunState.AwaitingApproval.Code() ? "Awaiting approval"
        : view.IsClosed ? "Provisional, replaced by the closing" : "Provisional";
}
