using System.Diagnostics;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Returns.Rules;
using Pilot.Tests.Support;

namespace Pilot.Tests.Returns;

/// <summary>
/// 10,000 damaged files: none crashes, none takes 10 seconds or 300 MB (all that it ever allocates, which is more than it holds), and each
/// gets an answer from the catalogue. Fixed seeds; a failure names its own, so that it can be run again alone.
/// </summary>
[Collection(Name)]
public sealed class MutatedFilesTests
{
    private const string Name = "Mutated files";
    private const long MostBytes = 300L * 1024 * 1024;
    private static readonly TimeSpan MostWork = TimeSpan.FromSeconds(10);

    /// <summary>The clock names a file on which the program waits for ever; on a busy machine it says nothing of the work, which is measured above.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    /// <summary>PILOT_TEST_MUTATIONS=20000 damages so many files for each line below, of other seeds.</summary>
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("PILOT_TEST_MUTATIONS"), out var count) ? count : 1_000;

    [CollectionDefinition(Name, DisableParallelization = true)]
    public sealed class Alone;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_file_whose_bytes_were_damaged_gets_an_answer_and_never_other_rows(int thousand)
    {
        var start = Base(thousand % 2 == 0 ? ReturnUnderTest.Enrolment() : ReturnUnderTest.Completion());
        var whole = start.Situation.Judge(new MemoryStream(start.Bytes));
        Assert.Empty(whole.Findings);

        Run(start.Situation, thousand * Count, Count, seed => Mutations.OfBytes(start.Bytes, seed), (seed, judgement) =>
        {
            if (judgement.Status != SubmissionStatus.Rejected)
            {
                Assert.True(whole.Enrolments.SequenceEqual(judgement.Enrolments) && whole.Completions.SequenceEqual(judgement.Completions), $"seed {seed}: other rows were accepted than were sent");
            }
        }, ("Accepted", 5), ("FILE_05", 500));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    public void A_file_whose_XML_was_damaged_gets_an_answer(int thousand)
    {
        var (underTest, bytes) = (thousand % 3) switch
        {
            0 => Base(ReturnUnderTest.Enrolment()),
            1 => Base(ReturnUnderTest.Completion()),
            _ => (ReturnUnderTest.Completion(), File.ReadAllBytes(Path.Combine(EdgeCaseCatalogue.Folder, "libreoffice-filter-frozen-comments-validation.xlsx"))),
        };
        var parts = Mutations.Parts(bytes);

        Run(underTest, thousand * Count, Count, seed => Mutations.OfParts(parts, seed), (_, _) => { }, ("Accepted", 20), ("PartlyAccepted", 2), ("FILE_05", 20));
    }

    private static (ReturnUnderTest Situation, byte[] Bytes) Base(ReturnUnderTest underTest)
    {
        if (underTest.File.Template.Kind == ReturnKind.Enrolment)
        {
            for (var learner = 3; learner < 10; learner++)
            {
                underTest.File.AddEnrolment(learner, ReturnUnderTest.Hnc, ReturnUnderTest.Start, ReturnUnderTest.PlannedEnd);
            }
        }

        using var stream = underTest.File.ToStream();
        return (underTest, stream.ToArray());
    }

    private static void Run(ReturnUnderTest underTest, int first, int count, Func<int, byte[]> make, Action<int, Judgement> also, params (string Answer, int PerThousand)[] leastOf)
    {
        var answers = new Dictionary<string, int>();
        var at = first;
        var since = Stopwatch.StartNew();
        Watch(since, () => at, () =>
        {
            for (; at < first + count; at++)
            {
                lock (since)
                {
                    since.Restart();
                }

                One(underTest, at, make(at), (seed, judgement) =>
                {
                    also(seed, judgement);
                    var answer = judgement.Status == SubmissionStatus.Rejected ? judgement.Findings.First(finding => finding.Severity == Severity.F).RuleId : judgement.Status.ToString();
                    answers[answer] = answers.GetValueOrDefault(answer) + 1;
                });
            }
        });
        foreach (var (answer, least) in leastOf)
        {
            Assert.True(answers.GetValueOrDefault(answer) >= count * least / 1_000, $"too few files are {answer} for this to say much: {string.Join(", ", answers)}");
        }
    }

    /// <summary>Does the work on a thread of its own, so that a file on which it hangs is named and not waited for.</summary>
    /// <param name="since">Begun again with each file.</param>
    private static void Watch(Stopwatch since, Func<int> seed, Action work)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception problem)
            {
                failure = problem;
            }
        })
        { IsBackground = true };
        thread.Start();
        while (!thread.Join(100))
        {
            lock (since)
            {
                Assert.True(since.Elapsed < Longest, $"seed {seed()}: no answer within {Longest.TotalSeconds} seconds");
            }
        }

        Assert.True(failure is null, $"seed {seed()}: {failure}");
    }

    private static void One(ReturnUnderTest underTest, int seed, byte[] file, Action<int, Judgement> also)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var worked = Environment.CpuUsage.TotalTime;
        var judgement = underTest.Judge(new MemoryStream(file));
        IsAnAnswer(judgement, seed);
        also(seed, judgement);
        var receipt = Receipt.Of(judgement, new ReceiptOrigin(1, 1, ReturnUnderTest.Ukprn, underTest.FileName, "", DateTimeOffset.UnixEpoch, null), underTest.Settings);
        Assert.NotEmpty(receipt.ToJson());
        Assert.NotEmpty(receipt.ViolationsCsv());
        Check(underTest, seed, file, judgement);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < MostBytes, $"seed {seed}: took {taken / (1024 * 1024)} MB");
        worked = Environment.CpuUsage.TotalTime - worked;
        Assert.True(worked < MostWork, $"seed {seed}: took {worked.TotalSeconds:0.0} seconds of the processor");
    }

    private static void IsAnAnswer(Judgement judgement, int seed)
    {
        Assert.All(judgement.Findings, finding => Assert.NotEmpty(RuleCatalogue.Get(finding.RuleId).Fix));
        var rejected = judgement.Findings.Any(finding => finding.Severity == Severity.F);
        Assert.True(rejected == (judgement.Status == SubmissionStatus.Rejected), $"seed {seed}: {judgement.Status}");
        Assert.True(judgement.Rows == judgement.AcceptedRows + judgement.RejectedRows, $"seed {seed}: rows are lost");
    }

    private static void Check(ReturnUnderTest underTest, int seed, byte[] file, Judgement judgement)
    {
        byte[] copy;
        try
        {
            copy = CheckedCopies.Check(file, CheckedCopies.Result([.. judgement.Findings]));
        }
        catch (UnreadableFileException problem)
        {
            Assert.StartsWith("FILE_0", problem.RuleId, StringComparison.Ordinal);
            return;
        }

        var again = underTest.Judge(new MemoryStream(copy));
        Assert.True(
            judgement.Findings.SequenceEqual(again.Findings),
            $"seed {seed}: the checked copy says\n{Say(again)}\nand the file\n{Say(judgement)}");
    }

    private static string Say(Judgement judgement) =>
        string.Join('\n', judgement.Findings.Take(10).Select(finding => $"{finding.RuleId} {finding.Sheet} {finding.Cell} {finding.Message}"));
}
