using Pilot.Functions.Blobs;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Pages;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Hosting;

/// <summary>Starts the program and asks it.</summary>
public sealed partial class ProgramUnderHostTests
{
    private Task<StandInHost> StartAsync() => StandInHost.StartAsync(("AzureWebJobsStorage", azurite.ConnectionString), ("PilotData", _data));

    /// <summary>Settings under which today's quarter is open and a learner may have started two months ago.</summary>
    private static PilotSettings Now()
    {
        var year = FundingYear.Containing(Today);
        var period = Quarter.Containing(Today);
        var settings = Small();
        return settings with
        {
            Allocations = [.. new[] { College, Private, University }.SelectMany(ukprn => new[]
            {
                Line(ukprn, "HNC", year.Previous, 3_000m, 20, 27_000m, 2),
                Line(ukprn, "HNC", year, 3_000m, 20, 27_000m, 2),
                Line(ukprn, "HNC", year.Next, 3_000m, 0, 27_000m, 2),
            })],
            Qualifications = [.. settings.Qualifications.Select(qualification => qualification with { AvailableFrom = Today.AddYears(-2), AvailableTo = Today.AddYears(2) })],
            Scheme = settings.Scheme with { PilotFrom = Today.AddYears(-2), PilotTo = Today.AddYears(2), LleFrom = Today.AddYears(2) },
            Calendar = [new CalendarPeriod(period, period.FirstDay, period.CensusDate.AddDays(20), period.CensusDate.AddDays(30), 15m)],
        };
    }

    private static ReturnBuilder Return(int rows = 2) => ReturnBuilder.Enrolment(
        rows, College.ToString(), Hnc, Quarter.Containing(Today), Today, Today.AddDays(-60), Today.AddDays(200));

    private static async Task WriteAsync(AzureBlobStore blobs, string container, string name, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await blobs.ReplaceAsync(container, name, content, "application/octet-stream", CancellationToken.None);
    }

    private static async Task<Receipt> ReceiptAsync(AzureBlobStore blobs, int number)
    {
        await using var stream = await blobs.OpenReadAsync("receipts", $"{College}/{number}/receipt.json", CancellationToken.None);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return Receipt.FromJson(bytes.ToArray());
    }

    private static Uri Raw(StandInHost host, string path) =>
        new(host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static Task<HttpResponseMessage> GetAsync(StandInHost host, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Raw(host, path));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Principals.Officer);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return host.SendAsync(request);
    }

    /// <summary>As a browser's form sends it.</summary>
    private static Task<HttpResponseMessage> PostAsync(StandInHost host, string path, byte[] file, bool isChunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Raw(host, path)) { Content = OfficeSite.Form(file, "a return.xlsx") };
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Principals.Officer);
        request.Headers.TransferEncodingChunked = isChunked;
        return host.SendAsync(request);
    }
}
