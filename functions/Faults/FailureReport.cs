using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Azure;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Pilot.Functions.Faults;

/// <summary>
/// A failure in words that may stand in a log. Messages of other people's exceptions can quote what they choked on (a cell, a parameter), so
/// only the messages of the pilot's own exceptions are kept; of the others, the type and where it happened.
/// </summary>
public static class FailureReport
{
    private const int MaxCauses = 6;

    public static string Describe(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var causes = Causes(failure).Take(MaxCauses).ToList();

        // What happened stands in the first line, down to its cause: whoever reads a log reads that.
        var report = new StringBuilder().AppendJoin(", caused by ", causes.Select(OneLine).Distinct(StringComparer.Ordinal));
        foreach (var places in causes.Select(cause => cause.StackTrace).OfType<string>())
        {
            report.Append('\n').Append(places);
        }

        return report.ToString();
    }

    /// <summary>The failure and what caused it; of one that holds several, each of them.</summary>
    private static IEnumerable<Exception> Causes(Exception failure)
    {
        IEnumerable<Exception> inner = failure is AggregateException many ? many.InnerExceptions : failure.InnerException is { } cause ? [cause] : [];
        return inner.SelectMany(Causes).Prepend(failure);
    }

    private static string OneLine(Exception failure)
    {
        var type = failure.GetType();
        if (type.FullName is { } name && name.StartsWith("Pilot.", StringComparison.Ordinal))
        {
            return $"{name}: {failure.Message}";
        }

        return (type.FullName ?? type.Name) + Code(failure);
    }

    /// <summary>What a code says, no sender has typed.</summary>
    private static string Code(Exception failure) => failure switch
    {
        RequestFailedException { Status: 0 } => " (no answer)",
        RequestFailedException refused => string.Create(CultureInfo.InvariantCulture, $" (status {refused.Status}, {refused.ErrorCode ?? "no code"})"),
        SocketException socket => $" ({socket.SocketErrorCode})",
        DbException database => string.Create(CultureInfo.InvariantCulture, $" (number {Number(database)})"),
        AggregateException many => string.Create(CultureInfo.InvariantCulture, $" ({many.InnerExceptions.Count} of them)"),
        _ => "",
    };

    private static int Number(DbException failure) => failure switch
    {
        SqliteException embedded => embedded.SqliteErrorCode,
        SqlException server => server.Number,
        _ => failure.ErrorCode,
    };
}
