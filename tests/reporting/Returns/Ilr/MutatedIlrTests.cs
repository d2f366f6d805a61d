using Pilot.Reporting.Returns.Ilr;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;
using Pilot.Tests.Support.Ilr;

namespace Pilot.Tests.Returns.Ilr;

/// <summary>Damaged ILR files are read or refused in words, and what is read of them makes a template that can be sent.</summary>
public sealed class MutatedIlrTests
{
    private static readonly TimeSpan LongerThanAnyFileTakes = TimeSpan.FromMinutes(2);

    /// <summary>PILOT_TEST_ILR_MUTATIONS=2000 tries so many.</summary>
    private static int Files => int.TryParse(Environment.GetEnvironmentVariable("PILOT_TEST_ILR_MUTATIONS"), out var count) ? count : 100;

    [Fact]
    public async Task Returns_7_no_damaged_ILR_is_read_wrongly_crashes_or_hangs()
    {
        var whole = new IlrFile().Write(Enumerable.Range(1, 8).SelectMany(seed => new IlrPilot(seed).Make()).Select(learner => learner.OnThe(new(2027, 10, 5))));
        var (read, refused) = (0, 0);
        for (var seed = 1; seed <= Files; seed++)
        {
            var file = IlrMutations.Of(whole, seed);
            var reading = await Task.Run(() => Read(file, seed)).WaitAsync(LongerThanAnyFileTakes);
            (read, refused) = reading is null ? (read, refused + 1) : (read + 1, refused);
            if (reading is not null && seed % 10 == 0)
            {
                Judge(reading, seed);
            }
        }

        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused.");
    }

    private static IlrReading? Read(byte[] file, int seed)
    {
        try
        {
            using var stream = new MemoryStream(file);
            return ReadIlr.Run(stream, SettingsBuilder.College, SettingsBuilder.Small());
        }
        catch (IlrRefusedException refused)
        {
            Assert.True(refused.Message.EndsWith('.') && refused.Message.Length > 40, $"seed {seed}: {refused.Message}");
            return null;
        }
    }

    /// <summary>Whatever the file says, the template that is made of it is a workbook that is judged.</summary>
    private static void Judge(IlrReading reading, int seed)
    {
        foreach (var (kind, rows) in new[] { (ReturnKind.Enrolment, reading.Enrolments), (ReturnKind.Completion, reading.Completions) })
        {
            var start = MergeIlr.Run(new TemplatePrefill([], "Started."), rows, reading.Year);
            var content = TemplateContent.Of(SettingsBuilder.Small(), SettingsBuilder.College, new Quarter(2027, 2), kind) with { Prefill = start };
            var judgement = new InMemoryJudge(SettingsBuilder.Small(), SettingsBuilder.College).Send(FilledDeclaration.Of(content, new(2027, 10, 5)), "return.xlsx", new(2027, 10, 5));
            Assert.True(judgement.Rows <= rows.Count, $"seed {seed}: {judgement.Rows} rows of {rows.Count}");
            Assert.DoesNotContain(judgement.Findings, finding => finding.RuleId is "FILE_01" or "FILE_05" or "FILE_06" or "FILE_07" or "FILE_08");
        }
    }
}
