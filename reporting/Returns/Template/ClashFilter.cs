using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Template;

/// <summary>
/// Rows of different returns may give one learner two references or one reference two numbers. In one file that rejects all of them
/// (DUP_03), so that of such rows only those that came first in the list, which is the newest return's, stay in it.
/// </summary>
internal static class ClashFilter
{
    /// <param name="rows">The newest return's first.</param>
    /// <returns>How many were left out.</returns>
    public static int RemoveClashing(List<FilledRow> rows)
    {
        var referenceOf = new Dictionary<string, string>(StringComparer.Ordinal);
        var numberOf = new Dictionary<string, string>(StringComparer.Ordinal);
        return rows.RemoveAll(row => Key(row[EnrolmentColumns.LearnerRef]) is { } reference && Key(row[EnrolmentColumns.LearnerNumber]) is { } number
            && number != Uln.Temporary && row[EnrolmentColumns.ReportedInError] != CodeLists.Yes
            && (!Agrees(referenceOf, number, reference) || !Agrees(numberOf, reference, number)));
    }

    private static bool Agrees(Dictionary<string, string> known, string key, string value)
    {
        known.TryAdd(key, value);
        return known[key] == value;
    }

    private static string? Key(string? value) => value?.ToUpperInvariant();
}
