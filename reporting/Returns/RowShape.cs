namespace Pilot.Reporting.Returns;

/// <summary>
/// Where the values of a template's columns stand in a <see cref="TypedRow"/>: texts and places among the references; dates, numbers and
/// amounts as whole numbers of their own; codes and flags eight to a number.
/// </summary>
internal sealed class RowShape
{
    private const int SmallPerValue = 8;
    private readonly Slots[] _slots;

    public RowShape(ReturnTemplate template)
    {
        LearnerRef = template.LearnerRef;
        AimRef = template.AimRef;
        StartDate = template.StartDate;
        _slots = new Slots[template.Columns.Count];
        var small = 0;
        for (var i = 0; i < _slots.Length; i++)
        {
            var column = template.Columns[i];
            var isContent = column.Form is ColumnForm.LearnerRef or ColumnForm.AimRef or ColumnForm.Postcode or ColumnForm.Text or ColumnForm.Digits;
            var isValue = column.Form is ColumnForm.Date or ColumnForm.Uln or ColumnForm.Whole or ColumnForm.Money;
            var isSmall = column.Form is ColumnForm.Code or ColumnForm.Postcode;
            _slots[i] = new Slots(isContent ? Contents++ : -1, isValue ? Values++ : isSmall ? small++ : -1, isSmall, 0, column.Form == ColumnForm.Code ? column.Codes : null);
        }

        for (var i = 0; i < _slots.Length; i++)
        {
            if (_slots[i] is { IsSmall: true } slot)
            {
                _slots[i] = slot with { Value = Values + (slot.Value / SmallPerValue), Shift = slot.Value % SmallPerValue * 8 };
            }
        }

        Values += (small + SmallPerValue - 1) / SmallPerValue;
    }

    /// <summary>How many references a row has.</summary>
    public int Contents { get; }

    /// <summary>How many numbers.</summary>
    public int Values { get; }

    public int LearnerRef { get; }
    public int AimRef { get; }
    public int StartDate { get; }

    public ref readonly Slots Slot(int column) => ref _slots[column];

    /// <param name="Content">Among the references; -1 where the column has none.</param>
    /// <param name="Value">Among the numbers; -1 where the column has none.</param>
    /// <param name="IsSmall">The value is one of eight in its number, <paramref name="Shift"/> bits from its end.</param>
    /// <param name="Codes">Of which the value is a place; null in every other column.</param>
    internal readonly record struct Slots(int Content, int Value, bool IsSmall, int Shift, CodeList? Codes);
}
