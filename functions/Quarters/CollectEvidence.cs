using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Quarters;

/// <summary>Gathers what a closed quarter rests on for its evidence pack: settings, ledger, the awarding body's record, receipts.</summary>
internal sealed class CollectEvidence(PilotServices services)
{
    /// <returns>Null for a provisional run, and where there is no key.</returns>
    public async Task<EvidencePackOptions?> CollectAsync(QuarterFigures figures, DateTime factsAsOf, ScratchFile room, CancellationToken cancellationToken)
    {
        if (figures.Run.Kind == RunKind.Provisional || services.ManifestKey is not { } key)
        {
            return null;
        }

        return new EvidencePackOptions(room, [.. Workbooks(figures), .. await ReceiptsAsync(factsAsOf, cancellationToken)], key);
    }

    /// <summary>As the program would write them now from what it holds: awards without ULNs, because none is held.</summary>
    private static IEnumerable<PackEntry> Workbooks(QuarterFigures figures)
    {
        var day = LondonTime.DateOf(figures.Run.CreatedAt);
        PackEntry Workbook(string name, Action<Stream> write) => new("rests-on/" + name, () =>
        {
            var written = new MemoryStream();
            write(written);
            written.Position = 0;
            return written;
        });

        var version = figures.Settings.Version.ToString(CultureInfo.InvariantCulture);
        yield return Workbook($"settings-version-{version}.xlsx", to => SettingsWorkbook.Write(figures.Settings, $"settings version {version}", day, to));
        yield return Workbook("ledger.xlsx", to => SettingsWorkbook.Write(figures.Ledger, "ledger of the run", day, to));
        if (figures.Awards.Version > 0)
        {
            var awards = figures.Awards.Version.ToString(CultureInfo.InvariantCulture);
            yield return Workbook($"awards-version-{awards}.xlsx", to => SettingsWorkbook.Write(figures.Awards, $"awards version {awards}", day, to));
        }
    }

    /// <summary>The receipt of every accepted submission as it stood then; each is read when its turn comes.</summary>
    private async Task<IEnumerable<PackEntry>> ReceiptsAsync(DateTime factsAsOf, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var judged = await context.Judgements.AsNoTracking()
            .Where(row => row.AsOf <= factsAsOf && row.Ukprn > 0)
            .Select(row => new { row.Id, row.Ukprn, row.SubmissionNumber, row.Version, row.Status })
            .ToListAsync(cancellationToken);
        return judged
            .GroupBy(row => row.SubmissionNumber).Select(group => group.MaxBy(row => row.Version)!)
            .Where(row => row.Status is SubmissionStatus.Accepted or SubmissionStatus.PartlyAccepted)
            .OrderBy(row => row.SubmissionNumber)
            .Select(row => new PackEntry(
                FormattableString.Invariant($"rests-on/receipts/{row.Ukprn}/{row.SubmissionNumber}/receipt.json"), () => Receipt(row.Id)));
    }

    private MemoryStream Receipt(long judgement)
    {
        using var context = services.Database.Open();
        return new MemoryStream(Encoding.UTF8.GetBytes(context.Receipts.Where(row => row.JudgementId == judgement).Select(row => row.Text).First()));
    }
}
