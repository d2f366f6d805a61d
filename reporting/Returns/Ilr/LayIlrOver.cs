using System.Globalization;
using Pilot.Reporting.Returns.Template;

namespace Pilot.Reporting.Returns.Ilr;

/// <summary>An ILR holds one academic year and a return all of them: its rows are laid over those that are held (returns.md section 7).</summary>
public static class LayIlrOver
{
    /// <param name="rows">Of the ILR, for the same return.</param>
    /// <param name="year">Of the ILR, such as 2026-27.</param>
    public static TemplateStart Run(TemplateStart start, IReadOnlyList<FilledRow> rows, string year)
    {
        var all = start.Rows.ToList();
        var known = new Dictionary<(string, string, string), FilledRow>(all.Count + rows.Count);
        foreach (var row in all)
        {
            known.TryAdd(row.Key, row);
        }

        var added = 0;
        foreach (var row in rows)
        {
            if (known.TryGetValue(row.Key, out var same))
            {
                same.LayOver(row);
            }
            else
            {
                known.Add(row.Key, row);
                all.Add(row);
                added++;
            }
        }

        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{start.Words} From your ILR of {year}: {rows.Count:#,##0} rows of the pilot's aims, {added:#,##0} of them new. What the ILR does not say is marked for you to fill in.");
        return new TemplateStart(all, words) { IsNil = start.IsNil && all.Count == 0 };
    }
}
