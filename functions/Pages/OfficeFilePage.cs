using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary><c>GET /api/settings/files/{number}</c>: what became of a settings, ledger or awards workbook, in words: what it changed, and what that does.</summary>
internal sealed class OfficeFilePage(PilotServices services, bool isOnThisMachine)
{
    public static string PathOf(int number) => FormattableString.Invariant($"/api/settings/files/{number}");

    public async Task ShowAsync(HttpContext http)
    {
        var number = Routes.NumberOf(http);
        await using var context = services.Database.Open();
        var file = await context.OfficeFiles.AsNoTracking().FirstOrDefaultAsync(row => row.Number == number, http.RequestAborted)
            ?? throw HttpProblemException.NotFound("There is no such file.");
        var receipt = await ReceiptAsync(number, http.RequestAborted);
        if (receipt is not null)
        {
            await new RecordDownload(services).RunAsync(http, FormattableString.Invariant($"{WriteReceiptFiles.Container}/{ReceiveOfficeFile.Uploads}/{number} as a page"));
        }

        await HttpAnswer.HtmlAsync(http, $"File {Display.Number(number)}", isOnThisMachine, Draw(number, file.FileName, file.SentBy, receipt, await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted)), Components.Back("Back to settings and ledger", OfficeLists.Settings));
    }

    private async Task<OfficeReceipt?> ReceiptAsync(int number, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await services.Blobs.OpenReadAsync(
                WriteReceiptFiles.Container, FormattableString.Invariant($"{ReceiveOfficeFile.Uploads}/{number}/receipt.json"), cancellationToken);
            using var text = new StreamReader(content);
            return OfficeReceipt.OfJson(await text.ReadToEndAsync(cancellationToken));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static Markup Draw(int number, string name, string? sentBy, OfficeReceipt? receipt, PilotSettings settings) => Markup.Join(
        new Tag("h1", new Tag("span", $"File {Display.Number(number)}").With("class", "caption"), name),
        receipt is null
            ? Elements.Inset("The file has arrived and is kept. It is being checked: look again in a minute.")
            : Markup.Join(
                Elements.Notice("Result", Elements.P(receipt.Summary)),
                Elements.Facts(Facts(sentBy, receipt)),
                OfficeFileParts.Draw(receipt, settings),
                Elements.Heading("Files to download"),
                Elements.List([
                    Elements.Link("Your workbook with every finding marked", PathOf(number) + "/" + SubmissionSummary.CheckedCopy),
                    Elements.Link("Receipt for scripts (JSON)", PathOf(number) + "/receipt.json"),
                ])));

    /// <summary>A trial: all that the receipt would say, and what the file would do to providers and milestones. Nothing is stored.</summary>
    /// <param name="content">The file, to be sent as it is; null where it is too large to go along.</param>
    public static Markup DrawCheck(OfficeReceipt receipt, PilotSettings settings, byte[]? content) => Markup.Join(
        new Tag("h1", $"Check of {receipt.FileName}"),
        Elements.Notice("This was a check", Elements.P("Nothing was stored and nothing was sent. If you had sent the file, the answer would have been:"), Elements.P(receipt.Summary)),
        OfficeFileParts.Draw(receipt, settings),
        receipt.Status == SubmissionStatus.Accepted.Code() ? SubmissionPage.SendFileForm("/api/settings", receipt.FileName, content, OfficeLists.Settings + "#settings-file") : Markup.None,
        Elements.P(Elements.Link("Check or send another file", OfficeLists.Settings + "#settings-file")));

    private static IEnumerable<(string, Markup)> Facts(string? sentBy, OfficeReceipt receipt)
    {
        yield return ("Kind", OfficeFileParts.KindWords(receipt.Template));
        yield return ("Received", Display.Moment(receipt.ReceivedAt));
        yield return ("Sent by", sentBy ?? "Not known: the file came straight into the container");
        yield return ("Prepared by", receipt.PreparedBy ?? "Not said");
        yield return ("Settings in force since", $"Version {Display.Number(receipt.SettingsVersion)}");
    }
}
