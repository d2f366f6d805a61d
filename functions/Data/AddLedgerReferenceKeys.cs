using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>
/// Gives lines of the ledger that an earlier program stored the key of their reference. Where two lines of that time have one key (they were
/// compared by the letters alone), both stand, the later one under a key of its own, and the audit names them: nothing that was recorded is
/// taken away, and an officer can reverse the one too many.
/// </summary>
internal static class AddLedgerReferenceKeys
{
    private const string Twice = "ledger reference stands twice";

    public static Task RunAsync(PilotDatabase database, CancellationToken cancellationToken) => database.ExecuteWithRetryAsync(
        async (context, attemptToken) =>
        {
            var lines = await context.LedgerLines.OrderBy(line => line.Id).ToListAsync(attemptToken);
            var taken = new Dictionary<string, LedgerLineRow>(StringComparer.Ordinal);
            foreach (var line in lines)
            {
                var key = ReferenceKey.Of(line.Reference);
                key = key.Length <= ReferenceKey.MaxLength ? key : key[..ReferenceKey.MaxLength];
                if (!taken.TryAdd(key, line))
                {
                    // No key that is made of a reference has a line break in it.
                    var own = string.Create(CultureInfo.InvariantCulture, $"{key}\n{line.Id}");
                    Note(context, line, taken[key], isNew: line.ReferenceKey != own);
                    key = own;
                }

                line.ReferenceKey = key;
            }

            await context.SaveChangesAsync(attemptToken);
            return lines.Count;
        },
        cancellationToken);

    private static void Note(PilotDbContext context, LedgerLineRow line, LedgerLineRow first, bool isNew)
    {
        if (isNew)
        {
            context.Audit.Add(new AuditRow
            {
                At = line.AcceptedAt,
                Who = "pilot",
                What = Twice,
                Detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"the reference of line {line.Id} ({line.Sheet}, {line.Reference}) is that of line {first.Id} ({first.Sheet}, {first.Reference}): both stand; reverse one if it was recorded twice"),
            });
        }
    }
}
