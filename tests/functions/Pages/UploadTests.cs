using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Returns;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

public sealed class UploadTests : IAsyncLifetime
{
    private const string Name = "MTHTQ-ENR-10000001-2026Q3-20270112-090000.xlsx";
    private static readonly string Returns = $"/api/returns/{SettingsBuilder.College}";
    private OfficeSite site = null!;

    public async Task InitializeAsync() => site = await OfficeSite.StartAsync();

    public async Task DisposeAsync() => await site.DisposeAsync();

    [Fact]
    public async Task Functions_4_a_form_is_answered_with_the_submissions_page_that_says_in_words_what_became_of_it()
    {
        var builder = OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12)).With(1, "sex", "Q");
        using var form = OfficeSite.Form(OfficeSite.Bytes(builder), Name);
        using var answer = await site.PostAsync(Returns, Principals.Own, form, ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var path = answer.Headers.Location!.OriginalString;
        var page = await site.PageAsync(path, Principals.Own);
        Assert.Contains("2 rows accepted, 1 row rejected", page, StringComparison.Ordinal);
        Assert.Contains("SEX_C", page, StringComparison.Ordinal);
        Assert.Contains("Petra Provider", page, StringComparison.Ordinal);
        Assert.Contains("receipt.json", page, StringComparison.Ordinal);

        using var copy = await site.GetAsync($"{path}/{CheckedWorkbook.FileNameOf(Name)}", Principals.Own);
        Assert.Equal(ContentTypes.Workbook, copy.Content.Headers.ContentType!.MediaType);
        Assert.Equal(CheckedWorkbook.FileNameOf(Name), copy.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal("PK"u8.ToArray(), (await copy.Content.ReadAsByteArrayAsync())[..2]);
    }

    [Fact]
    public async Task Functions_4_a_plain_body_is_answered_with_its_receipt_where_JSON_is_asked_for_and_the_sender_is_recorded()
    {
        using var body = new ByteArrayContent(OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12), learners: 4)));
        body.Headers.ContentType = new MediaTypeHeaderValue(ContentTypes.Workbook);
        using var answer = await site.PostAsync($"{Returns}?name={Name}", Principals.Own, body, ("Accept", "application/json"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var receipt = await OfficeSite.JsonAsync(answer);
        Assert.Equal("ACCEPTED", receipt.GetProperty("status").GetString());
        Assert.Equal(Name, receipt.GetProperty("file_name").GetString());
        Assert.Equal(4, receipt.GetProperty("counts").GetProperty("accepted").GetInt32());
        var number = receipt.GetProperty("submission").GetInt32();
        Assert.EndsWith($"/submissions/{number}", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await using var context = site.Services.Database.Open();
        Assert.Equal($"Petra Provider (petra@{SettingsBuilder.College}.example.org)", (await context.Submissions.SingleAsync(submission => submission.Number == number)).SentBy);
    }

    [Fact]
    public async Task A_plain_body_may_tell_its_name_in_Content_Disposition_and_a_path_in_it_is_left_out()
    {
        using var body = new ByteArrayContent(OfficeSite.Bytes(OfficeSite.NoCompletions(OfficeSite.Open, new(2027, 1, 12))));
        body.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "\"C:\\\\returns\\\\../x.tmp\"" };
        using var answer = await site.PostAsync(Returns, Principals.Own, body, ("Accept", "application/json"));
        var receipt = await OfficeSite.JsonAsync(answer);
        Assert.Equal("ACCEPTED", receipt.GetProperty("status").GetString());
        Assert.Equal("x.tmp.xlsx", receipt.GetProperty("file_name").GetString());
    }

    [Fact]
    public async Task A_plain_body_is_a_file_also_where_a_tool_calls_it_a_form()
    {
        using var body = new ByteArrayContent(OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12))));
        // As curl --data-binary does.
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var answer = await site.PostAsync("/api/check?name=return.xlsx", Principals.Own, body, ("Accept", "application/json"));
        var receipt = await OfficeSite.JsonAsync(answer);
        Assert.Equal(("ACCEPTED", "return.xlsx"), (receipt.GetProperty("status").GetString(), receipt.GetProperty("file_name").GetString()));
    }

    [Fact]
    public async Task A_script_in_a_file_name_a_cell_or_a_persons_name_is_text_on_every_page()
    {
        const string script = "<script>alert(1)</script>";
        const string picture = "<img src=x onerror=alert(1)>";
        // Put into the folder: through a form, the name would lose its marks.
        using var content = OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12)).With(1, "sex", script).Declare("certifier_name", picture).ToStream();
        await site.Services.Blobs.ReplaceAsync("returns", $"{SettingsBuilder.College}/{picture}.xlsx", content, ContentTypes.Workbook, CancellationToken.None);
        var number = await new ReceiveReturn(site.Services).RunAsync($"{SettingsBuilder.College}/{picture}.xlsx", script, CancellationToken.None);
        var somebody = Principals.Of(script, picture, ["Officer"]);

        var pages = new List<string>();
        foreach (var path in new[] { $"/api/providers/{SettingsBuilder.College}", $"/api/providers/{SettingsBuilder.College}/submissions/{number}", "/api/office" })
        {
            pages.Add(await site.PageAsync(path, somebody));
        }

        Assert.Contains(pages, page => page.Contains("&lt;img src=x onerror=alert(1)&gt;.xlsx", StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.DoesNotContain(script, page, StringComparison.OrdinalIgnoreCase));
        Assert.All(pages, page => Assert.DoesNotContain(picture, page, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_name_that_somebody_typed_ends_no_header_and_begins_none()
    {
        using var body = new ByteArrayContent(OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12))));
        using var answer = await site.PostAsync("/api/check?copy=yes&name=a%0d%0aX-Evil:%20yes%22%3b%20filename=b.xlsx", Principals.Own, body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("X-Evil") || answer.Content.Headers.Contains("X-Evil"));
        Assert.Equal("aX-Evil yes; filename=b-checked.xlsx", answer.Content.Headers.ContentDisposition!.FileNameStar);
    }

    [Theory]
    [InlineData("application/json", "application/problem+json")]
    [InlineData("text/html", "text/html")]
    public async Task FILE_04_a_file_that_is_sent_whole_although_it_is_far_too_large_is_answered_with_the_reason(string accept, string answered)
    {
        using var form = OfficeSite.Form(new byte[31 * 1024 * 1024], "large.xlsx");
        using var answer = await site.PostAsync(Returns, Principals.Own, form, ("Accept", accept));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(answered, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("The largest file that can be sent is 25 MB", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_4_a_return_of_another_provider_is_rejected_and_says_nothing_of_what_is_held()
    {
        var file = OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12), learners: 1));
        using var form = OfficeSite.Form(file, "return.xlsx");
        using var answer = await site.PostAsync($"/api/returns/{SettingsBuilder.Private}", Principals.Other, form, ("Accept", "application/json"));
        var receipt = await OfficeSite.JsonAsync(answer);
        Assert.Equal("REJECTED", receipt.GetProperty("status").GetString());
        var rules = receipt.GetProperty("violations").EnumerateArray().Select(element => element.GetProperty("rule").GetString()).ToList();
        Assert.Contains("DECL_03", rules);
        Assert.DoesNotContain(rules, rule => rule!.StartsWith("HIST", StringComparison.Ordinal));
        Assert.DoesNotContain("Alder College", receipt.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_bytes_sent_twice_are_one_return()
    {
        var file = OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12)));
        using var first = await site.PostAsync(Returns, Principals.Own, OfficeSite.Form(file, Name), ("Accept", "application/json"));
        using var second = await site.PostAsync(Returns, Principals.Own, OfficeSite.Form(file, Name), ("Accept", "application/json"));
        Assert.Equal("ACCEPTED", (await OfficeSite.JsonAsync(first)).GetProperty("status").GetString());
        Assert.Equal("DUPLICATE", (await OfficeSite.JsonAsync(second)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Two_files_of_one_name_at_once_are_both_received()
    {
        var files = new[] { 4, 5 }.Select(learners => OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12), learners: learners))).ToList();
        var answers = await Task.WhenAll(files.Select(file => site.PostAsync(Returns, Principals.Own, OfficeSite.Form(file, Name), ("Accept", "application/json"))));
        var hashes = new List<string>();
        foreach (var answer in answers)
        {
            hashes.Add((await OfficeSite.JsonAsync(answer)).GetProperty("sha256").GetString()!);
        }

        Assert.Equal(
            files.Select(file => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file))).Order(StringComparer.Ordinal), hashes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_form_without_a_file_and_an_empty_body_are_refused_in_words()
    {
        using var empty = await site.PostAsync(Returns, Principals.Own, OfficeSite.Form([], "nothing.xlsx"), ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Contains("Choose a file", await empty.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nothing = await site.PostAsync(Returns, Principals.Own, new ByteArrayContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_in_words()
    {
        using var body = new ByteArrayContent(new byte[(30 * 1024 * 1024) + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Returns, UriKind.Relative)) { Content = body };
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Principals.Own);
        request.Headers.ExpectContinue = true;
        using var answer = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("25 MB", (await OfficeSite.JsonAsync(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_the_settings_do_not_name_cannot_send()
    {
        using var answer = await site.PostAsync("/api/returns/10000009", Principals.Officer, OfficeSite.Form([1], "a.xlsx"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Functions_4_a_check_says_what_would_be_said_and_stores_nothing()
    {
        var before = await CountAsync();
        var file = OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12)).With(0, "sex", "Q"));
        using var json = await site.PostAsync("/api/check", Principals.Own, OfficeSite.Form(file, Name));
        var receipt = await OfficeSite.JsonAsync(json);
        Assert.Equal("PARTLY_ACCEPTED", receipt.GetProperty("status").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, receipt.GetProperty("submission").ValueKind);

        using var copy = await site.PostAsync("/api/check", Principals.Own, OfficeSite.Form(file, Name), ("Accept", ContentTypes.Workbook));
        Assert.Equal(ContentTypes.Workbook, copy.Content.Headers.ContentType!.MediaType);
        using (var read = WorkbookReader.Open(new MemoryStream(await copy.Content.ReadAsByteArrayAsync()), FileLimits.Default))
        {
            Assert.Equal(CheckedWorkbook.SheetName, read.Sheets[0].Name);
        }

        using var page = await site.PostAsync("/api/check", Principals.Own, OfficeSite.Form(file, Name), ("Accept", "text/html"));
        Assert.Contains("Nothing was stored", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Functions_4_a_providers_check_of_another_providers_file_tells_nothing_of_that_provider()
    {
        var file = OfficeSite.Bytes(OfficeSite.Enrolments(OfficeSite.Open, new(2027, 1, 12), learners: 1));
        using var answer = await site.PostAsync("/api/check", Principals.Other, OfficeSite.Form(file, Name));
        var receipt = await OfficeSite.JsonAsync(answer);
        Assert.Equal("REJECTED", receipt.GetProperty("status").GetString());
        Assert.DoesNotContain("HIST", receipt.ToString(), StringComparison.Ordinal);
        using var asked = await site.PostAsync($"/api/check?ukprn={SettingsBuilder.College}", Principals.Other, OfficeSite.Form(file, Name));
        Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_has_no_checked_copy()
    {
        using var answer = await site.PostAsync("/api/check", Principals.Own, OfficeSite.Form([1, 2, 3], Name), ("Accept", ContentTypes.Workbook));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    private async Task<(int, int)> CountAsync()
    {
        await using var context = site.Services.Database.Open();
        return (await context.Submissions.CountAsync(), await context.Judgements.CountAsync());
    }
}
