using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Workbooks.Drawing;
using Pilot.Reporting.Workbooks.Statements;

namespace Pilot.Tests.Workbooks;

/// <summary>A shell that is used again changes no byte of a workbook, and never serves a workbook of another shape.</summary>
public sealed class SkeletonCacheTests
{
    private static readonly Column<int> Number = Column.Count<int>("Learners", row => row);
    private static readonly DateTimeOffset Created = new(2027, 1, 20, 9, 0, 0, TimeSpan.Zero);

    private static Workbook Of(string title, IReadOnlyList<Column<int>> columns, params int[] rows) =>
        new("book.xlsx", title, Created, [("Period", Cell.Of(title))], [Sheet.From("T01", "learners", title, columns, rows, total: true)]);

    [Fact]
    public void Every_statement_is_the_same_bytes_with_a_shell_of_its_own_and_with_one_that_is_known()
    {
        var view = new QuarterView(SampleFigures.Mature);
        var known = new SkeletonCache(most: 64);
        Workbook[] books = [.. view.Figures.Settings.Providers.Select(provider => StatementWorkbook.Draw(view, provider.Ukprn))];
        foreach (var book in books.Concat(books.Reverse()))
        {
            Assert.Equal(XlsxWriter.Write(book, new SkeletonCache(most: 0)).ToArray(), XlsxWriter.Write(book, known).ToArray());
        }

        Assert.InRange(known.Count, 1, books.Length);
    }

    [Fact]
    public void Workbooks_that_differ_in_words_figures_and_number_of_rows_share_a_shell_and_keep_what_is_theirs()
    {
        var known = new SkeletonCache(most: 8);
        // Wide enough for pages side by side: their print areas end at the last row.
        Column<int>[] wide = [Column.Key<int>("Provider", 22, row => $"Sample provider {row}"), .. Enumerable.Range(1, 14).Select(i => Column.Count<int>($"Learners {i}", row => row * i))];
        XlsxWriter.Write(Of("First", wide, 1, 2, 3), known);
        var other = Of("Second, longer", wide, [.. Enumerable.Range(10, 40)]);
        Assert.Equal(XlsxWriter.Write(other, new SkeletonCache(most: 0)).ToArray(), XlsxWriter.Write(other, known).ToArray());
        Assert.Equal(1, known.Count);
    }

    [Fact]
    public void A_title_that_asks_for_other_pages_gets_a_shell_of_its_own()
    {
        var known = new SkeletonCache(most: 8);
        Column<int>[] wide = [Column.Key<int>("Provider", 22, row => $"Sample provider {row}"), .. Enumerable.Range(1, 10).Select(i => Column.Count<int>($"Learners {i}", row => row * i))];
        XlsxWriter.Write(Of("Short", wide, 1, 2), known);
        var other = Of("A title of so many words that the columns of half a page would cut it off before its end has come, in bold letters", wide, 1, 2);
        Assert.Equal(XlsxWriter.Write(other, new SkeletonCache(most: 0)).ToArray(), XlsxWriter.Write(other, known).ToArray());
        Assert.Equal(2, known.Count);
    }

    public static TheoryData<string> Differences => [.. Books.Keys];

    private static readonly Dictionary<string, Workbook> Books = new(StringComparer.Ordinal)
    {
        ["a heading"] = Of("First", [Number with { Heading = "Starts" }], 1),
        ["a width"] = Of("First", [Number with { Width = 20 }], 1),
        ["a format"] = Of("First", [Number with { Format = Format.Pounds }], 1),
        ["a column"] = Of("First", [Number, Number with { Heading = "Starts" }], 1),
        ["a note"] = Of("First", [Number with { Note = "Those who began." }], 1),
        ["a shorthand"] = Of("First", [Number with { Value = _ => Shorthand.NotApplicable }], 1),
        ["a mark of revision"] = Of("First", [Number with { Value = row => Cell.Of(row) with { Revised = true } }], 1),
        ["a look of its own"] = Of("First", [Number with { Value = row => Cell.Tenths(row + 0.5m) }], 1),
        ["no rows"] = Of("First", [Number]),
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void A_workbook_of_another_shape_gets_another_shell(string what)
    {
        var known = new SkeletonCache(most: 8);
        XlsxWriter.Write(Of("First", [Number], 1), known);
        Assert.Equal(XlsxWriter.Write(Books[what], new SkeletonCache(most: 0)).ToArray(), XlsxWriter.Write(Books[what], known).ToArray());
        Assert.Equal(2, known.Count);
    }

    [Fact]
    public void Only_so_many_shells_are_kept()
    {
        var known = new SkeletonCache(most: 2);
        foreach (var book in Books.Values)
        {
            XlsxWriter.Write(book, known);
        }

        Assert.Equal(2, known.Count);
    }
}
