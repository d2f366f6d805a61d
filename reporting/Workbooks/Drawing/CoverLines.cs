using System.Globalization;
using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks.Drawing;

public enum WorkbookAudience
{
    /// <summary>Management at WMCA: unrounded, providers named.</summary>
    Wmca,

    /// <summary>Shared: rounded, no provider named.</summary>
    SkillsEngland,

    /// <summary>Officers at work: learner references.</summary>
    Casework,

    /// <summary>One provider: its own rows and money.</summary>
    Statement,
}

/// <summary>What a Cover says (workbooks.md section 2).</summary>
public static class CoverLines
{

    /// <summary>What the quarter says: the first thing read.</summary>
    public static IEnumerable<(string Item, Cell Detail)> Headlines(IReadOnlyList<string> sentences) =>
        sentences.Select((sentence, i) => ($"Headline {(i + 1).ToString(CultureInfo.InvariantCulture)}", Cell.Of(sentence)));

    /// <param name="only">For a statement: the provider whose it is. No other is named in it.</param>
    public static IReadOnlyList<(string Item, Cell Detail)> For(QuarterView view, WorkbookAudience audience, Ukprn? only = null)
    {
        var run = view.Figures.Run;
        List<(string, Cell)> lines =
        [
            ("Period", Cell.Of(view.Period.Words)),
            ("State", Cell.Of(StateOf(run))),
            ("Census date", Cell.Of(view.Census)),
            ("Created", Cell.Of(Display.Moment(run.CreatedAt))),
        ];
        if (view.AsOf < view.Census)
        {
            lines.Add(("Figures to", Cell.Of(view.AsOf)));
        }

        lines.AddRange(ReturnLines(view, audience));
        if (audience is WorkbookAudience.Wmca or WorkbookAudience.Casework)
        {
            lines.AddRange(ControlLines.For(view));
        }

        lines.Add(("Settings version", Cell.Of(run.SettingsVersion)));
        lines.Add(("Run number", run.IsStored ? Cell.Of(run.Number) : Cell.Of("None: worked out when a return was accepted")));
        lines.Add(("Inputs hash (SHA-256)", Cell.Of(run.InputsHash)));
        lines.Add(("Contact", Cell.Of(ContactOf(view))));
        lines.Add(("Next update", Cell.Of(NextUpdate(view))));
        lines.Add(("Rule overrides in force", Cell.Of(Overrides(view, audience, only))));
        if (audience is WorkbookAudience.Wmca or WorkbookAudience.Casework && run.Reason is { Length: > 0 } reason)
        {
            lines.Add(("Reason for this run", Cell.Of(reason)));
        }

        lines.Add(("Who may see this", Cell.Of(Marking(audience))));
        return lines;
    }

    public static string StateOf(RunRecord run)
    {
        var revision = run.Revision.ToString(CultureInfo.InvariantCulture);
        return (run.Kind, run.State) switch
        {
            (RunKind.Provisional, _) => "Provisional: the period is still open and figures may change",
            (RunKind.Revision, not RunState.Published) => $"Revised (r{revision}), awaiting approval: until then the version before it stands",
            (_, not RunState.Published) => $"Closed (r{revision}), awaiting approval",
            (RunKind.Revision, _) => $"Revised (r{revision})" + Approval(run),
            _ => $"Published (r{revision})" + Approval(run),
        };
    }

    private static string Approval(RunRecord run) => run is { ApprovedBy: { } by, ApprovedAt: { } at }
        ? $", approved by {by} on {Display.Date(LondonTime.DateOf(at))}"
        : "";

    private static IEnumerable<(string Item, Cell Detail)> ReturnLines(QuarterView view, WorkbookAudience audience)
    {
        if (audience == WorkbookAudience.Statement)
        {
            yield break;
        }

        var received = view.Returns.Count(returnReceived => returnReceived.Received);
        yield return ("Returns received", Cell.Of(string.Create(CultureInfo.InvariantCulture, $"{received} of {view.Returns.Count}")));
        if (audience == WorkbookAudience.SkillsEngland)
        {
            yield break;
        }

        yield return ("Returns missing", Cell.Of(ListOf(view.Returns.Where(returnReceived => !returnReceived.Received).Select(Named))));
        yield return ("Returns with rows carried forward", Cell.Of(ListOf(view.Returns.Where(returnReceived => returnReceived.StaleRows > 0).Select(
            returnReceived => $"{Named(returnReceived)} ({Display.Count(returnReceived.StaleRows, "row")})"))));
    }

    private static string Named(ReturnReceived received) => $"{received.Provider.Name}, {KindWords(received.Kind)}";

    public static string KindWords(ReturnKind kind) => kind == ReturnKind.Enrolment ? "enrolment return" : "completion return";

    private static string ListOf(IEnumerable<string> parts)
    {
        var all = string.Join("; ", parts);
        return all.Length == 0 ? "None" : all;
    }

    private static string ContactOf(QuarterView view)
    {
        var officers = view.Figures.Settings.Contacts.Where(contact => contact.Ukprn is null && contact.Role == "OFFICER")
            .Select(contact => $"{contact.Name}, {contact.Email}");
        var all = string.Join("; ", officers);
        return all.Length == 0 ? "Not given in the settings" : all;
    }

    private static string NextUpdate(QuarterView view)
    {
        if (view.Provisional)
        {
            return view.Figures.Settings.FindPeriod(view.Period) is { } open
                ? $"After the period closes on {Display.Date(open.ClosesOn)}"
                : "Not set: the calendar has no line for this period";
        }

        return view.Figures.Settings.FindPeriod(view.Period.Next) is { } next
            ? $"After the next period closes on {Display.Date(next.ClosesOn)}"
            : "Not set: the calendar has no line for the next period";
    }

    private static string Overrides(QuarterView view, WorkbookAudience audience, Ukprn? only) => ListOf(view.Figures.Settings.RuleOverrides
        .Where(change => change.FromPeriod <= view.Period && view.Period <= change.ToPeriod)
        .Where(change => only is null || change.Ukprn is null || change.Ukprn == only)
        .OrderBy(change => change.Rule, StringComparer.Ordinal).ThenBy(change => change.Ukprn?.Value ?? 0)
        .Select(change =>
        {
            var who = change.Ukprn is not { } ukprn ? "every provider"
                : audience == WorkbookAudience.SkillsEngland ? "one provider" : view.ProviderName(ukprn);
            var what = change.Severity is null ? "switched off" : "a warning only";
            return audience == WorkbookAudience.SkillsEngland ? $"{change.Rule}: {what} for {who}" : $"{change.Rule}: {what} for {who} ({change.Reason})";
        }));

    private static string Marking(WorkbookAudience audience) => audience switch
    {
        WorkbookAudience.Wmca => "OFFICIAL. For West Midlands Combined Authority only. Holds counts by provider that are not rounded: "
            + "sheets T06 to T09 are outside the promise that no person can be told from published figures. Do not share it further.",
        WorkbookAudience.SkillsEngland => "OFFICIAL. Counts of people are rounded so that no person can be told from them. For officers only until approved.",
        WorkbookAudience.Casework => "OFFICIAL-SENSITIVE. Holds learner references. For funding officers only. Do not send it by e-mail.",
        _ => "OFFICIAL-SENSITIVE. Holds learner references. For this provider and funding officers only.",
    };
}
