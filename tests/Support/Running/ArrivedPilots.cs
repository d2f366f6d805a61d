using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Pilot.Functions;
using Pilot.Functions.Startup;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Support;

/// <summary>Pilots in folders of their own, with the settings of <see cref="SettingsBuilder"/>, in which files arrive one after the other.</summary>
internal sealed class ArrivedPilots : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pilot-order-").FullName;
    private int _worlds;

    /// <summary>Copied from one that was made once.</summary>
    public async Task<PilotServices> OpenAsync()
    {
        var template = Path.Combine(_folder, "template");
        if (!Directory.Exists(template))
        {
            var first = await OpenAsync(template);
            using var workbook = new MemoryStream(SettingsWorkbooks.Bytes(SettingsBuilder.Small()));
            await first.Blobs.ReplaceAsync(ReceiveOfficeFile.Uploads, "settings.xlsx", workbook, "application/octet-stream", default);
            await new ReceiveOfficeFile(first).RunAsync("settings.xlsx", null, default);
            SqliteConnection.ClearAllPools();
        }

        var folder = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{++_worlds}"));
        foreach (var file in Directory.GetFiles(template, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(template, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return await OpenAsync(folder);
    }

    /// <returns>The file's name by the submission's number.</returns>
    public static async Task<Dictionary<int, string>> ReceiveAsync(PilotServices services, IEnumerable<ArrivingFile> files)
    {
        var fileOf = new Dictionary<int, string>();
        var minute = 0;
        foreach (var file in files)
        {
            // All on one day: the day on which a file comes is part of what it says.
            var now = services with { Clock = new FixedClock(LondonTime.On(ArrivingReturns.Today, new TimeOnly(9, 0)).AddMinutes(minute++)) };
            var blob = $"{file.Ukprn}/{file.Name}.xlsx";
            using var content = new MemoryStream(file.Bytes);
            await now.Blobs.ReplaceAsync("returns", blob, content, "application/octet-stream", default);
            var number = await new ReceiveReturn(now).RunAsync(blob, null, default);
            fileOf[number!.Value] = file.Name;
        }

        return fileOf;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<PilotServices> OpenAsync(string folder) => OpenPilotServices.RunAsync(
        new ConfigurationBuilder().Build(), folder, LondonTime.On(new DateOnly(2026, 7, 1), new TimeOnly(12, 0)), NullLogger.Instance, default);
}
