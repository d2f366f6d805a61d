using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>How often one rule fired in a submission, whether or not each finding is kept.</summary>
public sealed class RuleTally(string ruleId, Severity severity)
{
    private const int MaxNamed = 20;

    private readonly List<int> _firstRows = [];
    private int _lastRow = -1;

    public string RuleId { get; } = ruleId;
    public Severity Severity { get; } = severity;

    /// <summary>How often it fired at all.</summary>
    public int Findings { get; private set; }

    /// <summary>In how many rows; of findings without a row each counts.</summary>
    public int Rows { get; private set; }

    /// <summary>How often a person is told: not of warnings about a row that is rejected.</summary>
    public int Shown { get; private set; }

    /// <summary>The first rows of which a person is told, in the order of the sheet.</summary>
    public IReadOnlyList<int> FirstRows => _firstRows;

    internal void Note(int? row)
    {
        Findings++;
        Rows += row is null || row != _lastRow ? 1 : 0;
        _lastRow = row ?? -1;
    }

    internal void CountShown(int? row)
    {
        Shown++;
        if (row is { } number && _firstRows.Count < MaxNamed)
        {
            _firstRows.Add(number);
        }
    }

    /// <summary>One for each rule, of findings that are all at hand.</summary>
    public static IReadOnlyList<RuleTally> Of(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        var rejected = all.Where(finding => finding.Severity == Severity.E && finding.Row is not null).Select(PlaceOf).ToHashSet();
        var tallies = new Dictionary<string, RuleTally>(StringComparer.Ordinal);
        foreach (var finding in all)
        {
            if (!tallies.TryGetValue(finding.RuleId, out var tally))
            {
                tallies[finding.RuleId] = tally = new RuleTally(finding.RuleId, finding.Severity);
            }

            tally.Note(finding.Row);
            if (finding.Severity != Severity.W || !rejected.Contains(PlaceOf(finding)))
            {
                tally.CountShown(finding.Row);
            }
        }

        return [.. tallies.Values];
    }

    private static Place PlaceOf(Finding finding) => new(finding.Sheet, finding.Row ?? 0);

    private sealed record Place(string Sheet, int Row);
}
