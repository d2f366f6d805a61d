using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>A provider's page: what is owed and by when, what was sent and what became of it, its money, and a form that sends a return.</summary>
internal static class ProviderPage
{
    /// <param name="viewer">An officer also sees how the provider compares, and whom to write to.</param>
    public static Markup Draw(ProviderView view, Viewer viewer) => Markup.Join(
        new Tag("h1", new Tag("span", $"UKPRN {view.Provider.Ukprn}").With("class", "caption"), view.Provider.Name),
        Owed(view),
        ProviderMoney.Draw(view),
        viewer.IsOfficer ? ProviderMoney.Compared(view) : Markup.None,
        Send(view),
        FromIlr(view),
        ProviderReturns.Submissions(view),
        ProviderReturns.Statements(view),
        Markup.Join(
            Elements.Heading("Find a learner", "learners"),
            Elements.P("See for each milestone of a learner whether it was paid, why, and what would change it."),
            LearnerPage.Search(view.Provider.Ukprn, viewer)),
        viewer.IsOfficer ? Contacts(view) : ToAsk(view));

    /// <summary>What is due by when, as a task list: each task with how it stands.</summary>
    private static Markup Owed(ProviderView view) => Markup.Join(
        Elements.Heading(view.Owed.Count == 0 ? "Nothing is due" : "What is due", "owed"),
        view.Owed.Count == 0 ? Elements.P("No return is owed now.") : Components.Tasks(view.Owed.Select(owed => new TaskItem(
            $"{PageText.Capitalise(ReturnTemplate.Of(owed.Return.Kind).Name)} for {owed.Calendar.Period.Words}", owed.Return.Received ? owed.Return.Counts is { } counts ? PathOf(view, counts) : null : "#send",
            Markup.Join(
                $"Due by {Display.Date(owed.Calendar.DueOn)}. ",
                Elements.Link("Start from your last return", OfReturn(owed), TemplatePath(view, owed) + "?from=last"), " or ",
                Elements.Link("an empty template", OfReturn(owed), TemplatePath(view, owed)), "."),
            StatusOf(owed, view.Today),
            owed.Return.Received ? TaskState.Done : view.Today > owed.Calendar.DueOn ? TaskState.Late : TaskState.ToDo))),
        Elements.P(view.Next is { } next
            ? $"The next quarter is {next.Period.Words}. It opens on {Display.Date(next.OpensOn)}, and its returns are due by {Display.Date(next.DueOn)}. "
            : "The calendar has no further quarter yet. ", Elements.Link("See the calendar", CalendarPage.Route), "."),
        Elements.Hint("A return that is due on a day is in time until 23:59:59 of that day, London time."));

    private static string PathOf(ProviderView view, JudgedSubmission counts) => FormattableString.Invariant($"/api/providers/{view.Provider.Ukprn}/submissions/{counts.Number}");

    /// <summary>For officers: whom at the provider to write to.</summary>
    private static Markup Contacts(ProviderView view) => Markup.Join(
        Elements.Heading("Who to write to", "contacts"),
        view.Contacts.Count == 0
            ? Elements.P("The settings name no contact of this provider.")
            : Elements.Facts(view.Contacts.Select(contact => ($"{contact.Name} ({contact.Role.ToLowerInvariant()})", (Markup)Elements.Link(contact.Email, "mailto:" + contact.Email)))));

    private static Markup ToAsk(ProviderView view) => Markup.Join(
        Elements.Heading("Who to ask", "ask"),
        view.Officers.Count == 0
            ? Elements.P("Ask the funding officer who gave you access. ", Elements.Link("Contact", HelpPages.Contact), ".")
            : Elements.Facts(view.Officers.Select(officer => (officer.Name, (Markup)Elements.Link(officer.Email, "mailto:" + officer.Email)))),
        Elements.P("Every return is checked against ", Elements.Link("the rules", "/api/rules"), ". Each finding says what is wrong and how to fix it. Never send a learner's number, date of birth or postcode by e-mail."));

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
            Elements.Hint($"Up to {TemplateRoutes.MaxIlr / 1024 / 1024} MB. The file is read and not kept: you get a zip file with two Excel workbooks."));
    }

    internal static string StatusOf(OwedReturn owed, DateOnly today)
    {
        var census = owed.Calendar.Period.CensusDate;
        switch (owed.Return)
        {
            case { Timeliness: Timeliness.OnTime }:
                return $"Received on time: {owed.Return.Result}";
            case { Timeliness: Timeliness.Late }:
                return $"Received late: {owed.Return.Result}";
            case { Counts: { Interim: true, IsReturn: true } }:
                return $"Interim return received. Send it again with data taken on or after {Display.Date(census)}";
        }

        var sent = owed.Return.Counts is { } counts ? $"Still owed: what you sent was {(counts.Status == SubmissionStatus.Rejected ? "rejected" : "not accepted")}" : "Not received";
        var days = owed.Calendar.DueOn.DayNumber - today.DayNumber;
        return days switch
        {
            < 0 => $"{sent}. Overdue by {Display.Count(-days, "day")}: it can be sent until {Display.Date(owed.Calendar.ClosesOn)} to count in this quarter",
            0 => $"{sent}. Due today",
            _ => $"{sent}. Due in {Display.Count(days, "day")}",
        };
    }

    private static Markup Send(ProviderView view) => Markup.Join(
        Elements.Heading("Send a return", "send"),
        Elements.P("Send an enrolment return or a completion return as an Excel workbook (.xlsx) of up to 25 MB. Each return holds everything to date and replaces the one before."),
        SendForm(view.Provider.Ukprn));

    /// <summary>The form that sends or checks a return; it stands on the result page too, where a fixed file is sent again.</summary>
    internal static Markup SendForm(Ukprn ukprn) => Markup.Join(
        new Tag("form",
            new Tag("label", "Return file (.xlsx)").With("for", "file"),
            new Tag("input").With("type", "file").With("id", "file").With("name", "file").With("accept", ".xlsx").With("required", ""),
            new Tag("button", "Send return").With("type", "submit"),
            new Tag("button", "Check without sending").With("type", "submit").With("class", "quiet").With("formaction", $"/api/check?ukprn={ukprn}"),
            new Tag("button", "Get a checked copy without sending").With("type", "submit").With("class", "quiet").With("formaction", $"/api/check?ukprn={ukprn}&copy=yes"))
            .With("method", "post").With("action", $"/api/returns/{ukprn}").With("enctype", "multipart/form-data"),
        Elements.Hint("A check stores nothing. A large return can take a minute: wait for the answer."));
}
