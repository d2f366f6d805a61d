using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>The reconciliation as a table: each amount leads to its milestones, and every row and column adds up where it stands.</summary>
internal static class OfficeReconciliation
{
    public static Markup Draw(OfficeView view) => view.Figures is not { } figures
        ? Markup.None
        : Markup.Join(
            Elements.Heading("Reconciliation", "reconciliation"),
            Elements.P($"Year to date means from 1 April of the line's funding year to {Display.Date(view.Run!.AsOf)}. Within tolerance means {view.Calendar!.TolerancePct.ToString("0.##", CultureInfo.InvariantCulture)}% either side of the profile. "
                + "To pay is funded and adjusted, less what is paid."),
            Table("Reconciliation by provider, qualification and funding year, year to date", view.Period!.Value, figures.Lines, view.ProviderName),
            figures.Lines.Count > ShortList.Length
                ? Elements.P("Each provider's lines are on its own page: ", Elements.Link("all providers", OfficeLists.Providers), ".")
                : Markup.None);

    /// <param name="name">Null where all lines are of one provider.</param>
    public static Markup Table(string caption, Quarter period, IReadOnlyList<ReconciliationLine> lines, Func<Ukprn, string>? name)
    {
        var ofProvider = name is null;
        string Path(ReconciliationLine line, string show) =>
            new MilestoneFilter(period, line.Ukprn, show, Qualification: line.Qualification, Year: line.FundingYear.ToString()).Path(ofProvider);
        List<PageTableColumn<ReconciliationLine>> columns =
        [
            new("Qualification and year", line => $"{line.Qualification} {line.FundingYear}"),
            new("Status", line => new Tag("span", LineStatusWords.Of(line.Status)).With("class", "word")),
            ofProvider ? new("Allocation", line => Money.Words(line.AllocationGbp), true) : new("Profile", line => Money.Words(line.ProfileGbpYtd), true),
            new("Earned", line => Amount(line.EarnedYtd, Path(line, MilestoneFilter.Earned)), true),
            ofProvider ? new("Not funded", line => Amount(line.UnfundedYtd, Path(line, MilestoneFilter.Unfunded)), true)
                : new("Earned of profile", line => line.Performance is { } share ? PageText.FormatShare(share) : "No profile", true),
            new("Funded", line => Amount(line.FundedYtd, Path(line, MilestoneFilter.Funded)), true),
            new("Adjusted", line => Money.Words(line.ManualAdjustmentsYtd), true),
            new("Paid", line => Money.Words(line.PaidYtd), true),
            new("To pay", line => Money.Words(line.ToPay), true),
            new("Held", line => Amount(line.HeldGbp, Path(line, MilestoneFilter.Held)), true),
        ];
        if (name is not null)
        {
            columns.Insert(0, new("Provider", line => Elements.Link(name(line.Ukprn), $"/api/providers/{line.Ukprn}")));
        }

        var rest = ShortList.Rest(lines);
        return Elements.Table(
            caption, columns, [.. lines.Take(ShortList.Length)], "There is no allocation and no learner yet.", Sums("Total", lines, ofProvider),
            rest.Count == 0 ? null : Sums($"{Display.Number(rest.Count)} other lines", rest, ofProvider));
    }

    /// <summary>An amount of money as the way to its milestones; of nothing there is nothing to see.</summary>
    public static Markup Amount(decimal pounds, string path) => pounds == 0 ? Money.Words(pounds) : Elements.Link(Money.Words(pounds), path);

    private static List<Markup> Sums(string label, IReadOnlyList<ReconciliationLine> lines, bool ofProvider)
    {
        Markup Sum(Func<ReconciliationLine, decimal> of) => Money.Words(lines.Sum(of));
        var profile = lines.Sum(line => line.ProfileGbpYtd);
        List<Markup> sums =
        [
            label, "", ofProvider ? Sum(line => line.AllocationGbp) : Money.Words(profile), Sum(line => line.EarnedYtd),
            ofProvider ? Sum(line => line.UnfundedYtd) : profile == 0 ? "No profile" : PageText.FormatShare(lines.Sum(line => line.EarnedYtd) / profile),
            Sum(line => line.FundedYtd), Sum(line => line.ManualAdjustmentsYtd), Sum(line => line.PaidYtd), Sum(line => line.ToPay), Sum(line => line.HeldGbp),
        ];
        if (!ofProvider)
        {
            sums.Insert(1, "");
        }

        return sums;
    }
}
