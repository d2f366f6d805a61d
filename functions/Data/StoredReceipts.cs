using System.Text;
using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Returns;

namespace Pilot.Functions.Data;

/// <summary>Receipts as the database keeps them.</summary>
internal static class StoredReceipts
{
    public static async Task<Receipt> ReadAsync(PilotDbContext context, long judgement, CancellationToken cancellationToken) =>
        Receipt.FromJson(await BytesAsync(context, judgement, cancellationToken));

    /// <summary>The receipt of a judgement as it was written.</summary>
    public static async Task<byte[]> BytesAsync(PilotDbContext context, long judgement, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetBytes(await context.Receipts.Where(row => row.JudgementId == judgement).Select(row => row.Text).FirstAsync(cancellationToken));
}
