using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Faults;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Support;

/// <summary>
/// Whatever a test made the program write, in a folder or in Azurite, and whatever it logged, in a process of its own or in the tests', is
/// searched before it is thrown away: no ULN (ten digits with a right check digit), and no date of birth or full postcode of a sample learner.
/// What is between a provider and the pilot is not: uploads, the kept copies of them and the checked copies that go back.
/// </summary>
internal static partial class PersonalData
{
    private const int SampleLearners = 120;
    private static readonly string[] Containers = ["reports", "statements", "outbox", "receipts"];

    /// <summary>SHA-256 of files that were searched: most tests begin with copies of what others have written.</summary>
    private static readonly ConcurrentDictionary<string, bool> Searched = new(StringComparer.Ordinal);

    private static readonly Lazy<HashSet<string>> Sample = new(() => Enumerable.Range(0, SampleLearners).SelectMany(Of).ToHashSet(StringComparer.Ordinal));

    public static void AssertNoneIn(string text, string what)
    {
        var uln = AnyUln(TenDigits().EnumerateMatches(text), text);
        var learner = Tokens().Matches(text).Any(match => Sample.Value.Contains(match.Value));
        Assert.False(uln, $"{what} holds a ULN.");
        Assert.False(learner, $"{what} holds a date of birth or a full postcode.");
    }

    /// <param name="data">A data folder.</param>
    public static void AssertNoneInFilesOf(string data)
    {
        foreach (var folder in Containers.Select(container => Path.Combine(data, container)).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                AssertNoneInFile(Path.GetRelativePath(data, file), () => File.ReadAllBytes(file));
            }
        }
    }

    /// <summary>Everything that lies in an account of Azure Storage.</summary>
    public static async Task AssertNoneInBlobsAsync(string connectionString)
    {
        foreach (var container in Containers.Select(container => new BlobContainerClient(connectionString, container)))
        {
            if (!await container.ExistsAsync())
            {
                continue;
            }

            await foreach (var blob in container.GetBlobsAsync())
            {
                var content = await container.GetBlobClient(blob.Name).DownloadContentAsync();
                AssertNoneInFile($"{container.Name}/{blob.Name}", () => content.Value.Content.ToArray());
            }
        }
    }

    private static void AssertNoneInFile(string what, Func<byte[]> read)
    {
        if (what.EndsWith("-checked.xlsx", StringComparison.Ordinal))
        {
            return;
        }

        var bytes = read();
        var hash = Convert.ToHexString(SHA256.HashData(bytes));
        if (Searched.ContainsKey(hash))
        {
            return;
        }

        if (what.EndsWith(".xlsx", StringComparison.Ordinal))
        {
            AssertNoneInWorkbook(bytes, what);
        }
        else
        {
            AssertNoneIn(Encoding.UTF8.GetString(bytes), what);
        }

        Searched[hash] = true;
    }

    private static void AssertNoneInWorkbook(byte[] bytes, string what)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var part in zip.Entries.Where(entry => entry.FullName.Contains("sharedStrings", StringComparison.Ordinal) || entry.FullName.Contains("/sheet", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(part.Open(), Encoding.UTF8);
            AssertNoneIn(text.ReadToEnd(), $"{what}:{part.FullName}");
        }
    }

    private static bool AnyUln(Regex.ValueMatchEnumerator numbers, string text)
    {
        foreach (var number in numbers)
        {
            // The temporary number is nobody's, and messages tell of it.
            if (text.AsSpan(number.Index, number.Length) is not Uln.Temporary && Uln.IsValid(text.AsSpan(number.Index, number.Length)))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Of(int learner)
    {
        var row = SmallPilot.Enrolments(0).AddEnrolment(learner, Hnc, new(2026, 9, 14), new(2027, 6, 25));
        yield return ((DateOnly)row.Value(0, "date_of_birth")!).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return ((DateOnly)row.Value(0, "date_of_birth")!).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        yield return (string)row.Value(0, "home_postcode")!;
    }

    [GeneratedRegex("(?<![0-9A-Za-z.])[1-9][0-9]{9}(?![0-9A-Za-z.])", RegexOptions.CultureInvariant)]
    private static partial Regex TenDigits();

    [GeneratedRegex(@"\b([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}/[0-9]{2}/[0-9]{4}|[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Tokens();
}
