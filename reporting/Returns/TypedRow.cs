using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>
/// A row of the Data sheet once typed: one small cell per column of the template, and which of them are given and which have failed.
/// It holds what identifies a person and therefore lives only while its return is judged.
/// </summary>
internal sealed class TypedRow(int number, int columns)
{
    private readonly Cell[] _cells = new Cell[columns];
    private ulong _given;
    private ulong _failed;

    /// <summary>The row's number in Excel.</summary>
    public int Number { get; } = number;

    /// <summary>reported_in_error = Y: no rule beyond its three key columns judges it.</summary>
    public bool InError { get; set; }

    /// <summary>An E fired.</summary>
    public bool Rejected { get; set; }

    /// <summary>The row's key as it was typed, whatever was found wrong with it later; null where a part of it cannot be read.</summary>
    public RowKey? Key { get; set; }

    /// <summary>What aim_ref means; null where it is no pilot qualification or failed.</summary>
    public Qualification? Qualification { get; set; }

    /// <summary>ENR: the row held under the same key. CMP: the enrolment that the row belongs to.</summary>
    public HeldEnrolment? Held { get; set; }

    /// <summary>Made from the ULN when first asked for.</summary>
    public LearnerKey? LearnerKey { get; set; }

    /// <summary>Not blank, whether or not it could be read.</summary>
    public bool Given(int column) => (_given >> column & 1) != 0;

    public bool Failed(int column) => (_failed >> column & 1) != 0;

    /// <summary>Given and not failed.</summary>
    public bool Has(int column) => ((_given & ~_failed) >> column & 1) != 0;

    public bool AnyFailed(ulong columns) => (_failed & columns) != 0;

    public void Fail(int column) => _failed |= 1UL << column;

    public void FailAll(ulong columns) => _failed |= columns;

    /// <summary>What the cell says in the list's or the row's own string; empty where blank.</summary>
    public string Text(int column) => _cells[column].Content as string ?? "";

    public bool Is(int column, string code) => Has(column) && string.Equals(Text(column), code, StringComparison.Ordinal);

    public DateOnly Date(int column) => DateOnly.FromDayNumber((int)_cells[column].Value);

    public DateOnly? DateOrNone(int column) => Has(column) ? Date(column) : null;

    public long Whole(int column) => _cells[column].Value;

    public int? WholeOrNone(int column) => Has(column) ? (int)Whole(column) : null;

    /// <summary>Pounds.</summary>
    public decimal Money(int column) => _cells[column].Value / 100m;

    public decimal? MoneyOrNone(int column) => Has(column) ? Money(column) : null;

    public Place Place(int column) => _cells[column].Content as Place ?? Returns.Place.None;

    /// <summary>A text that is optional: null where it is blank.</summary>
    public string? TextOrNone(int column) => Has(column) ? Text(column) : null;

    public void MarkGiven(int column) => _given |= 1UL << column;

    public void Set(int column, object? content, long value = 0) => _cells[column] = new Cell(content, value);

    /// <summary>The columns' places as a set.</summary>
    public static ulong Set(IEnumerable<int> columns) => columns.Aggregate(0UL, (set, column) => set | 1UL << column);

    /// <param name="Content">A code, a text or a <see cref="Returns.Place"/>.</param>
    /// <param name="Value">A day number, a whole number, pence or a ULN, by the column's form.</param>
    private readonly record struct Cell(object? Content, long Value);
}
