using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>What a provider sent and what it was sent, on its page: submissions with what changed, statements.</summary>
internal static class ProviderReturns
{
    public static Markup Submissions(ProviderView view) => Markup.Join(
        Elements.Heading("What you have sent", "submissions"),
        InForce(view),
        Elements.Table(
            "Submissions, newest first",
            [
                new PageTableColumn<SubmissionSummary>("Submission", sent => Elements.Link($"{Display.Number(sent.Number)}: {sent.FileName}", sent.Path)),
                new("Return", sent => sent.KindWords),
                new("Quarter", sent => sent.PeriodWords),
                new("Received", sent => Display.Moment(new DateTimeOffset(sent.ReceivedAt))),
                new("Status", sent => sent.StatusWords),
                new("Rows", sent => Display.Number(sent.Rows), true),
                new("Rejected", sent => Display.Number(sent.RejectedRows), true),
                new("Warnings", sent => Display.Number(sent.Warnings), true),
                new("Checked copy", sent => !sent.Answered ? "Not ready yet" : sent.Kind is null ? "None"
                    : Elements.Link("Download", $"the checked copy of submission {Display.Number(sent.Number)}", $"{sent.Path}/{SubmissionSummary.CheckedCopy}")),
            ],
            view.Submissions,
            "You have not sent anything yet."));

    /// <summary>Of each kind the return whose rows count: the one for the latest quarter, whatever came last.</summary>
    private static Markup InForce(ProviderView view)
    {
        var inForce = view.InForce;
        return inForce.Count == 0 ? Markup.None : Markup.Join(
            Elements.P("In force now:"),
            Elements.List(inForce.Select(submission => (Markup)(
                $"{PageText.Capitalise(ReturnTemplate.Of(submission.Kind!.Value).Name)} for {submission.Period!.Value.Words}, submission {Display.Number(submission.Number)}. {view.Changes.GetValueOrDefault(submission.Number)}".TrimEnd()))),
            Elements.Hint("A return for an earlier quarter that comes after it counts only with rows that it does not hold."));
    }

    public static Markup Statements(ProviderView view) => Markup.Join(
        Elements.Heading("Your statements", "statements"),
        Elements.P("A statement shows your reconciliation and, for each learner and milestone, what was decided and why."),
        Elements.Table(
            "Statements, newest first",
            [
                new PageTableColumn<StatementFile>("Statement", statement => Elements.Link(
                    statement.Period is { } period ? period.Words : statement.Name, $", {statement.Version}", $"/api/providers/{view.Provider.Ukprn}/statements/{Uri.EscapeDataString(statement.Name)}")),
                new("Version", statement => statement.Version == "provisional" ? "Provisional: it changes until the quarter is closed" : statement.Version),
                new("Written", statement => Display.Moment(statement.Written)),
                new("Size", statement => Elements.Size(statement.Size), true),
            ],
            view.Statements,
            "No statement has been written for you yet."));
}
