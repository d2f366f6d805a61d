using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>
/// Findings as they are made, under the overrides in force. An override changes what is said and whether a row is rejected; it
/// never touches an amount (returns.md section 4). All are counted, by rule; so many are kept one by one, those that reject before those that warn.
/// </summary>
internal sealed class Findings(RuleOverrideChoice overrides)
{
    /// <summary>At most so many findings of one submission are kept one by one (returns.md section 2).</summary>
    public const int MaxKept = 10_000;

    private const int MaxBits = 64;

    private readonly List<Kept> _rejecting = [];
    private readonly List<Kept> _warning = [];
    private readonly Dictionary<string, RuleTally> _tallies = new(StringComparer.Ordinal);
    private readonly List<string> _bits = [];

    public int Warnings { get; private set; }
    public int Rejections { get; private set; }

    /// <summary>With what severity the rule is to be reported; null = it is switched off.</summary>
    public Severity? SeverityOf(Rule rule, Severity severity) => overrides.SeverityOf(rule, severity);

    /// <param name="order">The place within the row: the column's position in its template.</param>
    /// <param name="row">The learner's row that it is about; null for what is about none.</param>
    public void Add(Finding finding, int order = 0, TypedRow? row = null)
    {
        var rejects = finding.Severity != Severity.W;
        Rejections += rejects ? 1 : 0;
        Warnings += rejects ? 0 : 1;
        var kept = rejects ? _rejecting : _warning;
        if (kept.Count < MaxKept)
        {
            kept.Add(new Kept(finding, order));
        }

        var tally = TallyOf(finding);
        tally.Note(finding.Row);
        if (rejects || row is null || BitOf(finding.RuleId) is not { } bit)
        {
            tally.CountShown(finding.Row);
        }
        else
        {
            row.Warned |= 1UL << bit;
        }
    }

    /// <summary>Warnings about rows that no rule rejected are told; those about a rejected row are not: it is refused for one cause.</summary>
    public IReadOnlyList<RuleTally> Tallies(IEnumerable<TypedRow> rows)
    {
        foreach (var row in rows)
        {
            for (var bits = row.Rejected ? 0 : row.Warned; bits != 0; bits &= bits - 1)
            {
                _tallies[_bits[System.Numerics.BitOperations.TrailingZeroCount(bits)]].CountShown(row.Number);
            }
        }

        return [.. _tallies.Values];
    }

    /// <summary>By row, then column, then in the order in which they were made; what has no row comes last.</summary>
    public IReadOnlyList<Finding> InOrder(int most = MaxKept) =>
        [.. _rejecting.Concat(_warning).Take(most).OrderBy(kept => kept.Finding.Row ?? int.MaxValue).ThenBy(kept => kept.Order).Select(kept => kept.Finding)];

    /// <summary>Rewrites the kept findings that reject, with what is known once the sheet has been read to its end.</summary>
    public void Revise(Func<Finding, Finding> revise)
    {
        for (var i = 0; i < _rejecting.Count; i++)
        {
            _rejecting[i] = _rejecting[i] with { Finding = revise(_rejecting[i].Finding) };
        }
    }

    private RuleTally TallyOf(Finding finding)
    {
        if (!_tallies.TryGetValue(finding.RuleId, out var tally))
        {
            _tallies[finding.RuleId] = tally = new RuleTally(finding.RuleId, finding.Severity);
        }

        return tally;
    }

    private int? BitOf(string rule)
    {
        var bit = _bits.IndexOf(rule);
        if (bit < 0 && _bits.Count < MaxBits)
        {
            bit = _bits.Count;
            _bits.Add(rule);
        }

        return bit < 0 ? null : bit;
    }

    private sealed record Kept(Finding Finding, int Order);
}

/// <summary>The overrides of the settings that apply to one provider and period (settings sheet RuleOverrides).</summary>
internal sealed class RuleOverrideChoice
{
    private readonly Dictionary<string, RuleOverride> _byRule = new(StringComparer.OrdinalIgnoreCase);

    public RuleOverrideChoice(PilotSettings settings, Ukprn? ukprn, Quarter? period)
    {
        if (ukprn is not { } provider || period is not { } quarter)
        {
            return;
        }

        // What is said of one provider goes before what is said of all.
        var applying = settings.RuleOverrides.Where(change => change.FromPeriod <= quarter && quarter <= change.ToPeriod).ToList();
        foreach (var change in applying.Where(change => change.Ukprn is null).Concat(applying.Where(change => change.Ukprn == provider)))
        {
            _byRule[change.Rule] = change;
        }
    }

    public Severity? SeverityOf(Rule rule, Severity severity)
    {
        if (severity == Severity.F || !rule.CanOverride || !_byRule.TryGetValue(rule.Id, out var chosen))
        {
            return severity;
        }

        // E becomes W or nothing, W becomes nothing; nothing becomes more severe.
        return chosen.Severity == Severity.W ? Severity.W : chosen.Severity is null ? null : severity;
    }
}
