using System.Collections;
using System.Globalization;
using Pilot.Reporting.Returns.Template;

namespace Pilot.Reporting.Returns.Ilr;

/// <summary>An ILR holds one academic year and a return all of them: its rows are laid over those that are held (returns.md section 7).</summary>
public static class MergeIlr
{
    /// <param name="rows">Of the ILR, for the same return.</param>
    /// <param name="year">Of the ILR, such as 2026-27.</param>
    public static TemplatePrefill Run(TemplatePrefill prefill, IReadOnlyList<FilledRow> rows, string year)
    {
        var all = new MergedRows(prefill.Rows, rows);
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{prefill.Words} From your ILR of {year}: {rows.Count:#,##0} rows of the pilot's aims, {all.Count - prefill.Rows.Count:#,##0} of them new. What the ILR does not say is marked for you to fill in.");
        return new TemplatePrefill(all, words) { IsNil = prefill.IsNil && all.Count == 0 };
    }

    /// <summary>The held rows, with what the ILR says laid over them, then the ILR's others, which are made when they are asked for.</summary>
    private sealed class MergedRows : IReadOnlyList<FilledRow>
    {
        private readonly IReadOnlyList<FilledRow> _ilr;
        private readonly List<(FilledRow? Held, int Ilr)> _rows;

        public MergedRows(IReadOnlyList<FilledRow> held, IReadOnlyList<FilledRow> ilr)
        {
            _ilr = ilr;
            _rows = new List<(FilledRow?, int)>(held.Count + ilr.Count);
            var placeOf = new Dictionary<(string, string, string), int>(held.Count + ilr.Count);
            foreach (var row in held)
            {
                placeOf.TryAdd(row.Key, _rows.Count);
                _rows.Add((row, 0));
            }

            for (var i = 0; i < ilr.Count; i++)
            {
                var row = ilr[i];
                if (!placeOf.TryAdd(row.Key, _rows.Count))
                {
                    Overwrite(placeOf[row.Key], row);
                    continue;
                }

                _rows.Add((null, i));
            }
        }

        public int Count => _rows.Count;

        public FilledRow this[int index] => _rows[index].Held ?? _ilr[_rows[index].Ilr];

        public IEnumerator<FilledRow> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void Overwrite(int place, FilledRow row)
        {
            var under = this[place];
            under.OverwriteWith(row);
            _rows[place] = (under, 0);
        }
    }
}
