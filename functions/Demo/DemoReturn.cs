using System.Text;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Demo;

/// <summary>A file as it is put where its sender would put it.</summary>
internal sealed record DemoFile(string Container, string Name, Func<byte[]> Content);

/// <summary>One return that a provider sends.</summary>
/// <param name="At">When it is uploaded.</param>
internal sealed record DemoReturn(Ukprn Provider, ReturnKind Kind, Quarter Period, DateOnly PreparedOn, DateTimeOffset At)
{
    /// <summary>Null = the recommended name.</summary>
    public string? FileName { get; init; }

    /// <summary>What becomes of the rows on their way into the file.</summary>
    public Func<List<Dictionary<string, object>>, List<Dictionary<string, object>>> Change { get; init; } = rows => rows;

    /// <summary>How far the provider is out in counting its rows.</summary>
    public int Miscounted { get; init; }

    /// <summary>A text file that only says it is a workbook.</summary>
    public bool AsText { get; init; }

    public DemoFile FileOf(PilotSettings settings, IReadOnlyList<DemoLearner> learners)
    {
        var content = TemplateContent.Of(settings, Provider, Period, Kind);
        return new DemoFile("returns", $"{Provider}/{FileName ?? content.FileName(At.AddMinutes(-12))}", () => Bytes(content, settings, learners));
    }

    private byte[] Bytes(TemplateContent content, PilotSettings settings, IReadOnlyList<DemoLearner> learners)
    {
        var rows = Change([.. learners
            .Where(learner => learner.Provider == Provider)
            .Select(learner => Kind == ReturnKind.Enrolment ? learner.EnrolmentRow(PreparedOn) : learner.CompletionRow(PreparedOn))
            .OfType<Dictionary<string, object>>()]);
        if (AsText)
        {
            return Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Select(row => string.Join(',', row.Values)).Prepend("learner_ref,aim_ref,start_date")));
        }

        using var file = new MemoryStream();
        TemplateWorkbook.Write(
            content with
            {
                Filling = new TemplateEntries
                {
                    PreparedOn = PreparedOn,
                    CertifierName = settings.Contacts.First(contact => contact.Ukprn == Provider && contact.Role == "CERTIFIER").Name,
                    CertifierRole = settings.FindProvider(Provider)!.Kind == ProviderKind.University ? "Registrar" : "Principal",
                    Rows = rows,
                    StatedRows = Miscounted == 0 ? null : rows.Count + Miscounted,
                },
            },
            file);
        return file.ToArray();
    }
}
