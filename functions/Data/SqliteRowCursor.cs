using System.Globalization;
using System.Text;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>
/// The columns of a row as they lie there: no text is made of a day or of a code that is known. Values have the forms that EF's provider and
/// <see cref="SqliteInsert"/> give them; what has another is read like any other statement's.
/// </summary>
internal sealed class SqliteRowCursor(SqliteFileRows from, TextPool texts) : RowCursor(from, texts)
{
    private const int DayLength = 10;

    private readonly SqliteValues _values = from.Values;

    protected override string? ReadText(int column)
    {
        var utf8 = _values.Bytes(column);
        return utf8.IsEmpty ? ReadEmpty(column) : Encoding.UTF8.GetString(utf8);
    }

    protected override string? ReadPooledText(int column)
    {
        var utf8 = _values.Bytes(column);
        if (utf8.IsEmpty)
        {
            return ReadEmpty(column);
        }

        if (utf8.Length <= TextPool.MaxShort)
        {
            return Texts.ShareShort(utf8);
        }

        Span<char> text = stackalloc char[TextPool.MaxLength];
        return utf8.Length <= text.Length ? Texts.Share(text[..Encoding.UTF8.GetChars(utf8, text)]) : Encoding.UTF8.GetString(utf8);
    }

    protected override DateOnly? ReadDate(int column)
    {
        var utf8 = _values.Bytes(column);
        Span<char> text = stackalloc char[DayLength];
        return utf8.Length == DayLength && IsoDay.TryParse(text[..Encoding.UTF8.GetChars(utf8, text)], out var day) ? day : base.ReadDate(column);
    }

    protected override bool ReadFlag(int column) => _values.Int(column) != 0;

    protected override int? ReadInt(int column) => _values.Int(column) is var number and not 0 ? number : base.ReadInt(column);

    protected override decimal? ReadMoney(int column)
    {
        var utf8 = _values.Bytes(column);
        return decimal.TryParse(utf8, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pounds)
            ? pounds
            : base.ReadMoney(column);
    }

    protected override LearnerKey? ReadKey(int column)
    {
        var bytes = _values.Bytes(column);
        return bytes.IsEmpty ? base.ReadKey(column) : LearnerKey.FromBytes(bytes);
    }

    private string? ReadEmpty(int column) => _values.IsNull(column) ? null : "";
}
