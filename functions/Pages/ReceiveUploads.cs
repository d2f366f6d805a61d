using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>Returns and settings that are sent through a page, and checks that store nothing.</summary>
/// <param name="stopping">What was received is worked on although the sender goes away, until the program stops.</param>
internal sealed class ReceiveUploads(PilotServices services, bool isOnThisMachine, CancellationToken stopping)
{
    private static readonly TimeSpan LeaseTimeout = TimeSpan.FromMinutes(5);

    /// <summary><c>POST /api/returns/{ukprn}</c></summary>
    public async Task ReturnAsync(HttpContext http)
    {
        var ukprn = Routes.UkprnOf(http);
        LoadProviderView.Find(await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted), ukprn);
        var viewer = Viewer.Of(http);
        await using var upload = await Upload.ReadAsync(http.Request, http.RequestAborted);
        SubmissionSummary head;
        Receipt receipt;
        // Two files of one name at once: the second would stand in the first one's place before that has its number.
        await using (await services.Leases.AcquireAsync($"upload {ukprn}", LeaseTimeout, stopping))
        {
            (var submission, receipt) = await new SubmitFile(services).RunAsync(upload.Name, upload.Content, ukprn, viewer.RecordedName, stopping);
            await using var context = services.Database.Open();
            // The sweep may have found the file first; it does not know who sent it.
            await context.Submissions.Where(row => row.Number == submission.Number && row.SentByAccount == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.SentBy, viewer.RecordedName).SetProperty(row => row.SentByAccount, viewer.Id), stopping);
            head = (await SubmissionSummary.LoadAsync(context, all => all.Where(row => row.Number == submission.Number), stopping))[0];
        }

        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Html)
        {
            HttpAnswer.SeeOther(http, head.Path);
            return;
        }

        http.Response.StatusCode = StatusOf(receipt.Status);
        http.Response.Headers.Location = head.Path;
        await HttpAnswer.BytesAsync(http, receipt.ToJson(), ContentTypes.Json);
    }

    /// <summary><c>POST /api/check</c>: the answer that the file would get. A provider's file is checked as that provider's own.</summary>
    public async Task CheckAsync(HttpContext http)
    {
        var ukprn = CheckedFor(http, Viewer.Of(http));
        await using var upload = await Upload.ReadAsync(http.Request, http.RequestAborted);
        var receipt = await new CheckReturn(services).RunAsync(upload.Name, upload.Content, ukprn, http.RequestAborted);
        var form = http.Request.Query["copy"] == "yes" ? ContentTypes.Workbook : ContentNegotiation.Prefer(http.Request, ContentNegotiation.Json, ContentTypes.Workbook, ContentNegotiation.Html);
        switch (form)
        {
            case ContentTypes.Workbook:
                await CheckedCopyAsync(http, upload, receipt);
                break;
            case ContentNegotiation.Html:
                await HttpAnswer.HtmlAsync(http, "Check of " + receipt.FileName, isOnThisMachine, SubmissionPage.DrawCheck(receipt, ukprn, await CarriedAsync(upload, http.RequestAborted)));
                break;
            default:
                await HttpAnswer.BytesAsync(http, receipt.ToJson(), ContentTypes.Json);
                break;
        }
    }

    /// <summary><c>POST /api/settings</c>: a settings, ledger or awards workbook, with the signed-in officer on record as its sender.</summary>
    public async Task SettingsAsync(HttpContext http)
    {
        var sender = Viewer.Of(http);
        await using var upload = await Upload.ReadAsync(http.Request, http.RequestAborted);
        OfficeReceipt receipt;
        await using (await services.Leases.AcquireAsync("upload settings", LeaseTimeout, stopping))
        {
            await services.Blobs.ReplaceAsync(ReceiveOfficeFile.Uploads, upload.Name, upload.Content, ContentTypes.Workbook, stopping);
            receipt = await new ReceiveOfficeFile(services).RunAsync(upload.Name, sender.RecordedName, stopping) ?? throw new IOException("The uploaded settings are no longer there.");
            await using var context = services.Database.Open();
            await context.OfficeFiles.Where(officeFile => officeFile.Number == receipt.Number && officeFile.SentByAccount == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.SentBy, sender.RecordedName).SetProperty(row => row.SentByAccount, sender.Id), stopping);
        }

        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Html)
        {
            HttpAnswer.SeeOther(http, OfficeFilePage.PathOf(receipt.Number));
            return;
        }

        http.Response.StatusCode = StatusOf(receipt.Status);
        http.Response.Headers.Location = FormattableString.Invariant($"/api/settings/files/{receipt.Number}/receipt.json");
        await HttpAnswer.BytesAsync(http, System.Text.Encoding.UTF8.GetBytes(receipt.ToJson()), ContentTypes.Json);
    }

    /// <summary><c>POST /api/settings/check</c>: all that the workbook's receipt would say, and what it would do. Nothing is stored.</summary>
    public async Task TrySettingsAsync(HttpContext http)
    {
        await using var upload = await Upload.ReadAsync(http.Request, http.RequestAborted);
        // Before it is tried: the trial closes what it has read.
        var carried = await CarriedAsync(upload, http.RequestAborted);
        upload.Content.Position = 0;
        var receipt = await new CheckOfficeFile(services).RunAsync(upload.Name, upload.Content, http.RequestAborted);
        if (receipt.DecisionChanges.Count > 0)
        {
            // What it would change names learners: it is written down like every page that does.
            await new RecordDownload(services).AddAsync(http, $"settings/check of {receipt.FileName}");
        }

        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Json, ContentNegotiation.Html) == ContentNegotiation.Html)
        {
            var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted);
            await HttpAnswer.HtmlAsync(
                http, "Check of " + receipt.FileName, isOnThisMachine, OfficeFilePage.DrawCheck(receipt, settings, carried),
                Components.Back("Back to settings and ledger", OfficeLists.Settings));
            return;
        }

        await HttpAnswer.BytesAsync(http, System.Text.Encoding.UTF8.GetBytes(receipt.ToJson()), ContentTypes.Json);
    }

    /// <summary>A file that waits for its virus scan has its number, and no answer yet.</summary>
    private static int StatusOf(string status) => status == SubmissionStatus.Received.Code() ? StatusCodes.Status202Accepted : StatusCodes.Status201Created;

    /// <returns>Null where the file is too large to go along with a page.</returns>
    private static async Task<byte[]?> CarriedAsync(Upload upload, CancellationToken cancellationToken)
    {
        if (upload.Content.Length > SubmissionPage.MaxCarried)
        {
            return null;
        }

        using var whole = new MemoryStream();
        upload.Content.Position = 0;
        await upload.Content.CopyToAsync(whole, cancellationToken);
        return whole.ToArray();
    }

    /// <summary>For an officer the Declaration may say whose the file is; a provider's person speaks for that provider alone.</summary>
    private static Ukprn? CheckedFor(HttpContext http, Viewer viewer)
    {
        if (http.Request.Query["ukprn"].ToString() is not { Length: > 0 } asked)
        {
            return viewer.Ukprn;
        }

        if (!Ukprn.TryParse(asked, out var ukprn))
        {
            throw HttpProblemException.BadRequest("A UKPRN has 8 digits and does not start with 0.");
        }

        return viewer.MayReach(ukprn) ? ukprn : throw HttpProblemException.NotAllowed("This is another provider's.");
    }

    private static async Task CheckedCopyAsync(HttpContext http, Upload upload, Receipt receipt)
    {
        using var copy = new MemoryStream();
        try
        {
            CheckedWorkbook.Write(upload.Content, copy, ReceiptMapping.CheckResultOf(receipt));
        }
        catch (Exception unreadable) when (unreadable is UnreadableFileException or InvalidDataException)
        {
            throw new HttpProblemException(
                StatusCodes.Status422UnprocessableEntity, "The file cannot be opened",
                "There is no checked copy of a file that cannot be opened. " + string.Join(" ", receipt.Violations.Take(1).Select(finding => $"{finding.Message} {finding.Fix}")));
        }

        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(CheckedWorkbook.FileNameOf(upload.Name));
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await HttpAnswer.BytesAsync(http, copy.ToArray(), ContentTypes.Workbook);
    }
}
