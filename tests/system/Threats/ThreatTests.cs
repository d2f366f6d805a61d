using System.Text.RegularExpressions;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Functions.Timers;
using Pilot.Tests.Faults;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Threats;

/// <summary>The lines of infra/decisions/0008-threat-model.md that are about what the program writes.</summary>
public sealed partial class ThreatTests(HostilePilot pilot) : IClassFixture<HostilePilot>
{
    [Fact]
    public void No_log_receipt_workbook_table_or_database_holds_a_ULN_a_date_of_birth_or_a_full_postcode()
    {
        // The search finds them where they are.
        var uploads = string.Concat(pilot.Uploads.Select(part => part.Text));
        Assert.All(pilot.Secrets.Where(secret => secret.Length == 10 && secret.All(char.IsAsciiDigit)), secret => Assert.Contains(secret, uploads, StringComparison.Ordinal));
        Assert.Contains(pilot.Outputs, part => part.Path == "pilot.db" && part.Text.Length > 10_000);
        Assert.Contains(pilot.Outputs, part => part.Path.Contains("-casework-", StringComparison.Ordinal));
        Assert.Contains(pilot.Outputs, part => part.Path.StartsWith("statements/", StringComparison.Ordinal));

        var found = pilot.Outputs
            .SelectMany(part => pilot.Secrets.Where(secret => part.Text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(secret => $"{part.Path}: {Kind(secret)}"))
            .Distinct().ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public void No_table_that_the_program_writes_holds_a_cell_that_a_spreadsheet_would_run()
    {
        var tables = pilot.Outputs.Where(part => part.Path.EndsWith(".csv", StringComparison.Ordinal)).ToList();
        Assert.Contains(tables, part => part.Text.Contains("'=HYPERLINK", StringComparison.Ordinal));
        var runs = tables.SelectMany(part => CsvField().Matches(part.Text)
            .Select(match => match.Groups["field"].Value.TrimStart('"'))
            .Where(field => field.Length > 0 && "=+-@\t\r".Contains(field[0], StringComparison.Ordinal) && !Number().IsMatch(field.TrimEnd('"')))
            .Select(field => $"{part.Path}: {field}")).ToList();
        Assert.True(runs.Count == 0, string.Join('\n', runs));
    }

    [Fact]
    public void No_workbook_that_the_program_writes_holds_a_formula_a_macro_or_a_link_to_another_file()
    {
        var parts = pilot.Outputs.Where(part => part.Path.Contains(".xlsx:", StringComparison.Ordinal)).ToList();
        // A text that could be taken for a formula stands in some of them, and is marked as text.
        var holding = parts.Where(part => part.Path.StartsWith("reports/", StringComparison.Ordinal) && part.Text.Contains(">" + HostilePilot.Sum + "<", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(holding);
        Assert.All(holding, part => Assert.Contains(parts, other =>
            other.Path == part.Path[..(part.Path.IndexOf(':', StringComparison.Ordinal) + 1)] + "xl/styles.xml" && other.Text.Contains("quotePrefix=\"1\"", StringComparison.Ordinal)));
        Assert.DoesNotContain(parts, part => part.Path.Contains("/worksheets/sheet", StringComparison.Ordinal) && Formula().IsMatch(part.Text));
        Assert.DoesNotContain(parts, part => part.Path.Contains("externalLink", StringComparison.Ordinal) || part.Path.EndsWith(".bin", StringComparison.Ordinal));
        Assert.DoesNotContain(parts, part => part.Path.Contains("connections", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sheet_that_is_added_to_a_checked_copy_holds_no_formula()
    {
        var added = pilot.CheckedCopies.Where(part => part.Path.Contains("/worksheets/", StringComparison.Ordinal) && part.Text.Contains("HYPERLINK", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(added);
        Assert.DoesNotContain(added, part => Formula().IsMatch(part.Text));
    }

    [Fact]
    public void What_a_provider_gets_never_names_another_provider()
    {
        foreach (var (provider, others) in new[] { (College, new[] { Private, University }), (Private, [College, University]), (University, [College, Private]) })
        {
            var own = pilot.Outputs.Concat(pilot.CheckedCopies)
                .Where(part => part.Path.StartsWith($"receipts/{provider}/", StringComparison.Ordinal) || part.Path.StartsWith($"statements/{provider}/", StringComparison.Ordinal))
                .ToList();
            Assert.NotEmpty(own);
            foreach (var other in others)
            {
                var name = Small().FindProvider(other)!.Name;
                // FILE_09 shows how a file is named, with a UKPRN that stands for any.
                var naming = own.Where(part => part.Text.Replace("MTHTQ-ENR-10000001-", "", StringComparison.Ordinal) is var text
                    && (text.Contains(name, StringComparison.Ordinal) || text.Contains(other.ToString(), StringComparison.Ordinal))).Select(part => part.Path).ToList();
                Assert.True(naming.Count == 0, $"{other} is named in {string.Join(", ", naming)}");
            }
        }
    }

    [Fact]
    public void The_secret_of_the_learner_keys_is_readable_by_its_owner_only()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(pilot.Data, "learner-key.secret")));
        }

        var secret = File.ReadAllText(Path.Combine(pilot.Data, "learner-key.secret")).Trim();
        Assert.DoesNotContain(pilot.Outputs, part => part.Path != "learner-key.secret" && part.Text.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_that_a_provider_sends_change_nothing()
    {
        using var folder = await SmallPilot.PrepareAsync();
        var services = folder.Open();
        await SmallPilot.WriteAsync(services, "returns", $"{College}/settings.xlsx", SettingsWorkbooks.Bytes(Small() with { Contacts = [] }));
        await new SweepUploads(services).RunAsync(CancellationToken.None);

        Assert.Contains(await folder.FactsAsync(), line => line.StartsWith($"{College}/settings.xlsx|Rejected|1", StringComparison.Ordinal));
        Assert.Equal(1, (await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, CancellationToken.None)).Version);
    }

    [Fact]
    public async Task Programs_that_make_the_secret_at_the_same_moment_have_the_same_one()
    {
        for (var round = 0; round < 40; round++)
        {
            using var folder = SmallPilot.Empty();
            var keys = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => LearnerKeySecret.OfFolder(folder.Folder).OfUln("1000000000"))));
            Assert.Single(keys.Distinct());
            Assert.Single(Directory.EnumerateFiles(folder.Folder));
        }
    }

    [Fact]
    public async Task A_changed_secret_of_the_learner_keys_stops_the_program()
    {
        using var folder = SmallPilot.Empty();
        var database = PilotDatabase.Sqlite(folder.DatabaseFile);
        await database.MigrateAsync(CancellationToken.None);
        await new LearnerKeySecret(new string('a', 32)).CheckAsync(database, CancellationToken.None);
        await new LearnerKeySecret(new string('a', 32)).CheckAsync(database, CancellationToken.None);

        await Assert.ThrowsAsync<LearnerKeySecretException>(() => new LearnerKeySecret(new string('b', 32)).CheckAsync(database, CancellationToken.None));
    }

    [Theory]
    [InlineData("../../settings/settings.xlsx", "settings.xlsx")]
    [InlineData("..\\..\\settings.xlsx", "settings.xlsx")]
    [InlineData("/etc/passwd", "passwd")]
    [InlineData("C:\\returns\\a.xlsx", "a.xlsx")]
    [InlineData("..", "return.xlsx")]
    [InlineData("a\0b\r\n.xlsx", "ab.xlsx")]
    [InlineData(".hidden.xlsx", "hidden.xlsx")]
    public void A_file_name_that_somebody_typed_never_leads_out_of_the_folder(string typed, string kept) =>
        Assert.Equal(kept, SubmitFile.SafeName(typed));

    [Fact]
    public async Task A_log_never_repeats_the_name_of_a_file()
    {
        using var folder = await SmallPilot.PrepareAsync();
        var log = new RecordingLogger();
        var services = folder.Open(log: log);
        var name = SampleUlns.Valid(3) + ".xlsx";
        await SmallPilot.UploadAsync(services, name, SmallPilot.Enrolments(1));
        await SmallPilot.WriteAsync(services, "returns", $"{College}/broken {name}", [1, 2, 3]);
        await new SweepUploads(services).RunAsync(CancellationToken.None);
        await new GiveUpUploads(services).RunAsync("returns", [$"{College}/gone {name}", "nowhere.xlsx"], CancellationToken.None);

        Assert.Contains("Submission", log.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(SampleUlns.Valid(3), log.Said, StringComparison.Ordinal);
    }

    private static string Kind(string secret) => secret.All(char.IsAsciiDigit) && secret.Length == 10 ? "a ULN" : secret.Any(char.IsAsciiLetterUpper) && secret.Length < 9 ? "a postcode" : "a date of birth";

    [GeneratedRegex("(?:^|,|\n)(?<field>\"(?:[^\"]|\"\")*\"|[^,\r\n]*)", RegexOptions.CultureInvariant)]
    private static partial Regex CsvField();

    [GeneratedRegex("^[-+]?[0-9]+(\\.[0-9]+)?%?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex("<(x:)?f[ >/]", RegexOptions.CultureInvariant)]
    private static partial Regex Formula();
}
