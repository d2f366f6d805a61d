using System.Data.Common;
using Azure;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Pilot.Functions.Faults;

/// <summary>
/// Tells a fault that passes (a store that is busy, slow, full or out of reach) from one that lies in what was sent or in the program. The
/// first stops the work, which is tried again as a whole; the second concerns one upload, and the others go on without it. Rows that a database
/// refuses are a fault of the second kind: they would be refused again.
/// </summary>
internal static class TransientFault
{
    public static bool Is(Exception failure) => failure switch
    {
        _ when DatabaseFault.IsRefusal(failure) => false,
        FileNotFoundException or DirectoryNotFoundException or PathTooLongException => false,
        OperationCanceledException or TimeoutException or IOException or DbException or DbUpdateException or RetryLimitExceededException => true,
        RequestFailedException refused => refused.Status is 0 or 408 or 429 or >= 500,
        AggregateException many => many.InnerExceptions.All(Is),
        _ => false,
    };
}
