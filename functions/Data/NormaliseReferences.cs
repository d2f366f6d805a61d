using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>
/// Part of <c>migrate</c>: learner references that an earlier version stored as they were typed become their normalised keys, and the keys of
/// temporary ULNs, which are made from them, are made anew. Once; safe to run again and from two places.
/// </summary>
internal sealed class NormaliseReferences(PilotDatabase database, LearnerKeySecret keys)
{
    /// <summary>The mark of a database in which it is done.</summary>
    internal const string DoneMark = "references-normalised";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await database.ReadMarkAsync(DoneMark, cancellationToken) is null)
        {
            await NormaliseAsync(cancellationToken);
        }
    }

    /// <summary>By itself, so that a start on which nothing is left to do loads no EF.</summary>
    private Task<bool> NormaliseAsync(CancellationToken cancellationToken) => database.ExecuteWithRetryAsync(
        async (context, attemptToken) =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(attemptToken);
            await EnrolmentsAsync(context, attemptToken);
            await CompletionsAsync(context, attemptToken);
            if (!await context.Marks.AnyAsync(mark => mark.Name == DoneMark, attemptToken))
            {
                context.Marks.Add(new MarkRow { Name = DoneMark, Value = "yes" });
                await context.SaveChangesAsync(attemptToken);
            }

            await transaction.CommitAsync(attemptToken);
            return true;
        },
        cancellationToken);

    private async Task EnrolmentsAsync(PilotDbContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Enrolments.AsNoTracking()
            .Select(row => new { Id = EF.Property<long>(row, "Id"), LearnerRef = EF.Property<string>(row, "LearnerRef"), LearnerKey = EF.Property<byte[]>(row, "LearnerKey") })
            .ToListAsync(cancellationToken);
        foreach (var row in rows.Where(row => LearnerReference.KeyOf(row.LearnerRef) != row.LearnerRef))
        {
            var reference = LearnerReference.KeyOf(row.LearnerRef);
            var ukprn = JudgementIds.UkprnOf(JudgementIds.JudgementOf(row.Id));
            var isTemporary = ukprn > 0 && keys.OfTemporary(Ukprn.Of(ukprn), row.LearnerRef) == LearnerKey.FromBytes(row.LearnerKey);
            var key = isTemporary ? keys.OfTemporary(Ukprn.Of(ukprn), reference).ToBytes() : row.LearnerKey;
            await context.Database.ExecuteSqlAsync($"UPDATE Enrolments SET LearnerRef = {reference}, LearnerKey = {key} WHERE Id = {row.Id}", cancellationToken);
        }
    }

    private static async Task CompletionsAsync(PilotDbContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Completions.AsNoTracking()
            .Select(row => new { Id = EF.Property<long>(row, "Id"), LearnerRef = EF.Property<string>(row, "LearnerRef") })
            .ToListAsync(cancellationToken);
        foreach (var row in rows.Where(row => LearnerReference.KeyOf(row.LearnerRef) != row.LearnerRef))
        {
            var reference = LearnerReference.KeyOf(row.LearnerRef);
            await context.Database.ExecuteSqlAsync($"UPDATE Completions SET LearnerRef = {reference} WHERE Id = {row.Id}", cancellationToken);
        }
    }
}
