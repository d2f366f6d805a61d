using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Pilot.Functions.Faults;

/// <summary>What a failure of the database says of what was asked of it.</summary>
internal static class DatabaseFault
{
    /// <summary>
    /// SQL Server: a key that stands there already (2601, 2627), a reference to nothing (547), no value where one must be (515), a number too
    /// great (8115, 220), a text too long (8152, 2628), a text that is no number or date (241, 242, 245, 8114).
    /// </summary>
    private static readonly int[] RefusedByServer = [2601, 2627, 547, 515, 8115, 220, 8152, 2628, 241, 242, 245, 8114];

    /// <summary>SQLite: too big, a constraint, a wrong type.</summary>
    private static readonly int[] RefusedBySqlite = [18, 19, 20];

    /// <summary>The network or the server broke off, as Windows and SQL Server number it; and servers of Azure that are being moved.</summary>
    private static readonly int[] BrokenOff = [20, 64, 121, 233, 10053, 10054, 10060, 40197, 40501, 40613, 49918, 49919, 49920];

    private const string Client = "Microsoft.Data.SqlClient";

    /// <summary>The severity of an error after which a connection is no more.</summary>
    private const byte Fatal = 20;

    /// <summary>Microsoft's client gives up waiting under this number.</summary>
    private const int TimeIsOver = -2;

    /// <summary>
    /// The database was there and would not have these rows, and will not the next time: the fault lies in what was sent or in the program.
    /// It never passes, and must not keep others waiting.
    /// </summary>
    public static bool IsRefusal(Exception failure) => failure switch
    {
        DbUpdateConcurrencyException => false,
        DbUpdateException or RetryLimitExceededException => failure.InnerException is { } inner && IsRefusal(inner),
        SqlException server => server.Errors.Cast<SqlError>().Any(error => RefusedByServer.Contains(error.Number)),
        SqliteException sqlite => RefusedBySqlite.Contains(sqlite.SqliteErrorCode),
        _ => false,
    };

    /// <summary>
    /// The connection was cut, or nobody answered in time. On Linux Microsoft's client tells that under the number 0, as an error that ends the
    /// connection, with or without what the network said inside (dotnet/SqlClient 2103), or under -2; the list of EF knows neither.
    /// </summary>
    public static bool IsCutOff(Exception failure) => failure switch
    {
        TimeoutException => true,
        InvalidOperationException => IsFoundClosed(failure),
        SqlException { Number: TimeIsOver } or SqlException { Number: 0, Class: >= Fatal } => true,
        SqlException server when BrokenOff.Contains(server.Number) => true,
        SqlException { Number: 0 } or DbException { InnerException: IOException } => HasNetworkInside(failure),
        DbUpdateException => failure.InnerException is { } inner && IsCutOff(inner),
        _ => false,
    };

    /// <summary>
    /// "Requires an open connection. The current state is open": the client found out only now that the connection it holds is cut. Where the
    /// compiler folded the client's own frame into its caller, the source is not the client's name, and the words alone tell.
    /// </summary>
    private static bool IsFoundClosed(Exception failure) =>
        failure.Source == Client || failure.Message.Contains("requires an open and available Connection", StringComparison.Ordinal);

    private static bool HasNetworkInside(Exception failure)
    {
        for (var inner = failure.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException or IOException or System.ComponentModel.Win32Exception)
            {
                return true;
            }
        }

        return false;
    }
}
