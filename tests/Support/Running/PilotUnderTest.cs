using Pilot.Functions;
using Pilot.Functions.Startup;
using Pilot.Functions.Outbox;

namespace Pilot.Tests.Support;

/// <summary>A test pilot's stores opened under another clock, for what no command does.</summary>
internal static class PilotUnderTest
{
    /// <param name="now">A date, at noon in London, or a date with a time in London.</param>
    public static Task<PilotServices> OpenAsync(this CommandLineRunner pilot, string now) =>
        OpenPilotServices.TryParseNow(now, out var moment) ? pilot.OpenAsync(moment) : throw new ArgumentException("No date.", nameof(now));

    public static Task<PilotServices> OpenAsync(this CommandLineRunner pilot, DateTimeOffset now) => OpenPilotServices.RunAsync(
        pilot.Settings, pilot.Data, now, pilot.Log, CancellationToken.None);

    /// <summary>Every message in the outbox by its id.</summary>
    public static async Task<IReadOnlyDictionary<string, Message>> MessagesAsync(this CommandLineRunner pilot) =>
        (await new ReadOutbox(await pilot.OpenAsync("2027-01-01")).AllAsync(CancellationToken.None)).ToDictionary(message => message.Id);

    /// <summary>Every file under a container of the data folder, by its path there, with the SHA-256 of its bytes.</summary>
    public static SortedDictionary<string, string> Hashes(string data, params string[] containers)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in containers.Select(container => Path.Combine(data, container)).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.')))
            {
                hashes[Path.GetRelativePath(data, file)] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
            }
        }

        return hashes;
    }
}
