using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Pilot.Functions.Data;

/// <summary>
/// Lines that stand for themselves, of the audit and of the access log. Where the answer to a commit was lost and the line is stored again, it
/// is first looked whether it is there: no deed is recorded twice.
/// </summary>
internal static class AddOnce
{
    public static Task AddAsync(this PilotDatabase database, AuditRow line, CancellationToken cancel) => database.AddAsync(
        line,
        row => row.At == line.At && row.Who == line.Who && row.What == line.What && row.Detail == line.Detail && row.SubmissionNumber == line.SubmissionNumber,
        () => line.Id = 0, cancel);

    public static Task AddAsync(this PilotDatabase database, DownloadRow line, CancellationToken cancel) => database.AddAsync(
        line, row => row.At == line.At && row.Who == line.Who && row.What == line.What && row.Account == line.Account, () => line.Id = 0, cancel);

    private static async Task AddAsync<T>(this PilotDatabase database, T line, Expression<Func<T, bool>> isLine, Action withoutNumber, CancellationToken cancel)
        where T : class
    {
        var tries = 0;
        await database.AsOneAsync(
            async (context, again) =>
            {
                if (tries++ > 0 && await context.Set<T>().AnyAsync(isLine, again))
                {
                    return false;
                }

                withoutNumber();
                context.Add(line);
                await context.SaveChangesAsync(again);
                return true;
            },
            cancel);
    }

    /// <summary>The mark has this value from now on.</summary>
    public static Task SetMarkAsync(this PilotDatabase database, string name, string value, CancellationToken cancel) => database.AsOneAsync(
        async (context, again) =>
        {
            if (await context.Marks.Where(mark => mark.Name == name).ExecuteUpdateAsync(set => set.SetProperty(mark => mark.Value, value), again) == 0)
            {
                context.Marks.Add(new MarkRow { Name = name, Value = value });
                await context.SaveChangesAsync(again);
            }

            return true;
        },
        cancel);
}
