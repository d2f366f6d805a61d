using System.Text;
using Pilot.Functions.Data;
using Pilot.Functions.Demo;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using Pilot.Tests.Workbooks;

namespace Pilot.Tests.Commands;

/// <summary>The workbooks of the demo.</summary>
public sealed partial class DemoTests
{
    [Fact]
    public void Workbooks_1_every_workbook_keeps_the_form_and_its_summary_follows_from_its_tables()
    {
        var books = made.Files().Where(file => file.EndsWith(".xlsx", StringComparison.Ordinal) && !file.Contains("ledger-draft", StringComparison.Ordinal) && (file.Contains("/reports/", StringComparison.Ordinal) || file.Contains("/statements/", StringComparison.Ordinal))).ToList();
        Assert.True(books.Count > 30);
        foreach (var path in books)
        {
            var name = Path.GetFileName(path);
            var bytes = PreparedDemo.ReadShared(path);
            var workedIn = name.Contains("casework", StringComparison.Ordinal) || path.Contains("/statements/", StringComparison.Ordinal);
            var faults = FormChecks.Check(bytes, workedIn).ToList();
            faults.AddRange(workedIn ? [] : name.Contains("skills-england", StringComparison.Ordinal) ? Recomputed.Headlines(new DrawnWorkbook(bytes)) : Recomputed.Summary(new DrawnWorkbook(bytes)));
            Assert.True(faults.Count == 0, string.Join("\n", faults.Take(10).Select(fault => $"{name}: {fault}")));
        }
    }

    [Fact]
    public void Workbooks_4_no_provider_is_named_in_a_workbook_for_Skills_England()
    {
        string[] named = ["Kilnbridge", "Copperwell", "Lathegate", "Tessalow", "Ardenmere", "9000010"];
        foreach (var path in made.Files().Where(file => file.Contains("skills-england", StringComparison.Ordinal) && file.EndsWith(".xlsx", StringComparison.Ordinal)))
        {
            using var zip = System.IO.Compression.ZipFile.OpenRead(path);
            foreach (var part in zip.Entries)
            {
                using var reader = new StreamReader(part.Open());
                var text = reader.ReadToEnd();
                Assert.All(named, name => Assert.False(text.Contains(name, StringComparison.OrdinalIgnoreCase), $"{path}: {part.FullName} names {name}"));
            }
        }
    }

    [Fact]
    public void Functions_5_of_returns_no_unique_learner_number_is_in_the_database_or_in_a_report()
    {
        var ulns = DemoCohorts.Make().Select(learner => learner.Uln).Distinct().ToList();
        Assert.True(ulns.Count > 390);
        Assert.All(ulns, uln => Assert.True(Uln.IsValid(uln)));

        Assert.All(Texts(), file => Assert.DoesNotContain(ulns, uln => file.Text.Contains(uln, StringComparison.Ordinal)));
    }

    /// <summary>Whoever closes the database last puts its journal into it and removes it: then all is read again from the start.</summary>
    private List<(string Name, string Text)> Texts()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return made.Files()
                    .Where(file => Path.GetFileName(file).StartsWith("pilot.db", StringComparison.Ordinal) || file.EndsWith(".csv", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal))
                    .Select(file => (file, Encoding.Latin1.GetString(PreparedDemo.ReadShared(file))))
                    .ToList();
            }
            catch (FileNotFoundException) when (tries < 10)
            {
                Thread.Sleep(50);
            }
        }
    }

    [Fact]
    public async Task Returns_3_a_prefilled_return_brings_no_finding_that_the_last_one_did_not_bring_for_every_provider_and_period()
    {
        var services = await made.OpenAsync();
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, default);
        var tried = 0;
        foreach (var provider in settings.Providers)
        {
            foreach (var period in settings.Calendar.Select(row => row.Period).Where(period => period.FirstDay <= services.Today))
            {
                tried += await PrefilledReturns.CheckAsync(services, provider.Ukprn, period);
            }
        }

        Assert.True(tried > 2 * settings.Providers.Count, $"Only {tried} returns could be sent.");
    }
}
