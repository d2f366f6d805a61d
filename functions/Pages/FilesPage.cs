using System.Security.Cryptography;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Pages;

/// <summary>
/// The files of a quarter as a page (<c>GET /api/workbooks</c>): workbooks, tables, evidence pack and manifest, each with its SHA-256; and the
/// check of a file that somebody has, against the manifests of what was published (<c>/api/workbooks/check</c>).
/// </summary>
internal sealed class FilesPage(PilotServices services, bool isOnThisMachine)
{
    public const string Route = "/api/workbooks";
    public const string CheckRoute = "/api/workbooks/check";

    public static string PathOf(Quarter period) => $"{Route}?period={period.Id}";

    public async Task ShowAsync(HttpContext http, IReadOnlyList<WorkbookFile> files, IReadOnlyList<RunRecord> runs)
    {
        Quarter[] periods = [.. files.Select(file => file.Period).Distinct().OrderDescending()];
        var asked = Quarter.TryParse(http.Request.Query["period"].ToString(), out var named) ? named : (Quarter?)null;
        var period = asked ?? periods.FirstOrDefault(known => runs.Any(run => run.Period == known && !run.IsProvisional), periods.FirstOrDefault());
        var hashes = await HashesAsync(http.RequestAborted);
        await HttpAnswer.HtmlAsync(
            http, "Files", isOnThisMachine,
            Draw(period, periods, [.. files.Where(file => file.Period == period && !IsReplaced(file, runs))], hashes.ToLookup(hash => hash.Path, StringComparer.Ordinal), RunList.LastOf(runs, period)),
            Components.Back("Back to the quarter", periods.Length == 0 ? "/api/office" : $"/api/office?period={period.Id}"));
    }

    /// <summary><c>GET /api/workbooks/check</c></summary>
    public Task ShowCheckAsync(HttpContext http) =>
        HttpAnswer.HtmlAsync(http, "Check a file", isOnThisMachine, Markup.Join(new Tag("h1", "Check a file"), CheckForm([])), Components.Back("Back to the files", Route));

    /// <summary><c>POST /api/workbooks/check</c>: a file, or the SHA-256 of one. Nothing of it is stored.</summary>
    public async Task CheckAsync(HttpContext http)
    {
        var (hash, name, error) = await HashAsync(http);
        List<FileHash> found = hash is null ? [] : [.. (await HashesAsync(http.RequestAborted)).Where(file => file.Sha256 == hash)];
        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Json, ContentNegotiation.Html) == ContentNegotiation.Json)
        {
            await HttpAnswer.JsonAsync(http, new { sha256 = hash ?? throw HttpProblemException.BadRequest(error!.Message + "."), published = found.Count > 0, files = found.Select(file => file.Path) });
            return;
        }

        List<FieldError> errors = error is null ? [] : [error];
        if (errors.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        await HttpAnswer.HtmlAsync(http, Components.Title("Check a file", errors), isOnThisMachine, Markup.Join(
            Components.ErrorSummary(errors),
            new Tag("h1", "Check a file"),
            hash is null ? Markup.None : Result(hash, name, found),
            CheckForm(errors)), Components.Back("Back to the files", Route));
    }

    private static Tag Result(string hash, string? name, List<FileHash> found) => Elements.Notice(
        "Result",
        found.Count > 0
            ? Elements.P($"{name ?? "The file"} is, byte for byte, what the pilot wrote: {string.Join(" and ", found.Select(hash => hash.Path))}.")
            : Elements.P($"{name ?? "The file"} is no file that stands in a manifest of a closed quarter. It was changed after it was written, it is provisional, or an approval or a revision has replaced it."),
        Elements.P("SHA-256: ", new Tag("code", hash)));

    private static Tag CheckForm(IReadOnlyList<FieldError> errors) => new Tag("form",
        Elements.P("Choose a file that you were given, or enter its SHA-256, to see whether it is what the pilot published. Nothing of it is kept."),
        new Tag("label", "File").With("for", "file"),
        new Tag("input").With("type", "file").With("id", "file").With("name", "file"),
        Components.Field("hash", "Or its SHA-256", "64 letters and digits, as in manifest.json. For a file of more than 25 MB, use this.", "", errors),
        new Tag("button", "Check the file").With("type", "submit"))
        .With("method", "post").With("action", CheckRoute).With("enctype", "multipart/form-data").With("novalidate", "");

    private static async Task<(string? Hash, string? Name, FieldError? Error)> HashAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            await using var body = await Upload.ReadAsync(http.Request, http.RequestAborted);
            return (Convert.ToHexStringLower(await SHA256.HashDataAsync(body.Content, http.RequestAborted)), body.Name, null);
        }

        var form = await HttpForms.ReadAsync(http.Request, http.RequestAborted);
        if (form.Files.FirstOrDefault(file => file.Length > 0) is { } sent)
        {
            await using var content = sent.OpenReadStream();
            return (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, http.RequestAborted)), sent.FileName, null);
        }

        var text = string.Concat(form["hash"].ToString().Where(letter => !char.IsWhiteSpace(letter))).ToLowerInvariant();
        return text.Length == 64 && text.All(char.IsAsciiHexDigitLower) ? (text, null, null)
            : (null, null, new FieldError("hash", text.Length == 0 ? "Choose a file, or enter its SHA-256" : "A SHA-256 has 64 characters, 0 to 9 and a to f"));
    }

    /// <summary>Every file that a manifest lists, of every quarter and revision.</summary>
    private async Task<List<FileHash>> HashesAsync(CancellationToken cancellationToken)
    {
        var hashes = new List<FileHash>();
        await using var context = services.Database.Open();
        var runs = (await RunList.LoadAsync(context, cancellationToken)).Where(run => !run.IsProvisional).Select(run => run.Number).ToHashSet();
        await foreach (var entry in services.Blobs.ListAsync(WorkbookFiles.Container, "", cancellationToken))
        {
            if (entry.Name.EndsWith(".json", StringComparison.Ordinal) && entry.Name.Contains("/manifest", StringComparison.Ordinal))
            {
                await using var content = await services.Blobs.OpenReadAsync(WorkbookFiles.Container, entry.Name, cancellationToken);
                using var whole = new MemoryStream();
                await content.CopyToAsync(whole, cancellationToken);
                if (services.ManifestKey?.IsSignatureOf(whole.ToArray()) != false)
                {
                    whole.Position = 0;
                    hashes.AddRange(Manifest.Read(whole, runs));
                }
            }
        }

        return [.. hashes.Distinct()];
    }

    /// <summary>What was provisional until the quarter was closed, and copies of the manifest beside the tables.</summary>
    private static bool IsReplaced(WorkbookFile file, IReadOnlyList<RunRecord> runs) =>
        (file.File.Contains("provisional", StringComparison.Ordinal) && RunList.LastOf(runs, file.Period) is { IsProvisional: false })
        || (file.Kind == "manifest" && file.File.Contains('/', StringComparison.Ordinal));

    private static Markup Draw(Quarter period, Quarter[] periods, IReadOnlyList<WorkbookFile> files, ILookup<string, FileHash> marks, RunRecord? run) => Markup.Join(
        new Tag("h1", periods.Length == 0 ? Markup.None : new Tag("span", period.Words).With("class", "caption"), "Files"),
        periods.Length < 2 ? Markup.None : new Tag("nav", Elements.List(periods.Select(known => known == period
            ? (Markup)new Tag("span", known.Words).With("aria-current", "page").With("class", "current") : Elements.Link(known.Words, PathOf(known))))).With("aria-label", "Quarters").With("class", "pages"),
        run is null ? Markup.None : Elements.P($"{PageText.StateOf(run)}. Files of a closed quarter stand in its manifest, which is signed; provisional ones change until then."),
        Table("Workbooks and evidence", [.. files.Where(file => file.IsForPeople || file.Kind == "manifest")], marks, "No file has been written for this quarter yet."),
        Elements.Heading("Tables (CSV)"),
        Elements.P("The tables of the workbooks for other programs, one file each."),
        new Tag("details",
            new Tag("summary", Display.Count(files.Count(IsTable), "table")),
            Table("Tables", [.. files.Where(IsTable)], marks, "No table has been written for this quarter yet.")),
        Elements.Heading("Check a file", "check"),
        CheckForm([]));

    private static bool IsTable(WorkbookFile file) => !file.IsForPeople && file.Kind != "manifest";

    private static Markup Table(string caption, IReadOnlyList<WorkbookFile> files, ILookup<string, FileHash> marks, string none) => Elements.Table(
        caption,
        [
            new PageTableColumn<WorkbookFile>("File", file => Elements.Link(file.Kind == "table" ? file.File : file.KindWords, file.Kind == "table" ? "" : $", {file.Revision}", file.Path)),
            new("Version", file => file.Revision ?? "Newest"),
            new("Who may have it", file => file.ForOfficersOnly ? "Officers only" : "May be shared with Skills England"),
            new("Size", file => Elements.Size(file.Size), true),
            new("SHA-256", file => marks[$"{WorkbookFiles.Container}/{file.Period.Id}/{file.File}"].FirstOrDefault() is { } hash ? new Tag("code", hash.Sha256) : "Not in a manifest"),
        ],
        files,
        none);
}
