using Pilot.Functions.Data;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;
using Pilot.Reporting.Workbooks.Wmca;

namespace Pilot.Functions.Quarters;

/// <summary>What a revision would change of what was published.</summary>
/// <param name="Figures">Of the management workbook.</param>
/// <param name="SharedCounts">Counts behind the shared workbook would change.</param>
public sealed record RevisedFigures(IReadOnlyList<RevisedFigure> Figures, bool SharedCounts)
{
    /// <summary>Where nothing would change, no revision is made.</summary>
    public bool Any => Figures.Count > 0 || SharedCounts;
}

/// <summary>Whether a revision would change anything that was published (funding.md section 5): where no figure would, none is made.</summary>
internal sealed class RevisionChanges(PilotServices services)
{
    /// <param name="last">The run that would be revised.</param>
    /// <param name="inputs">Its facts under the settings now in force.</param>
    public async Task<RevisedFigures> CompareAsync(RunRow last, FundingInputs inputs, string? reason, CancellationToken cancellationToken)
    {
        var record = WriteWorkbooks.Record(last) with
        {
            Kind = RunKind.Revision,
            Revision = last.Revision + 1,
            State = RunState.AwaitingApproval,
            SettingsVersion = inputs.Settings.Version,
            Reason = reason,
        };
        var figures = await new WriteWorkbooks(services).FiguresAsync(record, last.FactsAsOf, inputs, EarnAndReconcile.Run(inputs), cancellationToken);
        var publication = SkillsEnglandTables.Build(figures);
        return new RevisedFigures(
            WmcaWorkbook.Changes(new QuarterView(figures, publication)),
            !Counts(publication.Published, inputs.Period, record.Revision).SequenceEqual(
                Counts(PublishedFigures.Read(last.PublishedCells), inputs.Period, last.Revision), StringComparer.Ordinal));
    }

    /// <summary>The counts behind the shared workbook: rows of it that the management workbook does not have may change alone.</summary>
    private static IEnumerable<string> Counts(IReadOnlyList<PublishedCell> cells, Quarter period, int revision) => cells
        .Where(cell => cell.Period == period && cell.Revision == revision && cell.Exact is not null
            // How often a table was drawn is no figure.
            && !cell.Row.StartsWith("Disclosure", StringComparison.Ordinal))
        .Select(cell => FormattableString.Invariant($"{cell.Sheet}|{cell.Row}|{cell.Column}|{cell.Exact}"))
        .Order(StringComparer.Ordinal);
}
