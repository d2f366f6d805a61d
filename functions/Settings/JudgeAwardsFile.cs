using Pilot.Functions.Data;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Settings;

/// <summary>What an awards workbook brings: the answer, and the version to be stored where it is accepted.</summary>
internal sealed record JudgedAwards(OfficeReceipt Receipt, Awards? Awards);

/// <summary>Reads an awards workbook (funding.md section 7). Each ULN becomes a learner key while it is read, and is kept nowhere.</summary>
internal sealed class JudgeAwardsFile(PilotServices services)
{
    public async Task<JudgedAwards> RunAsync(OfficeFileRow row, WorkbookReader file, PilotSettings settings, CancellationToken cancellationToken)
    {
        var inForce = await new AwardsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
        var reading = AwardsReader.Read(file, new AwardsContext
        {
            Today = LondonTime.DateOf(new DateTimeOffset(row.ReceivedAt)),
            KeyOf = uln => services.Keys.OfUln(uln),
            InForce = inForce,
        });
        var receipt = OfficeReceipt.Begin(row) with
        {
            Template = reading.Declaration?.Template,
            PreparedBy = reading.Declaration?.PreparedBy,
            SettingsVersion = settings.Version,
            Violations = OfficeReceipt.Of(reading.Findings),
        };
        if (reading.Awards is not { } awards)
        {
            return new JudgedAwards(
                receipt with { Status = SubmissionStatus.Rejected.Code(), Summary = "Rejected: nothing was changed. Fix what is listed and send the whole workbook again." }, null);
        }

        return new JudgedAwards(
            receipt with
            {
                Status = SubmissionStatus.Accepted.Code(),
                AwardsVersion = awards.Version,
                Summary = $"Accepted as awards version {awards.Version}: {Display.Count(awards.Registrations.Count, "registration")} and {Display.Count(awards.Certificates.Count, "certificate")}, "
                    + $"{Display.Count(reading.Counts.Sum(count => count.Added), "row")} of them new or changed.",
                Lines = reading.Counts,
                Effects = settings.Version == 0 ? [] : await new EffectOfSettings(services).OfAwardsAsync(settings, inForce, awards, cancellationToken),
            },
            awards);
    }
}
