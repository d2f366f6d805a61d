using System.Security.Cryptography;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>A dry run: the same engine, against what is held, and nothing is stored.</summary>
internal sealed class CheckReturn(PilotServices services)
{
    /// <param name="ukprn">Null = whoever the Declaration names.</param>
    public async Task<Receipt> RunAsync(string fileName, Stream content, Ukprn? ukprn, CancellationToken cancellationToken)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        content.Position = 0;
        var submission = new SubmissionRow
        {
            Number = int.MaxValue,
            Ukprn = ukprn?.Value,
            FileName = fileName,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            ReceivedAt = services.UtcNow,
        };
        var judgement = new JudgeSubmission(services, settings).JudgeOnly(submission, content);
        return Receipt.Of(judgement, ReceiptMapping.Origin(submission, services.Now, 1) with { Number = null, JudgedAt = null }, settings);
    }
}
