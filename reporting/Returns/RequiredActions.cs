using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>
/// Findings as people are shown them: a hundred of one kind are one thing to do (returns.md section 2). What rejects the file comes first, then
/// what rejects rows, then the rest; a row that is rejected brings no warnings.
/// </summary>
public static class RequiredActions
{
    /// <summary>So many places stand behind a thing.</summary>
    public const int MaxPlaces = 20;

    public static IReadOnlyList<RequiredAction> Of(Receipt receipt) => Of(receipt.Violations, receipt.Rules);

    /// <param name="rules">Empty in receipts of before: all their violations are there to be counted.</param>
    public static IReadOnlyList<RequiredAction> Of(IReadOnlyList<ReceiptFinding> violations, IReadOnlyList<ReceiptRule> rules)
    {
        var rejected = violations.Where(finding => finding is { Severity: "E", Row: not null }).Select(finding => (finding.Sheet, finding.Row)).ToHashSet();
        var carriedForward = violations.Where(finding => finding.Rule == HistoryRules.RejectedAgain).Select(finding => (finding.Sheet, finding.Row)).ToHashSet();
        bool IsTold(ReceiptFinding finding) => finding.Severity != "W" || !IsAboutALearnersRow(finding.Rule) || !rejected.Contains((finding.Sheet, finding.Row));
        var told = rules.ToDictionary(rule => rule.Rule);
        return
        [
            .. violations.Where(IsTold).GroupBy(finding => finding.Rule)
                .Select(same => Of([.. same], told.GetValueOrDefault(same.Key)) with
                {
                    EarlierVersionIsUsed = same.Any(finding => finding.Severity == "E" && carriedForward.Contains((finding.Sheet, finding.Row))),
                })
                .OrderBy(thing => Order(thing.Severity)).ThenBy(thing => PlaceOf(thing.Rule)),
        ];
    }

    /// <summary>What is wrong with the file, or with a whole column, is not told away by a row that is rejected where it begins.</summary>
    private static bool IsAboutALearnersRow(string rule) => rule != DateRules.Swapped.Id && RuleCatalogue.Find(rule) is not { Stage: RuleStage.File };

    private static RequiredAction Of(List<ReceiptFinding> same, ReceiptRule? counted)
    {
        var first = same[0];
        var rule = RuleCatalogue.Find(first.Rule);
        var count = Math.Max(same.Count, counted?.Told ?? 0);
        return new RequiredAction(
            first.Rule, first.Severity, count, count == 1 || rule is null ? first.Message : rule.Message,
            same.TrueForAll(finding => finding.Fix == first.Fix) ? first.Fix : rule?.Fix ?? first.Fix,
            CodesOf(rule), [.. same.Take(MaxPlaces)]);
    }

    /// <summary>The codes that a rule about a code allows, each with its meaning.</summary>
    public static IReadOnlyList<string> CodesOf(Rule? rule)
    {
        if (rule is not { Stage: RuleStage.Cell, Columns.Count: 1 } || !rule.Id.EndsWith("_C", StringComparison.Ordinal))
        {
            return [];
        }

        var column = new[] { ReturnTemplate.Enrolment, ReturnTemplate.Completion }.SelectMany(template => template.Columns)
            .FirstOrDefault(column => column.Name == rule.Columns[0]);
        return [.. column?.Codes?.Codes.Select(code => $"{code.Code} ({code.Meaning})") ?? []];
    }

    private static int Order(string severity) => severity switch { "F" => 0, "E" => 1, _ => 2 };

    private static int PlaceOf(string rule)
    {
        for (var i = 0; i < RuleCatalogue.All.Count; i++)
        {
            if (RuleCatalogue.All[i].Id == rule)
            {
                return i;
            }
        }

        return int.MaxValue;
    }
}

/// <summary>One thing to do: a rule with all places where it fired.</summary>
/// <param name="Count">How often.</param>
/// <param name="Message">What is wrong: of a single place in its own words, of several in general.</param>
/// <param name="Codes">The codes that are allowed, where it is about a code.</param>
/// <param name="Places">The first 20.</param>
public sealed record RequiredAction(
    string Rule, string Severity, int Count, string Message, string Fix, IReadOnlyList<string> Codes, IReadOnlyList<ReceiptFinding> Places)
{
    /// <summary>An earlier version of a row that it rejects was accepted, and is used until the row is right (HIST_03).</summary>
    public bool EarlierVersionIsUsed { get; init; }

    /// <summary>How to fix it, and what happens until then.</summary>
    public string FixAndMeanwhile => EarlierVersionIsUsed ? $"{Fix} {Meanwhile}" : Fix;

    /// <summary>What happens to a row that is rejected where an earlier version of it was accepted.</summary>
    public string Meanwhile => !EarlierVersionIsUsed ? ""
        : Count == 1 ? "Until then we go on using the version of this row that was accepted before."
        : "Until then, where a version of a row was accepted before, we go on using that version.";

    /// <summary>What it does, as a heading: "Rejects the file", "Rejects 3 rows", "1 warning".</summary>
    public string Effect => Severity switch
    {
        "F" => "Rejects the file",
        "E" => Count == 1 ? "Rejects a row" : $"Rejects {Display.Count(Count, "row")}",
        _ => Display.Count(Count, "warning"),
    };

    /// <summary>The rows, as far as they are known: "rows 2, 4 and 5"; empty where it is about no row.</summary>
    public string Rows
    {
        get
        {
            var rows = Places.Where(place => place.Row is not null).Select(place => place.Row!.Value).Distinct().ToList();
            return rows.Count == 0 ? "" : Display.Rows(rows, Math.Max(rows.Count, Count == Places.Count ? rows.Count : Count));
        }
    }
}
