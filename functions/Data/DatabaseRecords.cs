using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Pilot.Functions.Data;

/// <summary>
/// Lines that stand for themselves, of the audit and of the access log. Where the answer to a commit was lost and the line is stored again, it
/// is first looked whether it is there: no deed is recorded twice.
/// </summary>
internal static class DatabaseRecords
{
    public static Task AddAsync(this PilotDatabase database, AuditRow line, CancellationToken cancellationToken) => database.AddAsync(
        line,
        row => row.At == line.At && row.Who == line.Who && row.What == line.What && row.Detail == line.Detail && row.SubmissionNumber == line.SubmissionNumber,
        () => line.Id = 0, cancellationToken);

    /// <remarks>In plain SQL: a command that hands out a file needs EF's model for nothing else.</remarks>
    public static Task AddAsync(this PilotDatabase database, DownloadRow line, CancellationToken cancellationToken)
    {
        const string add = "INSERT INTO Downloads (At, Who, Account, What, Ukprn) SELECT @at, @who, @account, @what, @ukprn";
        const string unlessThere =
            " WHERE NOT EXISTS (SELECT 1 FROM Downloads WHERE At = @at AND Who = @who AND What = @what AND (Account = @account OR (Account IS NULL AND @account IS NULL)))";
        var tries = 0;
        return database.ReadAsync(
            async (connection, attemptToken) =>
            {
                await connection.ExecuteAsync(
                    tries++ == 0 ? add : add + unlessThere,
                    attemptToken,
                    ("@at", line.At), ("@who", line.Who), ("@account", line.Account ?? (object)DBNull.Value), ("@what", line.What), ("@ukprn", line.Ukprn ?? (object)DBNull.Value));
                return true;
            },
            cancellationToken);
    }

    private static async Task AddAsync<T>(this PilotDatabase database, T line, Expression<Func<T, bool>> isLine, Action withoutNumber, CancellationToken cancellationToken)
        where T : class
    {
        var tries = 0;
        await database.ExecuteWithRetryAsync(
            async (context, attemptToken) =>
            {
                if (tries++ > 0 && await context.Set<T>().AnyAsync(isLine, attemptToken))
                {
                    return false;
                }

                withoutNumber();
                context.Add(line);
                await context.SaveChangesAsync(attemptToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>The mark has this value from now on.</summary>
    public static Task SetMarkAsync(this PilotDatabase database, string name, string value, CancellationToken cancellationToken) => database.ExecuteWithRetryAsync(
        async (context, attemptToken) =>
        {
            if (await context.Marks.Where(mark => mark.Name == name).ExecuteUpdateAsync(set => set.SetProperty(mark => mark.Value, value), attemptToken) == 0)
            {
                context.Marks.Add(new MarkRow { Name = name, Value = value });
                await context.SaveChangesAsync(attemptToken);
            }

            return true;
        },
        cancellationToken);
}
