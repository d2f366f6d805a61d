using System.Globalization;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// Cells of type <c>d</c> hold a moment in ISO 8601 (ECMA-376 part 1, 18.18.11). A return asks for days: the time of day is left out, as
/// it is of Excel's own dates.
/// </summary>
internal static class IsoDates
{
    private static readonly string[] Local = [IsoDay.Form + "'T'HH:mm", IsoDay.Form + "'T'HH:mm:ss", IsoDay.Form + "'T'HH:mm:ss.FFFFFFF"];
    private static readonly string[] Zoned = [IsoDay.Form + "'T'HH:mmK", IsoDay.Form + "'T'HH:mm:ssK", IsoDay.Form + "'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The day; what is no such moment stays as it is, for the rule of its column.</summary>
    /// <param name="timeOfDay">As a part of a day, where no zone says which moment is meant: 23:00 may be the midnight that follows in London.</param>
    public static ReadOnlySpan<char> WithoutTime(ReadOnlySpan<char> text, out double timeOfDay)
    {
        timeOfDay = 0;
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            timeOfDay = local.TimeOfDay.TotalDays;
            return Iso(DateOnly.FromDateTime(local));
        }

        // Programs that keep dates as moments write midnight in a British summer as 23:00Z of the day before.
        return DateTimeOffset.TryParseExact(text, Zoned, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Iso(LondonTime.DateOf(moment))
            : text;
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
