using System.Net;
using System.Net.Http.Headers;
using Pilot.Functions.Blobs;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

/// <summary>What a page and a script are told while a file waits for its virus scan. On one machine that scan never comes.</summary>
public sealed class ScannedUploadPagesTests : IAsyncLifetime
{
    private const string Name = "MTHTQ-ENR-10000001-2026Q3-20270112-090000.xlsx";
    private static readonly string Returns = $"/api/returns/{SettingsBuilder.College}";
    private OfficeSite site = null!;

    public async Task InitializeAsync() => site = await OfficeSite.StartAsync(scansUploads: true);

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Functions_7_a_script_is_told_that_the_return_was_taken_and_where_its_answer_will_be()
    {
        using var body = new ByteArrayContent(OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12))));
        body.Headers.ContentType = new MediaTypeHeaderValue(ContentTypes.Workbook);
        using var answer = await site.PostAsync($"{Returns}?name={Name}", Principals.Own, body, ("Accept", "application/json"));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("RECEIVED", (await OfficeSite.JsonAsync(answer)).GetProperty("status").GetString());
        Assert.Contains("Being checked", await site.PageAsync(answer.Headers.Location!.OriginalString, Principals.Own), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_7_the_description_of_the_interface_says_so()
    {
        using var answer = await site.GetAsync("/api/openapi.json", Principals.Officer);
        var responses = (await OfficeSite.JsonAsync(answer)).GetProperty("paths").GetProperty("/api/returns/{ukprn}").GetProperty("post").GetProperty("responses");
        Assert.True(responses.TryGetProperty("201", out _));
        Assert.Contains("virus", responses.GetProperty("202").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_7_a_person_is_shown_the_submissions_page_which_says_that_it_is_being_checked()
    {
        using var form = OfficeSite.Form(OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12), learners: 2)), Name);
        using var answer = await site.PostAsync(Returns, Principals.Own, form, ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("Being checked", await site.PageAsync(answer.Headers.Location!.OriginalString, Principals.Own), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_7_settings_that_wait_are_taken_and_not_yet_answered()
    {
        using var body = new ByteArrayContent(SettingsWorkbooks.Bytes(SettingsBuilder.Small()));
        using var answer = await site.PostAsync("/api/settings?name=new.xlsx", Principals.Officer, body, ("Accept", "application/json"));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Contains("waits for its virus scan", (await OfficeSite.JsonAsync(answer)).GetProperty("summary").GetString(), StringComparison.Ordinal);
    }
}
