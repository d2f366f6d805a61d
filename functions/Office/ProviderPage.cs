using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Office;

/// <summary>A provider's page: what is owed and by when, what was sent and what became of it, its money, and a form that sends a return.</summary>
internal static class ProviderPage
{
    public static Markup Draw(ProviderView view) => Markup.Join(
        new Tag("h1", view.Provider.Name),
        Elements.Hint($"UKPRN {view.Provider.Ukprn}"),
        Owed(view),
        FromIlr(view),
        Send(view),
        Submissions(view),
        Statements(view),
        Markup.Join(
            Elements.Heading("Rules", "rules"),
            Elements.P("Every return is checked against ", Elements.Link("the rules", "/api/rules"), ". Each finding says what is wrong and how to fix it.")));

    private static Markup Owed(ProviderView view) => Markup.Join(
        Elements.Heading("What you owe", "owed"),
        Elements.Table(
            "Returns of the quarters that are open",
            [
                new TableColumn<OwedReturn>("Quarter", owedReturn => owedReturn.Calendar.Period.Words),
                new("Return", owedReturn => OfficeMoney.Capital(ReturnTemplate.Of(owedReturn.Return.Kind).Name)),
                new("Due by", owedReturn => Words.Date(owedReturn.Calendar.DueOn)),
                new("How it stands", owedReturn => new Tag("span", HowItStands(owedReturn, view.Today)).When(!owedReturn.Return.Received && view.Today > owedReturn.Calendar.DueOn, "class", "word")),
                new("Template", owedReturn => Markup.Join(
                    Elements.Link("Start from your last return", OfReturn(owedReturn), TemplatePath(view, owedReturn) + "?from=last"), new Tag("br"),
                    Elements.Link("Empty template", OfReturn(owedReturn), TemplatePath(view, owedReturn)))),
            ],
            view.Owed,
            "You owe no return now."),
        Elements.P(view.Next is { } next
            ? $"The next quarter is {next.Period.Words}. It opens on {Words.Date(next.OpensOn)}, and its returns are due by {Words.Date(next.DueOn)}."
            : "The calendar has no further quarter yet."),
        Elements.Hint("A return that is due on a day is in time until 23:59:59 of that day, London time."));

    private static string OfReturn(OwedReturn owed) => $"of the {ReturnTemplate.Of(owed.Return.Kind).Name} for {owed.Calendar.Period.Months}";

    private static string TemplatePath(ProviderView view, OwedReturn owed) =>
        $"/api/templates/{view.Provider.Ukprn}/{owed.Calendar.Period.Id}/{ReturnTemplate.Of(owed.Return.Kind).Code[^3..].ToLowerInvariant()}";

    /// <summary>One file field, and a button for each quarter that is open: the form needs no script.</summary>
    private static Markup FromIlr(ProviderView view)
    {
        var quarters = view.Owed.Select(owed => owed.Calendar.Period).Distinct().ToList();
        return quarters.Count == 0 ? Markup.None : Markup.Join(
            Elements.Heading("Start from your ILR", "ilr"),
            Elements.P("If you return the individualised learner record, you need not type its learners again: choose your ILR file (XML) and get both templates, filled in from your last return and from the ILR. "
                + "What the ILR does not say is marked for you to fill in."),
            new Tag("form",
                [
                    new Tag("label", "ILR file (.xml)").With("for", "ilr-file"),
                    new Tag("input").With("type", "file").With("id", "ilr-file").With("name", "file").With("accept", ".xml").With("required", ""),
                    .. quarters.Select(period => new Tag("button", $"Get templates for {period.Months}").With("type", "submit").With("class", "quiet").With("formaction", $"/api/templates/{view.Provider.Ukprn}/{period.Id}/ilr")),
                ]).With("method", "post").With("enctype", "multipart/form-data"),
            Elements.Hint($"Up to {TemplateRoutes.LargestIlr / 1024 / 1024} MB. The file is read and not kept: you get a zip file with two Excel workbooks."));
    }

    internal static string HowItStands(OwedReturn owed, DateOnly today)
    {
        var census = owed.Calendar.Period.CensusDate;
        switch (owed.Return)
        {
            case { Timeliness: Timeliness.OnTime }:
                return $"Received on time: {owed.Return.Result}";
            case { Timeliness: Timeliness.Late }:
                return $"Received late: {owed.Return.Result}";
            case { Counts: { Interim: true, IsReturn: true } }:
                return $"Interim return received. Send it again with data taken on or after {Words.Date(census)}";
        }

        var sent = owed.Return.Counts is { } counts ? $"Still owed: what you sent was {(counts.Status == SubmissionStatus.Rejected ? "rejected" : "not accepted")}" : "Not received";
        var days = owed.Calendar.DueOn.DayNumber - today.DayNumber;
        return days switch
        {
            < 0 => $"{sent}. Overdue by {Words.Count(-days, "day")}: it can be sent until {Words.Date(owed.Calendar.ClosesOn)} to count in this quarter",
            0 => $"{sent}. Due today",
            _ => $"{sent}. Due in {Words.Count(days, "day")}",
        };
    }

    private static Markup Send(ProviderView view)
    {
        var ukprn = view.Provider.Ukprn;
        return Markup.Join(
            Elements.Heading("Send a return", "send"),
            Elements.P("Send an enrolment return or a completion return as an Excel workbook (.xlsx) of up to 25 MB. Each return holds everything to date and replaces the one before."),
            new Tag("form",
                new Tag("label", "Return file (.xlsx)").With("for", "file"),
                new Tag("input").With("type", "file").With("id", "file").With("name", "file").With("accept", ".xlsx").With("required", ""),
                new Tag("button", "Send return").With("type", "submit"),
                new Tag("button", "Check without sending").With("type", "submit").With("class", "quiet").With("formaction", $"/api/check?ukprn={ukprn}"),
                new Tag("button", "Get a checked copy without sending").With("type", "submit").With("class", "quiet").With("formaction", $"/api/check?ukprn={ukprn}&copy=yes"))
                .With("method", "post").With("action", $"/api/returns/{ukprn}").With("enctype", "multipart/form-data"),
            Elements.Hint("A check stores nothing. A large return can take a minute: wait for the answer."));
    }

    private static Markup Submissions(ProviderView view) => Markup.Join(
        Elements.Heading("What you have sent", "submissions"),
        InForce(view),
        Elements.Table(
            "Submissions, newest first",
            [
                new TableColumn<SubmissionHead>("Submission", submission => Elements.Link($"{OfficePage.Text(submission.Number)}: {submission.FileName}", submission.Path)),
                new("Return", submission => submission.KindWords),
                new("Quarter", submission => submission.PeriodWords),
                new("Received", submission => Words.Moment(new DateTimeOffset(submission.ReceivedAt))),
                new("Status", submission => submission.StatusWords),
                new("Rows", submission => OfficePage.Text(submission.Rows), true),
                new("Rejected", submission => OfficePage.Text(submission.RejectedRows), true),
                new("Warnings", submission => OfficePage.Text(submission.Warnings), true),
                new("Answer", submission => !submission.Answered ? "Not ready yet" : Markup.Join(
                    Elements.Link("Receipt", $"of submission {OfficePage.Text(submission.Number)}", submission.Path + "/receipt.json"), " ",
                    submission.Kind is null ? Markup.None : Elements.Link("Checked copy", $"of submission {OfficePage.Text(submission.Number)}", $"{submission.Path}/{SubmissionHead.CheckedCopy}"))),
            ],
            view.Submissions,
            "You have not sent anything yet."));

    /// <summary>Of each kind the return whose rows count: the one for the latest quarter, whatever came last.</summary>
    private static Markup InForce(ProviderView view)
    {
        var inForce = view.Submissions.Select(submission => submission.Judged(view.Provider.Ukprn))
            .Where(submission => submission is { IsReturn: true, Kind: not null, Period: not null })
            .GroupBy(submission => submission.Kind!.Value).OrderBy(kind => kind.Key)
            .Select(kind => kind.MaxBy(submission => submission, AcceptedReturn.Supersession)!)
            .ToList();
        return inForce.Count == 0 ? Markup.None : Markup.Join(
            Elements.P("In force now:"),
            Elements.List(inForce.Select(submission => (Markup)(
                $"{OfficeMoney.Capital(ReturnTemplate.Of(submission.Kind!.Value).Name)} for {submission.Period!.Value.Words}, submission {OfficePage.Text(submission.Number)}"))),
            Elements.Hint("A return for an earlier quarter that comes after it counts only with rows that it does not hold."));
    }

    private static Markup Statements(ProviderView view) => Markup.Join(
        Elements.Heading("Your statements", "statements"),
        Elements.P("A statement shows your reconciliation and, for each learner and milestone, what was decided and why."),
        Elements.Table(
            "Statements, newest first",
            [
                new TableColumn<StatementFile>("Statement", file => Elements.Link(
                    file.Period is { } period ? period.Words : file.Name, $", {file.Version}", $"/api/providers/{view.Provider.Ukprn}/statements/{Uri.EscapeDataString(file.Name)}")),
                new("Version", file => file.Version == "provisional" ? "Provisional: it changes until the quarter is closed" : file.Version),
                new("Written", file => Words.Moment(file.Written)),
                new("Size", file => Elements.Size(file.Size), true),
            ],
            view.Statements,
            "No statement has been written for you yet."));
}
