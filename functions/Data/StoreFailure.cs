using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Pilot.Functions.Faults;

namespace Pilot.Functions.Data;

/// <summary>What ails a store, as far as the person who asks for something can be told.</summary>
internal enum StoreFailure
{
    /// <summary>The fault lies elsewhere.</summary>
    None,

    /// <summary>Busy, slow or out of reach: it passes.</summary>
    Busy,

    /// <summary>No room is left.</summary>
    Full,

    /// <summary>Nothing may be written.</summary>
    ReadOnly,
}

internal static class StoreFailures
{
    private const int SqliteReadOnly = 8;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    /// <summary>Linux: ENOSPC and EDQUOT, EROFS. Windows: the disk is full, the medium is protected.</summary>
    private static readonly int[] NoRoom = [28, 122, 112];
    private static readonly int[] Protected = [30, 19];

    public static StoreFailure Of(Exception failure) => failure switch
    {
        UnauthorizedAccessException => StoreFailure.ReadOnly,
        SqliteException { SqliteErrorCode: SqliteFull } => StoreFailure.Full,
        SqliteException { SqliteErrorCode: SqliteReadOnly or SqliteCannotOpen } => StoreFailure.ReadOnly,
        DbUpdateException or RetryLimitExceededException when failure.InnerException is { } inner => Of(inner),
        DbException or DbUpdateException or RetryLimitExceededException or TimeoutException => DatabaseFault.IsRefusal(failure) ? StoreFailure.None : StoreFailure.Busy,
        FileNotFoundException or DirectoryNotFoundException or PathTooLongException => StoreFailure.None,
        IOException io when NoRoom.Contains(io.HResult & 0xFFFF) => StoreFailure.Full,
        IOException io when Protected.Contains(io.HResult & 0xFFFF) => StoreFailure.ReadOnly,
        IOException => StoreFailure.Busy,
        _ => StoreFailure.None,
    };
}
