using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pilot.Tests.Support;
using Pilot.Tests.Support.Ilr;

namespace Pilot.Tests.Pages;

/// <summary>functions.md section 4: templates that are filled in already, over HTTP.</summary>
public sealed class TemplateRoutesTests(OfficeSiteFixture fixture) : IClassFixture<OfficeSiteFixture>
{
    private static readonly string Templates = $"/api/templates/{SettingsBuilder.College}/2026Q3";
    private static readonly byte[] Ilr = new IlrFile().Write(
        [new("L000001", SampleUlns.Valid(1)) { DateOfBirth = new(2001, 1, 1), Deliveries = [new(SettingsBuilder.Hnc, new(2026, 9, 14), new(2027, 6, 25))] }]);

    [Fact]
    public async Task Functions_4_start_from_your_last_return_holds_its_rows_and_is_recorded_as_a_download()
    {
        using var answer = await fixture.Site.GetAsync(Templates + "/enr?from=last", Principals.Own);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("MTHTQ-ENR-10000001-2026Q3-", answer.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        Assert.Contains("L000001", Text(await answer.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        Assert.Contains("templates/10000001/2026Q3/enr, filled in from the last return", await DownloadsAsync(), StringComparer.Ordinal);
        using var other = await fixture.Site.GetAsync(Templates + "/enr?from=last", Principals.Other);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        using var strange = await fixture.Site.GetAsync(Templates + "/enr?from=somewhere", Principals.Own);
        Assert.Equal(HttpStatusCode.BadRequest, strange.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Functions_4_an_ILR_goes_in_and_both_templates_come_out(bool asForm)
    {
        using HttpContent content = asForm ? OfficeSite.Form(Ilr, "ILR-10000001-2526.xml") : new ByteArrayContent(Ilr);
        using var answer = await fixture.Site.PostAsync(Templates + "/ilr", Principals.Own, content);

        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(["MTHTQ-ENR", "MTHTQ-CMP"], zip.Entries.Select(entry => entry.Name[..9]));
        Assert.Contains("templates/10000001/2026Q3/cmp, filled in from an ILR", await DownloadsAsync(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Functions_4_another_providers_ILR_is_refused_in_words_and_nothing_of_any_is_stored()
    {
        var before = await FilesAsync();
        using var others = new ByteArrayContent(new IlrFile { Ukprn = "10000002" }.Write([]));
        using var answer = await fixture.Site.PostAsync(Templates + "/ilr", Principals.Own, others, ("Accept", "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("another provider", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await FilesAsync());
    }

    [Fact]
    public async Task Functions_4_the_providers_page_offers_both()
    {
        var page = await fixture.Site.PageAsync($"/api/providers/{SettingsBuilder.College}", Principals.Own);

        Assert.Contains($"{Templates}/enr?from=last", page, StringComparison.Ordinal);
        Assert.Contains($"formaction=\"{Templates}/ilr\"", page, StringComparison.Ordinal);
    }

    private static string Text(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet2.xml")!.Open(), Encoding.UTF8);
        return sheet.ReadToEnd();
    }

    private async Task<List<string>> DownloadsAsync()
    {
        await using var context = fixture.Site.Services.Database.Open();
        return await context.Downloads.AsNoTracking().Select(download => download.What).ToListAsync();
    }

    private async Task<List<string>> FilesAsync()
    {
        var files = new List<string>();
        foreach (var container in new[] { "returns", "submissions", "receipts" })
        {
            await foreach (var file in fixture.Site.Services.Blobs.ListAsync(container, "", default))
            {
                files.Add(container + "/" + file.Name);
            }
        }

        return files;
    }
}
