using System.Globalization;
using Google.OrTools.Sat;
using Pilot.Reporting.Outcomes;

namespace Pilot.Tests.Outcomes;

/// <summary>
/// Someone with every published workbook and T11 side by side, this project's method, and an exact solver. Knows beyond the workbooks the
/// exact numbers of starts, achievements and positive outcomes, and of every count whether it fell between two publications. Does not know
/// the secret.
/// </summary>
/// <param name="reach">How far a printed category may lie from its count: one less than the base, or half of it where rounding is to nearest.</param>
internal sealed class Attacker(IReadOnlyList<SkillsEnglandPublication> publications, int reach = 4)
{
    /// <summary>Tables that share nothing with those of another set but totals known to all.</summary>
    private static readonly Func<PrintedTable, string> SetOf = table => table.Sheet switch
    {
        "K06" or "K07" or "K08" => "results",
        "T11" => "K03 " + table.Group,
        _ => table.Sheet + " " + table.Group,
    };

    private readonly List<string> _cells = [];
    private readonly List<string> _changes = [];

    /// <summary>Categories of 1 to 4 under a total of 3 or more that can be narrowed to fewer than three values.</summary>
    public IReadOnlyList<string> Cells => _cells;

    /// <summary>Changes of 1 to 4 between any two publications of which the size is certain, and was not before anything was published.</summary>
    public IReadOnlyList<string> Changes => _changes;

    /// <summary>
    /// Changes that follow from the known totals and from which counts did not fall, whatever is printed: where a total falls by 1 and rises
    /// by 1 again, and one category alone fell, all others are as they were throughout. No workbook gives them away, and none could hide them.
    /// </summary>
    public int ChangesKnownBefore { get; private set; }

    /// <summary>
    /// Changes that follow from those and from rule 5 alone, where what stood in a table could stand no longer: another figure and [u] both say
    /// that it changed, so that no print could hide them.
    /// </summary>
    public int ChangesThatNothingHides { get; private set; }

    public int CellsTried { get; private set; }
    public int ChangesTried { get; private set; }

    public Attacker Attack()
    {
        var printed = new PrintedPublications(publications);
        foreach (var tables in printed.Tables.GroupBy(SetOf))
        {
            var system = new AttackedTables(printed, [.. tables], reach);
            foreach (var cell in system.Cells.Where(cell => cell.Truth is >= 1 and <= 4 && cell.TrueTotal >= 3))
            {
                CellsTried++;
                if (system.HasFewerThan(3, cell.Variable))
                {
                    _cells.Add($"{cell.Name} is {cell.Truth}");
                }
            }

            var (unseen, forced) = (Blind(printed, tables, Sight.Nothing), Blind(printed, tables, Sight.ForcedChanges));
            foreach (var cells in system.Cells.GroupBy(cell => cell.Key))
            {
                AttackChanges(system, unseen, forced, [.. cells]);
            }
        }

        return this;
    }

    private Lazy<AttackedTables> Blind(PrintedPublications printed, IEnumerable<PrintedTable> tables, Sight sight) =>
        new(() => new AttackedTables(printed, [.. tables], reach, sight));

    private void AttackChanges(AttackedTables system, Lazy<AttackedTables> unseen, Lazy<AttackedTables> forced, AttackedCell[] cells)
    {
        for (var from = 0; from < cells.Length; from++)
        {
            for (var to = from + 1; to < cells.Length; to++)
            {
                var change = cells[to].Truth - cells[from].Truth;
                if (Math.Abs(change) is < 1 or > 4)
                {
                    continue;
                }

                ChangesTried++;
                if (!system.IsCertain(cells[from].Variable, cells[to].Variable, change))
                {
                    continue;
                }

                bool IsKnownTo(AttackedTables blind) => blind.IsCertain(blind.SameAs(cells[from]), blind.SameAs(cells[to]), change);
                if (IsKnownTo(unseen.Value))
                {
                    ChangesKnownBefore++;
                }
                else if (IsKnownTo(forced.Value))
                {
                    ChangesThatNothingHides++;
                }
                else
                {
                    _changes.Add(string.Create(CultureInfo.InvariantCulture, $"{cells[from].Name} to publication {cells[to].Publication + 1} changes by {change}"));
                }
            }
        }
    }
}

internal sealed record AttackedCell(string Key, int Publication, IntVar Variable, int Truth, int TrueTotal)
{
    public string Name => $"publication {Publication + 1}, {Key}";
}
