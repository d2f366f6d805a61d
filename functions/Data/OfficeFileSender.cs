using Microsoft.EntityFrameworkCore;

namespace Pilot.Functions.Data;

/// <summary>
/// Who answers for a version of the settings: the officer who sent it through a page, or, where it was put into the container and nobody known
/// had sent it, the officer who confirmed it. By account: two people may have one name, and one person may change it.
/// </summary>
/// <param name="FileNumber">Of the workbook that brought the version.</param>
/// <param name="SentBy">Account; null where it is not known.</param>
/// <param name="ConfirmedBy">Account; null where nobody has.</param>
internal sealed record OfficeFileSender(int FileNumber, string? SentBy, string? ConfirmedBy)
{
    public const string NobodyKnown = "These workbooks were drawn under settings that nobody known has sent: they were put straight into the store. "
        + "An officer has to look at them and confirm them, or send them again through the page, before another officer can approve.";

    public bool IsKnown => SentBy is not null || ConfirmedBy is not null;

    public bool Is(string account) => SentBy == account || ConfirmedBy == account;

    /// <returns>Null where there is no such version.</returns>
    public static async Task<OfficeFileSender?> LoadAsync(PilotDatabase database, int version, CancellationToken cancellationToken)
    {
        await using var context = database.Open();
        var number = await context.Settings.Where(row => row.Version == version).Select(row => (int?)row.OfficeFileNumber).FirstOrDefaultAsync(cancellationToken);
        return number is null
            ? null
            : await context.OfficeFiles.Where(row => row.Number == number)
                .Select(row => new OfficeFileSender(row.Number, row.SentByAccount, row.ConfirmedByAccount)).FirstOrDefaultAsync(cancellationToken)
                ?? new OfficeFileSender(number.Value, null, null);
    }
}
