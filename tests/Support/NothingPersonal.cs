using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Faults;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Support;

/// <summary>
/// Whatever a test made the program write, and whatever its processes said, is searched before it is thrown away: no ULN (ten digits with a
/// right check digit), and no date of birth or full postcode of a sample learner. What is between a provider and the pilot is not: uploads,
/// copies and the provider's own receipts, which <c>ThreatTests</c> looks into.
/// </summary>
internal static partial class NothingPersonal
{
    private const int SampleLearners = 120;
    private static readonly string[] Containers = ["reports", "statements", "outbox"];
    private static readonly Lazy<HashSet<string>> Sample = new(() => Enumerable.Range(0, SampleLearners).SelectMany(Of).ToHashSet(StringComparer.Ordinal));

    public static void In(string text, string what)
    {
        var uln = AnyUln(TenDigits().EnumerateMatches(text), text);
        var learner = Tokens().Matches(text).Any(match => Sample.Value.Contains(match.Value));
        Assert.False(uln, $"{what} holds a ULN.");
        Assert.False(learner, $"{what} holds a date of birth or a full postcode.");
    }

    /// <param name="data">A data folder.</param>
    public static void InFilesOf(string data)
    {
        foreach (var folder in Containers.Select(one => Path.Combine(data, one)).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                var what = Path.GetRelativePath(data, file);
                if (!file.EndsWith(".xlsx", StringComparison.Ordinal))
                {
                    In(File.ReadAllText(file), what);
                    continue;
                }

                using var zip = ZipFile.OpenRead(file);
                foreach (var part in zip.Entries.Where(one => one.FullName.Contains("sharedStrings", StringComparison.Ordinal) || one.FullName.Contains("/sheet", StringComparison.Ordinal)))
                {
                    using var text = new StreamReader(part.Open(), Encoding.UTF8);
                    In(text.ReadToEnd(), $"{what}:{part.FullName}");
                }
            }
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
