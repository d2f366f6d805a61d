using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>Everything under <c>/api/providers/{ukprn}</c>, and the submissions that no provider can be told for.</summary>
internal sealed class ProviderRoutes(PilotServices services, bool isOnThisMachine, LoadRunFigures figures)
{
    public async Task PageAsync(HttpContext http)
    {
        var view = await new LoadProviderView(services, figures).RunAsync(Routes.UkprnOf(http), http.RequestAborted);
        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Html)
        {
            await HttpAnswer.HtmlAsync(http, view.Provider.Name, isOnThisMachine, ProviderPage.Draw(view, Viewer.Of(http)), Viewer.Of(http).IsOfficer ? Components.Back("Back to providers", OfficeLists.Providers) : null);
            return;
        }

        await HttpAnswer.JsonAsync(http, new
        {
            ukprn = view.Provider.Ukprn,
            name = view.Provider.Name,
            owed = view.Owed.Select(owedReturn => new
            {
                period = owedReturn.Calendar.Period,
                period_words = owedReturn.Calendar.Period.Words,
                @return = ReturnTemplate.Of(owedReturn.Return.Kind).Code[^3..],
                due_on = owedReturn.Calendar.DueOn,
                closes_on = owedReturn.Calendar.ClosesOn,
                timeliness = owedReturn.Return.Timeliness,
                words = ProviderPage.StatusOf(owedReturn, view.Today),
            }),
            submissions = view.Submissions.Select(submission => new
            {
                submission = submission.Number,
                file_name = submission.FileName,
                period = submission.Period,
                received_at = LondonTime.At(new DateTimeOffset(submission.ReceivedAt)),
                status = submission.Status,
                rows = submission.Rows,
                accepted = submission.AcceptedRows,
                rejected = submission.RejectedRows,
                href = submission.Path,
            }),
            statements = view.Statements.Select(statement => new { period = statement.Period, version = statement.Version, href = $"/api/providers/{view.Provider.Ukprn}/statements/{Uri.EscapeDataString(statement.Name)}" }),
        });
    }

    public async Task SubmissionAsync(HttpContext http)
    {
        var submission = await FindAsync(http);
        var receipt = submission is { Answered: true, PurgedAt: null } ? (await new SubmitFile(services).ReadAnswerAsync(submission.Number, http.RequestAborted)).Receipt : null;
        if (receipt is not null && ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Json)
        {
            await new RecordDownload(services).RunAsync(http, $"{WriteReceiptFiles.Container}/{Folder(submission)}receipt.json");
            await HttpAnswer.BytesAsync(http, receipt.ToJson(), ContentTypes.Json);
            return;
        }

        if (receipt is not null && receipt.Violations.Any(finding => finding.LearnerRef is not null))
        {
            await new RecordDownload(services).RunAsync(http, $"{WriteReceiptFiles.Container}/{Folder(submission)} as a page");
        }

        var files = new List<string>();
        var folder = Folder(submission);
        await foreach (var entry in services.Blobs.ListAsync(WriteReceiptFiles.Container, folder, http.RequestAborted))
        {
            files.Add(entry.Name[folder.Length..]);
        }

        await HttpAnswer.HtmlAsync(http, "Submission " + Display.Number(submission.Number), isOnThisMachine, SubmissionPage.Draw(submission, receipt, files, await NameAsync(submission, http.RequestAborted), FindingFilter.Of(http.Request)),
            submission.Provider is null ? Components.Back("Back to submissions", OfficeLists.Submissions) : Components.Back("Back to all returns", $"/api/providers/{submission.Provider}"));
    }

    /// <summary>A receipt, the findings or the checked copy.</summary>
    public async Task AnswerFileAsync(HttpContext http)
    {
        var submission = await FindAsync(http);
        await new SendFile(services).RunAsync(http, WriteReceiptFiles.Container, Folder(submission) + FileOf(http, submission.FileName));
    }

    public Task StatementAsync(HttpContext http) =>
        new SendFile(services).RunAsync(http, LoadProviderView.Statements, $"{Routes.UkprnOf(http)}/{http.Request.RouteValues["file"]}");

    /// <summary>The receipt or checked copy of a settings or ledger workbook.</summary>
    public async Task OfficeFileAsync(HttpContext http)
    {
        var number = Routes.NumberOf(http);
        await using var context = services.Database.Open();
        var sent = await context.OfficeFiles.AsNoTracking().Where(officeFile => officeFile.Number == number).Select(officeFile => officeFile.FileName).FirstOrDefaultAsync(http.RequestAborted);
        await new SendFile(services).RunAsync(http, WriteReceiptFiles.Container, FormattableString.Invariant($"{ReceiveOfficeFile.Uploads}/{number}/{FileOf(http, sent ?? "")}"));
    }

    /// <summary>The name in the store of the file that the address asks for.</summary>
    private static string FileOf(HttpContext http, string sentAs) =>
        http.Request.RouteValues["file"]?.ToString() is { } asked && asked != SubmissionSummary.CheckedCopy ? asked : CheckedWorkbook.FileNameOf(sentAs);

    /// <summary>The submission of the route; where the route names a provider, only that provider's.</summary>
    private async Task<SubmissionSummary> FindAsync(HttpContext http)
    {
        var number = Routes.NumberOf(http);
        await using var context = services.Database.Open();
        var found = await SubmissionSummary.LoadAsync(context, all => all.Where(row => row.Number == number), http.RequestAborted);
        var mayShow = found.Count == 1 && (http.Request.RouteValues.ContainsKey("ukprn") ? found[0].Provider == Routes.UkprnOf(http) : found[0].Provider is null);
        return mayShow ? found[0] : throw HttpProblemException.NotFound("There is no such submission.");
    }

    private async Task<string?> NameAsync(SubmissionSummary submission, CancellationToken cancellationToken) => submission.Provider is { } ukprn
        ? (await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken)).FindProvider(ukprn)?.Name
        : null;

    private static string Folder(SubmissionSummary submission) => FormattableString.Invariant($"{submission.Folder}/{submission.Number}/");
}
