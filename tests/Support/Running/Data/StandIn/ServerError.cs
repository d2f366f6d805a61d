using Microsoft.Data.Sqlite;

namespace Pilot.Tests.Data.StandIn;

/// <summary>An error as a server numbers it.</summary>
internal sealed class ServerError(int number, string words) : Exception(words)
{
    public static (int Number, string Words) Of(Exception problem) => problem switch
    {
        ServerError known => (known.Number, known.Message),
        SqliteException { SqliteErrorCode: 5 or 6 } => (1205, "Transaction was deadlocked on lock resources with another process and has been chosen as the deadlock victim."),
        SqliteException { SqliteExtendedErrorCode: 275 } tooLong => (2628, "String or binary data would be truncated: " + tooLong.Message),
        SqliteException { SqliteExtendedErrorCode: 1299 } missing => (515, "Cannot insert the value NULL: " + missing.Message),
        SqliteException { SqliteErrorCode: 19 } twice => (2627, "Violation of a unique constraint: " + twice.Message),
        _ => (50000, problem.Message),
    };

    public int Number { get; } = number;
}
