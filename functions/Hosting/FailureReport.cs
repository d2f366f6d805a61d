using System.Globalization;
using System.Text;
using Azure;

namespace Pilot.Functions.Hosting;

/// <summary>
/// A failure in words that may stand in a log. Messages of other people's exceptions can quote what they choked on (a cell, a parameter), so
/// only the messages of the pilot's own exceptions are kept; of the others, the type and where it happened.
/// </summary>
public static class FailureReport
{
    private const int MostCauses = 6;

    public static string Describe(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var report = new StringBuilder();
        var depth = 0;
        for (var at = failure; at is not null && depth < MostCauses; at = at.InnerException, depth++)
        {
            report.Append(depth == 0 ? "" : "\ncaused by ").Append(OneLine(at));
            if (at.StackTrace is { } places)
            {
                report.Append('\n').Append(places);
            }
        }

        return report.ToString();
    }

    private static string OneLine(Exception failure)
    {
        var type = failure.GetType();
        if (type.FullName is { } name && name.StartsWith("Pilot.", StringComparison.Ordinal))
        {
            return $"{name}: {failure.Message}";
        }

        return failure is RequestFailedException refused
            ? string.Create(CultureInfo.InvariantCulture, $"{type.FullName} (status {refused.Status}, {refused.ErrorCode ?? "no code"})")
            : type.FullName ?? type.Name;
    }
}
