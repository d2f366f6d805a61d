using Pilot.Functions.Blobs;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;
using Pilot.Reporting.Workbooks.Casework;

namespace Pilot.Functions.Pages;

/// <summary>A file of a run, as officers see it.</summary>
/// <param name="File">Its name inside the period's folder; files of tables stand in a folder of their own.</param>
/// <param name="Kind">wmca, skills-england, wmca-casework, table or manifest.</param>
/// <param name="Revision">provisional, r1, r2; null for the manifest.</param>
internal sealed record WorkbookFile(Quarter Period, string File, string Kind, string? Revision, string State, long Size, DateTimeOffset Written)
{
    public string Path => $"/api/workbooks/{Period.Id}/{string.Join('/', File.Split('/').Select(Uri.EscapeDataString))}";

    /// <summary>One of the files that people open, and not a table for machines.</summary>
    public bool IsForPeople => IsWorkbook || Kind == "evidence-pack";

    public bool IsWorkbook => File.EndsWith(".xlsx", StringComparison.Ordinal);

    public string KindWords => Kind switch
    {
        "wmca" => "WMCA workbook",
        "skills-england" => "Skills England workbook",
        "wmca-casework" => "WMCA casework (restricted: learner references)",
        "manifest" => "Manifest",
        "ledger-draft" => "Ledger draft (restricted: learner references)",
        "evidence-pack" => "Evidence pack (restricted: learner references)",
        _ => "Table",
    };

    /// <summary>Nobody outside the office is given it: management files never, shared ones until an officer has approved them.</summary>
    public bool ForOfficersOnly => Kind != "skills-england" || State != RunState.Published.Code();
}

/// <summary>Lists and sends what the runs wrote.</summary>
internal sealed class WorkbookFiles(PilotServices services, bool isOnThisMachine = false)
{
    public const string Container = QuarterlyWorkbooks.Reports;
    private static readonly string[] Kinds = ["wmca-casework", "skills-england", "wmca"];

    /// <param name="period">Null = every period.</param>
    public async Task<IReadOnlyList<WorkbookFile>> ListAsync(Quarter? period, IReadOnlyList<RunRecord> runs, CancellationToken cancellationToken)
    {
        var files = new List<WorkbookFile>();
        await foreach (var entry in services.Blobs.ListAsync(Container, period is { } quarter ? quarter.Id + "/" : "", cancellationToken))
        {
            if (Describe(entry, runs) is { } file)
            {
                files.Add(file);
            }
        }

        return files;
    }

    private static WorkbookFile? Describe(BlobEntry entry, IReadOnlyList<RunRecord> runs)
    {
        var slash = entry.Name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !Quarter.TryParse(entry.Name[..slash], out var period))
        {
            return null;
        }

        var file = entry.Name[(slash + 1)..];
        var part = file.Contains('/', StringComparison.Ordinal) ? file[..file.IndexOf('/', StringComparison.Ordinal)] : System.IO.Path.GetFileNameWithoutExtension(file);
        var dash = part.LastIndexOf('-');
        var revision = dash > 0 ? part[(dash + 1)..] : null;
        var kind = file.EndsWith(".json", StringComparison.Ordinal) ? "manifest"
            : CaseworkWorkbook.IsLedgerDraft(file) ? "ledger-draft"
            : part.StartsWith("evidence-pack-", StringComparison.Ordinal) ? "evidence-pack"
            : Array.Find(Kinds, text => part.EndsWith($"-{text}-{revision}", StringComparison.Ordinal)) ?? "table";
        var run = file == "manifest.json"
            ? RunList.LastOf(runs, period)
            : runs.FirstOrDefault(runHead => runHead.Period == period && runHead.FileSuffix == revision);
        return new WorkbookFile(period, file, kind, kind == "manifest" ? null : revision, (run?.State ?? RunState.Provisional).Code(), entry.Length, entry.ReceivedAt);
    }

    /// <summary><c>GET /api/workbooks</c>: everything there is to download.</summary>
    public async Task ShowListAsync(HttpContext http)
    {
        await using var context = services.Database.Open();
        var runs = await RunList.LoadAsync(context, http.RequestAborted);
        var files = await ListAsync(null, runs, http.RequestAborted);
        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Json, ContentNegotiation.Html) == ContentNegotiation.Html)
        {
            await new FilesPage(services, isOnThisMachine).ShowAsync(http, files, runs);
            return;
        }

        await HttpAnswer.JsonAsync(http, files.Select(file => new
        {
            period = file.Period,
            period_words = file.Period.Words,
            file = file.File,
            kind = file.Kind,
            revision = file.Revision,
            state = file.State,
            for_officers_only = file.ForOfficersOnly,
            size = file.Size,
            written_at = LondonTime.At(file.Written),
            href = file.Path,
        }));
    }

    /// <summary><c>GET /api/workbooks/{period}/{file}</c></summary>
    public Task SendAsync(HttpContext http)
    {
        var period = Routes.PeriodOf(http);
        return new SendFile(services).RunAsync(http, Container, $"{period.Id}/{http.Request.RouteValues["file"]}");
    }
}
