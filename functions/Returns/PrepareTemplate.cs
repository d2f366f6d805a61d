using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Reporting.Returns.Ilr;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>
/// Templates that are filled in already, from the provider's own kept copies and from its ILR file (returns.md sections 3 and 7). They are
/// made when they are asked for; nothing of them is stored.
/// </summary>
internal sealed class PrepareTemplate(PilotServices services)
{
    /// <exception cref="CannotBeDoneException">The settings have no such provider or period.</exception>
    public async Task<TemplateContent> EmptyAsync(Ukprn ukprn, Quarter period, ReturnKind kind, CancellationToken cancellationToken) =>
        Content(await SettingsAsync(cancellationToken), ukprn, period, kind);

    /// <exception cref="CannotBeDoneException">The settings have no such provider or period.</exception>
    public async Task<TemplateContent> FromLastAsync(Ukprn ukprn, Quarter period, ReturnKind kind, CancellationToken cancellationToken)
    {
        var content = Content(await SettingsAsync(cancellationToken), ukprn, period, kind);
        return content with { Prefill = await PrefillAsync(ukprn, period, kind, cancellationToken) };
    }

    /// <param name="ilr">Read to its end before anything else is read; left open.</param>
    /// <returns>The templates of the kinds that were asked for, in that order.</returns>
    /// <exception cref="CannotBeDoneException">The settings have no such provider or period.</exception>
    /// <exception cref="IlrRefusedException">The file is no ILR of this provider.</exception>
    public async Task<IReadOnlyList<TemplateContent>> FromIlrAsync(
        Ukprn ukprn, Quarter period, IReadOnlyList<ReturnKind> kinds, Stream ilr, CancellationToken cancellationToken)
    {
        var settings = await SettingsAsync(cancellationToken);
        var contents = kinds.Select(kind => Content(settings, ukprn, period, kind)).ToList();
        var reading = ReadIlr.Run(ilr, ukprn, settings);
        for (var i = 0; i < contents.Count; i++)
        {
            var rows = contents[i].Kind == ReturnKind.Enrolment ? reading.Enrolments : reading.Completions;
            var start = await PrefillAsync(ukprn, period, contents[i].Kind, cancellationToken);
            contents[i] = contents[i] with { Prefill = MergeIlr.Run(start, rows, reading.Year) };
        }

        return contents;
    }

    /// <summary>As the access log names it.</summary>
    public static string NameOf(TemplateContent content, string from) =>
        $"templates/{content.Ukprn}/{content.Period.Id}/{(content.Kind == ReturnKind.Enrolment ? "enr" : "cmp")}, filled in {from}";

    private Task<PilotSettings> SettingsAsync(CancellationToken cancellationToken) =>
        new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);

    private static TemplateContent Content(PilotSettings settings, Ukprn ukprn, Quarter period, ReturnKind kind)
    {
        if (settings.FindProvider(ukprn) is null)
        {
            throw new CannotBeDoneException($"{ukprn} is not a provider of the pilot.");
        }

        return settings.FindPeriod(period) is null
            ? throw new CannotBeDoneException($"The calendar in the settings has no period {period.Id}.")
            : TemplateContent.Of(settings, ukprn, period, kind);
    }

    private async Task<TemplatePrefill> PrefillAsync(Ukprn ukprn, Quarter period, ReturnKind kind, CancellationToken cancellationToken)
    {
        var returns = new FactsReader(services.Database).ReadReturns(ukprn, DateTime.MaxValue);
        // A quarter starts from what its own returns and those before it said: to those it is compared when it is judged. Whether a
        // completion finds its enrolment does not depend on the quarter.
        var held = returns.ToFacts(submission => submission.Period <= period || (kind == ReturnKind.Completion && submission.Kind == ReturnKind.Enrolment));
        var start = new PrefillFromLastReturn(kind, period, services.Today, held, returns.ToFacts());
        foreach (var submission in await SubmissionsAsync(ukprn, [.. start.NeededRows.Select(rows => rows.Key)], cancellationToken))
        {
            await AddCopyAsync(start, submission, cancellationToken);
        }

        return start.Build();
    }

    private async Task<List<SubmissionRow>> SubmissionsAsync(Ukprn ukprn, HashSet<int> numbers, CancellationToken cancellationToken)
    {
        var submissions = await services.Database.ReadAsync(
            (connection, attemptToken) => connection.ListAsync(
                "SELECT Number, Folder, BlobName, Sha256, PurgedAt FROM Submissions WHERE Ukprn = @ukprn ORDER BY Number",
                from => new SubmissionRow
                {
                    Number = from.GetInt32(0),
                    Folder = from.GetString(1),
                    BlobName = from.GetString(2),
                    Sha256 = from.GetString(3),
                    PurgedAt = from.IsDBNull(4) ? null : from.GetMoment(4),
                },
                attemptToken,
                ("@ukprn", ukprn.Value)),
            cancellationToken);
        return submissions.FindAll(submission => numbers.Contains(submission.Number));
    }

    private async Task AddCopyAsync(PrefillFromLastReturn start, SubmissionRow submission, CancellationToken cancellationToken)
    {
        if (submission.PurgedAt is not null)
        {
            start.SkipCopy(submission.Number);
            return;
        }

        Stream copy;
        try
        {
            copy = await KeptCopy.OpenAsync(services.Blobs, ReceivedFile.Of(submission), cancellationToken);
        }
        catch (CopyLostException lost)
        {
            // Its time may have been over between the question and the answer; if not, whoever keeps the store is told.
            services.Log.LogWarning("A template is made without a copy: {Reason}", lost.Message);
            start.SkipCopy(submission.Number);
            return;
        }

        await using (copy)
        {
            start.AddCopy(submission.Number, copy, services.Limits);
        }
    }
}
