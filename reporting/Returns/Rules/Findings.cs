using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>
/// Findings as they are made, under the overrides in force. An override changes what is said and whether a row is rejected; it
/// never touches an amount (returns.md section 4).
/// </summary>
internal sealed class Findings(RuleOverrideChoice overrides)
{
    private readonly List<(Finding Finding, int Order)> _all = [];

    /// <summary>With what severity the rule is to be reported; null = it is switched off.</summary>
    public Severity? SeverityOf(Rule rule, Severity severity) => overrides.SeverityOf(rule, severity);

    /// <param name="order">The place within the row: the column's position in its template.</param>
    public void Add(Finding finding, int order = 0) => _all.Add((finding, order));

    /// <summary>By row, then column, then in the order in which they were made; what has no row comes last.</summary>
    public IReadOnlyList<Finding> InOrder() =>
        [.. _all.OrderBy(one => one.Finding.Row ?? int.MaxValue).ThenBy(one => one.Order).Select(one => one.Finding)];
}

/// <summary>The overrides of the settings that apply to one provider and period (settings sheet RuleOverrides).</summary>
internal sealed class RuleOverrideChoice
{
    private readonly Dictionary<string, Severity?> _byRule = new(StringComparer.OrdinalIgnoreCase);

    public RuleOverrideChoice(PilotSettings settings, Ukprn? ukprn, Quarter? period)
    {
        if (ukprn is not { } provider || period is not { } quarter)
        {
            return;
        }

        // What is said of one provider goes before what is said of all.
        var applying = settings.RuleOverrides
            .Where(one => (one.Ukprn is null || one.Ukprn == provider) && one.FromPeriod <= quarter && quarter <= one.ToPeriod)
            .OrderBy(one => one.Ukprn is not null);
        foreach (var one in applying)
        {
            _byRule[one.Rule] = one.Severity;
        }
    }

    public static RuleOverrideChoice None { get; } = new(new PilotSettings(), null, null);

    public Severity? SeverityOf(Rule rule, Severity severity)
    {
        if (severity == Severity.F || !rule.CanOverride || !_byRule.TryGetValue(rule.Id, out var chosen))
        {
            return severity;
        }

        // E becomes W or nothing, W becomes nothing; nothing becomes more severe.
        return chosen == Severity.W ? Severity.W : chosen is null ? null : severity;
    }
}
