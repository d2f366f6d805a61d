using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Office;

/// <summary><c>GET /api/settings/files/{number}</c>: what became of a settings, ledger or awards workbook, in words: what it changed, and what that does.</summary>
internal sealed class OfficeFilePage(World world, bool isOpen)
{
    private const int MostShown = 500;

    public static string PathOf(int number) => FormattableString.Invariant($"/api/settings/files/{number}");

    public async Task ShowAsync(HttpContext http)
    {
        var number = Routes.NumberOf(http);
        await using var context = world.Database.Open();
        var file = await context.OfficeFiles.AsNoTracking().FirstOrDefaultAsync(row => row.Number == number, http.RequestAborted)
            ?? throw RefusedException.NotFound("There is no such file.");
        var receipt = await ReceiptAsync(number, http.RequestAborted);
        await Answers.HtmlAsync(http, $"File {OfficePage.Text(number)}", isOpen, Draw(number, file.FileName, file.SentBy, receipt), Components.Back("Back to settings and ledger", OfficeLists.Settings));
    }

    private async Task<OfficeReceipt?> ReceiptAsync(int number, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await world.Blobs.OpenReadAsync(
                WriteAnswer.Container, FormattableString.Invariant($"{ReceiveSettings.Uploads}/{number}/receipt.json"), cancellationToken);
            using var text = new StreamReader(content);
            return OfficeReceipt.OfJson(await text.ReadToEndAsync(cancellationToken));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static Markup Draw(int number, string name, string? sentBy, OfficeReceipt? receipt) => Markup.Join(
        new Tag("h1", new Tag("span", $"File {OfficePage.Text(number)}").With("class", "caption"), name),
        receipt is null
            ? Elements.Inset("The file has arrived and is kept. It is being checked: look again in a minute.")
            : Markup.Join(
                Elements.Notice("Result", Elements.P(receipt.Summary)),
                Elements.Facts(Facts(sentBy, receipt)),
                Effects(receipt),
                Changes(receipt),
                Lines(receipt),
                Findings(receipt),
                Elements.Heading("Files to download"),
                Elements.List([
                    Elements.Link("Your workbook with every finding marked", PathOf(number) + "/" + SubmissionHead.CheckedCopy),
                    Elements.Link("Receipt for scripts (JSON)", PathOf(number) + "/receipt.json"),
                ])));

    private static IEnumerable<(string, Markup)> Facts(string? sentBy, OfficeReceipt receipt)
    {
        yield return ("Kind", receipt.Template switch
        {
            SettingsSheets.Template => "Settings",
            LedgerSheets.Template => "Ledger",
            AwardsSheets.Template => "Awards",
            _ => "Not known",
        });
        yield return ("Received", Words.Moment(receipt.ReceivedAt));
        yield return ("Sent by", sentBy ?? "Not known: the file came straight into the container");
        yield return ("Prepared by", receipt.PreparedBy ?? "Not said");
        yield return ("Settings in force since", $"Version {OfficePage.Text(receipt.SettingsVersion)}");
    }

    private static Markup Effects(OfficeReceipt receipt) => receipt.Effects.Count == 0 ? Markup.None : Markup.Join(
        Elements.Heading("What it does to the money"),
        Elements.Table(
            "Lines of the open quarter whose figures change",
            [
                new TableColumn<SettingsEffect>("Provider", effect => effect.Ukprn.ToString()),
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
        receipt.Changes.Count > MostShown ? Elements.P($"There are {OfficePage.Text(receipt.Changes.Count)} changes; the first {OfficePage.Text(MostShown)} are listed.") : Markup.None,
        Elements.Table(
            "Every changed cell",
            [
                new TableColumn<SettingsChange>("Sheet", change => change.Sheet),
                new("Row", change => change.Row),
                new("Column", change => change.Column),
                new("Change", change => InWords(change)),
            ],
            [.. receipt.Changes.Take(MostShown)],
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
                new TableColumn<LedgerCount>("Sheet", line => line.Sheet),
                new("Sent", line => OfficePage.Text(line.Sent), true),
                new("Added", line => OfficePage.Text(line.Added), true),
                new("Skipped, because they are there already or are not filled in", line => OfficePage.Text(line.Skipped), true),
            ],
            receipt.Lines,
            ""));

    private static Markup Findings(OfficeReceipt receipt) => receipt.Violations.Count == 0 ? Markup.None : Markup.Join(
        Elements.Heading("What was found"),
        Elements.Table(
            "Findings",
            [
                new TableColumn<Violation>("Where", finding => $"{finding.Sheet} {finding.Cell}".Trim()),
                new("What it does", finding => finding.Severity == "W" ? "Warning" : "Rejects the file"),
                new("What is wrong", finding => finding.Message),
                new("How to fix it", finding => finding.Mend),
                new("Rule", finding => finding.Rule),
            ],
            [.. receipt.Violations.Take(MostShown)],
            ""));
}
