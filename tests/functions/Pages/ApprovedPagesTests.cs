using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

/// <summary>
/// Every page as HTML beside the test: a change shows as a diff that somebody approves. Run with PILOT_APPROVE=1 to write the texts anew. Sizes and
/// hashes of files are left out: the workbooks have approved texts of their own.
/// </summary>
public sealed partial class ApprovedPagesTests(OfficeSiteFixture fixture) : IClassFixture<OfficeSiteFixture>
{
    private static readonly string College = $"/api/providers/{SettingsBuilder.College}";

    /// <summary>Name, path, whether an officer asks.</summary>
    public static TheoryData<string, string, bool> Pages() => new()
    {
        { "office-open", "/api/office", true },
        { "office-closed", "/api/office?period=2026Q2", true },
        { "brief", "/api/periods/2026Q3/brief", true },
        { "providers", "/api/providers", true },
        { "provider-officer", College, true },
        { "provider-own", College, false },
        { "milestones", College + "/milestones", false },
        { "learner", College + "/learners/R1", false },
        { "learner-search", "/api/learners?ref=nobody", true },
        { "submission", College + "/submissions/1", false },
        { "submissions", "/api/submissions", true },
        { "messages", "/api/messages?show=all", true },
        { "approval", "/api/periods/2026Q2/approval", true },
        { "revision", "/api/periods/2026Q2/revision", true },
        { "settings", "/api/settings/files", true },
        { "settings-file", "/api/settings/files/1", true },
        { "files", "/api/workbooks?period=2026Q2", true },
        { "file-check", "/api/workbooks/check", true },
        { "calendar", "/api/calendar", false },
        { "monitors", "/api/monitors", true },
        { "contact", "/api/contact", false },
        { "accessibility", "/api/accessibility", false },
        { "privacy", "/api/privacy", false },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_page_is_as_approved(string name, string path, bool officer)
    {
        var page = await fixture.Site.PageAsync(path, officer ? Principals.Officer : Principals.Own);
        var text = Lines(page);
        var file = Path.Combine(Folder(), name + ".html");
        if (Environment.GetEnvironmentVariable("PILOT_APPROVE") == "1")
        {
            Directory.CreateDirectory(Folder());
            await File.WriteAllTextAsync(file, text);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), text);
    }

    /// <summary>A line for each block, without the style and what changes with every workbook.</summary>
    private static string Lines(string page)
    {
        var body = page[page.IndexOf("<body>", StringComparison.Ordinal)..];
        body = Size().Replace(Hash().Replace(body, "(hash)"), "(size)");
        return Block().Replace(body, "\n$0").Trim().ReplaceLineEndings("\n") + "\n";
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Approved");

    [GeneratedRegex(@"(?<=>)[0-9.,]+ (KB|MB)(?=<)|, [0-9.,]+ (KB|MB)(?=</span>)")]
    private static partial Regex Size();

    [GeneratedRegex("\\b[0-9a-f]{64}\\b")]
    private static partial Regex Hash();

    [GeneratedRegex("<(?:h1|h2|h3|p|li|tr|dt|form|nav|main|section|footer|header|table|caption|input|button|details|figure|rect|text|aside)[ >]")]
    private static partial Regex Block();
}
