using System.Security.Cryptography;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns.Held;

namespace Pilot.Functions.Settings;

/// <summary>
/// Trying before sending (funding.md section 1): a settings or ledger workbook in, all that its receipt would say and what it would do to
/// providers and milestones out. Nothing is stored.
/// </summary>
public sealed class CheckOfficeFile(PilotServices services)
{
    /// <param name="content">The workbook; seekable.</param>
    public async Task<OfficeReceipt> RunAsync(string fileName, Stream content, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        content.Position = 0;
        var row = new OfficeFileRow { FileName = fileName, Sha256 = hash, ReceivedAt = services.UtcNow, Status = SubmissionStatus.Received };
        return OfficeReceipt.OfJson((await new JudgeOfficeFile(services, content).RunAsync(row, cancellationToken)).Receipt);
    }
}
