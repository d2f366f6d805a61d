using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>
/// Every rule once (returns.md section 6), in the order in which the specification lists them. Findings, the sheets Codes and
/// Guidance, and the rules page all come from it.
/// </summary>
public static class RuleCatalogue
{
    private static readonly Dictionary<string, Rule> ById;

    static RuleCatalogue()
    {
        All = [.. Collect()];
        ById = All.ToDictionary(rule => rule.Id, StringComparer.OrdinalIgnoreCase);
    }

    public static IReadOnlyList<Rule> All { get; }

    public static Rule? Find(string id) => ById.GetValueOrDefault(id);

    /// <exception cref="ArgumentException">No rule has this id.</exception>
    public static Rule Get(string id) => Find(id) ?? throw new ArgumentException($"There is no rule {id}.", nameof(id));

    private static IEnumerable<Rule> Collect() =>
        FileRules.All.Concat<Rule>(DeclarationRules.All)
            .Concat(CellRules())
            .Concat(ReferenceRules.All)
            .Concat(DateRules.All)
            .Concat(EnrolmentRules.All)
            .Concat(CrossRowRules.Enrolment)
            .Append(HistoryRules.Enrolment[0])
            .Append(HistoryRules.MissingEnrolments)
            .Concat(HistoryRules.Enrolment.Skip(1).Select(rule => rule.Id == HistoryRules.SupersededId ? rule with { Kind = null } : rule))
            .Concat(CompletionRules.All)
            .Concat(CrossRowRules.Completion)
            .Concat(CompletionHistoryRules.All.Where(rule => rule.Id != HistoryRules.SupersededId))
            .Append(CompletionHistoryRules.Missing);

    /// <summary>Columns that both returns have share their rules, which then belong to both.</summary>
    private static IEnumerable<Rule> CellRules() =>
        ColumnRules.Of(ReturnKind.Enrolment).Concat(ColumnRules.Of(ReturnKind.Completion))
            .SelectMany(column => column.All)
            .GroupBy(rule => rule.Id)
            .Select(same => same.Count() == 1 ? same.First() : same.First() with { Kind = null });
}
