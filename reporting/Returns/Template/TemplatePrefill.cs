using System.Globalization;
using Pilot.Reporting.Returns.Columns;

namespace Pilot.Reporting.Returns.Template;

/// <summary>What a provider need not type again: rows with what is known of each learner. Its Declaration is still to be filled in.</summary>
/// <param name="Words">Where the rows come from, and what of it is missing and why, for the person who opens the file.</param>
public sealed record TemplatePrefill(IReadOnlyList<FilledRow> Rows, string Words)
{
    /// <summary>Nothing is held and nothing is known to have happened: the return is begun as a nil return.</summary>
    public bool IsNil { get; init; }

    /// <summary>Claims of rows that are not reported in error, in pounds.</summary>
    internal decimal ClaimedGbp => Rows
        .Where(row => row[row.Template.ReportedInError] != CodeLists.Yes)
        .Sum(row => row.Template.Claims.Sum(claim => decimal.TryParse(row[claim], NumberStyles.Number, CultureInfo.InvariantCulture, out var pounds) ? pounds : 0));
}
