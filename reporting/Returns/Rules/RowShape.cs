using Pilot.Reporting.Returns.Columns;

using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>
/// Where the values of a template's columns stand in a <see cref="TypedRow"/>: texts and places among its references; dates, numbers,
/// amounts and the places of codes in their lists among its bytes, each in as many as its largest value needs.
/// </summary>
internal sealed class RowShape
{
    /// <summary>How many references a row has room for.</summary>
    public const int MaxContents = 8;

    /// <summary>How many bytes; a value is read as the eight that begin where it does.</summary>
    public const int MaxBytes = 64;

    private static readonly RowShape Enrolment = new(ReturnTemplate.Enrolment);
    private static readonly RowShape Completion = new(ReturnTemplate.Completion);

    private readonly Slots[] _slots;

    /// <exception cref="ArgumentException">The columns need more room than a row has.</exception>
    private RowShape(ReturnTemplate template)
    {
        LearnerRef = template.LearnerRef;
        AimRef = template.AimRef;
        StartDate = template.StartDate;
        _slots = new Slots[template.Columns.Count];
        var (contents, bytes) = (0, 0);
        for (var i = 0; i < _slots.Length; i++)
        {
            var column = template.Columns[i];
            var isContent = column.Type is ReturnColumnType.LearnerRef or ReturnColumnType.AimRef or ReturnColumnType.Postcode or ReturnColumnType.Text or ReturnColumnType.Digits;
            var width = Width(column);
            _slots[i] = new Slots(
                isContent ? contents++ : -1, width == 0 ? -1 : bytes, (1UL << (8 * width)) - 1, column.Type == ReturnColumnType.Code ? column.Codes : null);
            bytes += width;
        }

        if (contents > MaxContents || bytes + sizeof(ulong) - 1 > MaxBytes)
        {
            throw new ArgumentException($"A row of {template.Code} needs {contents} references and {bytes} bytes, for which {nameof(TypedRow)} has no room.", nameof(template));
        }
    }

    public int LearnerRef { get; }
    public int AimRef { get; }
    public int StartDate { get; }

    public static RowShape Of(ReturnTemplate template) => template.Kind == ReturnKind.Enrolment ? Enrolment : Completion;

    public ref readonly Slots Slot(int column) => ref _slots[column];

    /// <summary>In bytes, for the largest value that may be typed; 0 where the column has no value beside its text.</summary>
    private static int Width(ReturnColumn column) => column.Type switch
    {
        // Beside a postcode stands whether it is the one that means unknown.
        ReturnColumnType.Code when column.Codes!.Codes.Count > byte.MaxValue => sizeof(int),
        ReturnColumnType.Code or ReturnColumnType.Postcode => 1,
        ReturnColumnType.Whole => column.Max <= byte.MaxValue ? 1 : sizeof(int),
        // Days since the year 1: fewer than 2^24 until the year 45,000.
        ReturnColumnType.Date => 3,
        // Ten digits; pence of less than a thousand million pounds.
        ReturnColumnType.Uln or ReturnColumnType.Money => 5,
        _ => 0,
    };

    /// <param name="Content">Among the references; -1 where the column has none.</param>
    /// <param name="Value">The first of its bytes; -1 where the column has none.</param>
    /// <param name="Mask">Of the eight bytes from there, those that are its own; 0 where the column has none.</param>
    /// <param name="Codes">Of which the value is a place; null in every other column.</param>
    internal readonly record struct Slots(int Content, int Value, ulong Mask, CodeList? Codes);
}
