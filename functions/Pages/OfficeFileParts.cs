using Pilot.Functions.Settings;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>What a settings, ledger or awards workbook changed, or would change, in words: cells, lines, money, milestones, findings.</summary>
internal static class OfficeFileParts
{
    private const int MaxShown = 200;

    public static Markup Draw(OfficeReceipt receipt, PilotSettings settings) => Markup.Join(
        Findings(receipt), Effects(receipt, settings), Providers(receipt, settings), Decisions(receipt, settings), Changes(receipt), Lines(receipt));

    public static string KindWords(string? template) => template switch
    {
        SettingsSheets.Template => "Settings",
        LedgerSheets.Template => "Ledger",
        AwardsSheets.Template => "Awards",
        _ => "Not known",
    };

    private static string NameOf(PilotSettings settings, Ukprn ukprn) => settings.FindProvider(ukprn)?.Name ?? ukprn.ToString();

    private static Markup Providers(OfficeReceipt receipt, PilotSettings settings)
    {
        var effects = receipt.ProviderEffects;
        return effects.Count == 0 ? Markup.None : Markup.Join(
            Elements.Heading("What it would do to each provider's money"),
            Elements.Table(
                "Providers whose money would change, before and after",
                [
                    new PageTableColumn<ProviderEffect>("Provider", effect => NameOf(settings, effect.Ukprn)),
                    new("Earned", effect => Change(effect.EarnedBefore, effect.EarnedAfter), true),
                    new("Funded", effect => Change(effect.FundedBefore, effect.FundedAfter), true),
                    new("Held", effect => Change(effect.HeldBefore, effect.HeldAfter), true),
                    new("To pay", effect => Change(effect.ToPayBefore, effect.ToPayAfter), true),
                ],
                effects,
                ""));
    }

    private static string Change(decimal before, decimal after) => before == after ? $"{Money.Words(after)}, as before" : $"{Money.Words(before)} to {Money.Words(after)}";

    private static Markup Decisions(OfficeReceipt receipt, PilotSettings settings)
    {
        var changes = receipt.DecisionChanges;
        return changes.Count == 0 ? Markup.None : Markup.Join(
            Elements.Heading("Milestones that would be decided differently"),
            changes.Count > MaxShown ? Elements.P($"There are {Display.Number(changes.Count)}; the first {Display.Number(MaxShown)} are listed.") : Markup.None,
            Elements.Table(
                "Milestones and their decision before and after",
                [
                    new PageTableColumn<DecisionChange>("Learner", change => Elements.Link(change.LearnerRef, LearnerPage.PathOf(change.Ukprn, change.LearnerRef))),
                    new("Provider", change => NameOf(settings, change.Ukprn)),
                    new("Milestone", change => PageText.Capitalise(change.Milestone.ToLowerInvariant())),
                    new("Before", change => Decided(change.Before)),
                    new("After", change => Decided(change.After)),
                    new("Funded before", change => Money.Words(change.FundedBefore), true),
                    new("Funded after", change => Money.Words(change.FundedAfter), true),
                ],
                [.. changes.Take(MaxShown)],
                ""));
    }

    private static string Decided(string? code) => code is null ? "None" : PageText.Capitalise(LearnerPage.DecisionWords(Enum.Parse<Decision>(code.Replace("_", "", StringComparison.Ordinal), ignoreCase: true)));

    private static Markup Effects(OfficeReceipt receipt, PilotSettings settings) => receipt.Effects.Count == 0 ? Markup.None : Markup.Join(
        Elements.Heading("What it does to the money"),
        Elements.Table(
            "Lines of the open quarter whose figures change",
            [
                new PageTableColumn<SettingsEffect>("Provider", effect => NameOf(settings, effect.Ukprn)),
                new("Qualification and year", effect => $"{effect.Qualification} {effect.FundingYear}"),
                new("Earned before", effect => Money.Words(effect.EarnedBefore), true),
                new("Earned after", effect => Money.Words(effect.EarnedAfter), true),
                new("Funded before", effect => Money.Words(effect.FundedBefore), true),
                new("Funded after", effect => Money.Words(effect.FundedAfter), true),
            ],
            receipt.Effects,
            ""));

    private static Markup Changes(OfficeReceipt receipt) => receipt.Changes.Count == 0 ? Markup.None : Markup.Join(
        Elements.Heading("What it changed"),
        receipt.Changes.Count > MaxShown ? Elements.P($"There are {Display.Number(receipt.Changes.Count)} changes; the first {Display.Number(MaxShown)} are listed.") : Markup.None,
        Elements.Table(
            "Every changed cell",
            [
                new PageTableColumn<SettingsChange>("Sheet", change => change.Sheet),
                new("Row", change => change.Row),
                new("Column", change => change.Column),
                new("Change", change => InWords(change)),
            ],
            [.. receipt.Changes.Take(MaxShown)],
            ""));

    private static string InWords(SettingsChange change) => (change.Before, change.After) switch
    {
        (null or "", null or "") => "No value before or after",
        (null or "", { } after) => $"Set to {after}",
        ({ } before, null or "") => $"{before} removed",
        ({ } before, { } after) => $"Changed from {before} to {after}",
    };

    private static Markup Lines(OfficeReceipt receipt) => receipt.Lines.Count == 0 ? Markup.None : Markup.Join(
        Elements.Heading("What was added"),
        Elements.Table(
            "Lines of each sheet",
            [
                new PageTableColumn<LedgerCount>("Sheet", line => line.Sheet),
                new("Sent", line => Display.Number(line.Sent), true),
                new("Added", line => Display.Number(line.Added), true),
                new("Skipped, because they are there already or are not filled in", line => Display.Number(line.Skipped), true),
            ],
            receipt.Lines,
            ""));

    private static Markup Findings(OfficeReceipt receipt) => receipt.Violations.Count == 0 ? Markup.None : Markup.Join(
        Elements.Heading("What was found"),
        Elements.Table(
            "Findings",
            [
                new PageTableColumn<ReceiptFinding>("Where", finding => $"{finding.Sheet} {finding.Cell}".Trim()),
                new("What it does", finding => finding.Severity == "W" ? "Warning" : "Rejects the file"),
                new("What is wrong", finding => finding.Message),
                new("How to fix it", finding => finding.Fix),
                new("Rule", finding => finding.Rule),
            ],
            [.. receipt.Violations.Take(MaxShown)],
            ""));
}
