using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T21: how much of the money funded the awarding body has confirmed, by provider and milestone.</summary>
internal static class T21Corroboration
{
    private const string Corroborated = "Pearson's record shows the registration, or the certificate, that the claim needs.";
    private const string Contradicted =
        "Pearson's record says otherwise: withdrawn before the qualifying date, registered at another provider of the pilot alone, or certificated with another grade or award.";
    private const string Silent = "Pearson's record says nothing of it, or registered the learner too late or for another award.";
    private const string NotChecked =
        "There is nothing to check against: no awards workbook yet, a provider that awards under licence, or a learner with neither a real learner number nor a registration number.";

    private sealed record CorroborationRow(Ukprn Ukprn, Milestone Milestone, ILookup<Corroboration, Earning> Funded)
    {
        public int CountOf(Corroboration says) => Funded[says].Count();

        public decimal PoundsOf(Corroboration says) => Funded[says].Sum(earning => earning.FundedGbp);
    }

    public static Sheet Draw(QuarterView view) => Sheet.From<CorroborationRow>(
        "T21",
        "corroboration",
        view.Title("T21", "Corroboration by provider and milestone"),
        [
            Column.Key<CorroborationRow>("Provider", 22, row => view.ProviderName(row.Ukprn)),
            Column.Key<CorroborationRow>("UKPRN", 11, row => row.Ukprn.ToString()),
            Column.Key<CorroborationRow>("Milestone", 14, row => row.Milestone.ToString()),
            Column.Count<CorroborationRow>("Funded milestones", row => row.Funded.Sum(group => group.Count())),
            Column.Pounds<CorroborationRow>("Funded (£)", row => row.Funded.Sum(group => group.Sum(earning => earning.FundedGbp)), MeasureNotes.MilestoneFunded),
            .. Of("Corroborated", Corroboration.Corroborated, Corroborated),
            .. Of("Contradicted", Corroboration.Contradicted, Contradicted),
            .. Of("Silent", Corroboration.Silent, Silent),
            .. Of("Not checked", Corroboration.NotChecked, NotChecked),
        ],
        [
            .. view.Figures.Funding.Earnings.Where(earning => earning.FundedGbp > 0)
                .GroupBy(earning => (earning.Ukprn, earning.Milestone))
                .OrderBy(group => group.Key.Ukprn).ThenBy(group => group.Key.Milestone)
                .Select(group => new CorroborationRow(group.Key.Ukprn, group.Key.Milestone, group.ToLookup(earning => earning.CorroborationStatus))),
        ],
        total: true,
        none: "Nothing funded") with
    {
        Remarks = [view.Figures.Awards.Version == 0
            ? "No awards workbook has come yet, so nothing could be checked."
            : $"Held against awards version {Display.Digits(view.Figures.Awards.Version)}, from Pearson."],
        Source = view.Source,
    };

    private static IEnumerable<Column<CorroborationRow>> Of(string heading, Corroboration says, string note) =>
    [
        Column.Count<CorroborationRow>(heading, row => row.CountOf(says), note),
        Column.Pounds<CorroborationRow>(heading + " (£)", row => row.PoundsOf(says), note),
    ];
}
