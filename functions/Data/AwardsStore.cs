using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <summary>Versions of the awarding body's record, as they are held: each whole, without any ULN.</summary>
internal sealed class AwardsStore(PilotDatabase database)
{
    /// <summary>The version received by a moment; version 0, with nothing in it, before the first one was sent.</summary>
    public async Task<Awards> InForceAsync(DateTime moment, CancellationToken cancellationToken)
    {
        await using var context = database.Open();
        var version = await context.AwardsVersions.Where(row => row.AcceptedAt <= moment).MaxAsync(row => (int?)row.Version, cancellationToken);
        if (version is null)
        {
            return Awards.None;
        }

        var registrations = await context.Registrations.AsNoTracking().Where(row => row.Version == version).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var certificates = await context.Certificates.AsNoTracking().Where(row => row.Version == version).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return new Awards
        {
            Version = version.Value,
            Registrations = registrations.ConvertAll(row => new Registration(
                row.RegistrationNo, KeyOf(row.LearnerKey), Ukprn.Of(row.Ukprn), row.AimRef, row.RegisteredOn, row.WithdrawnOn)),
            Certificates = certificates.ConvertAll(row => new Certificate(
                row.RegistrationNo, KeyOf(row.LearnerKey), Ukprn.Of(row.Ukprn), row.AimRef, row.CertificatedOn, row.Grade, row.Credits, row.Award)),
        };
    }

    /// <summary>Adds a version with its rows; the caller saves them, with all else that belongs to the same answer.</summary>
    public static void Add(PilotDbContext context, Awards awards, AwardsVersionRow version)
    {
        context.AwardsVersions.Add(version);
        context.Registrations.AddRange(awards.Registrations.Select(row => new RegistrationRow
        {
            Version = awards.Version,
            RegistrationNo = row.RegistrationNo,
            LearnerKey = row.LearnerKey?.ToBytes(),
            Ukprn = row.Ukprn.Value,
            AimRef = row.AimRef,
            RegisteredOn = row.RegisteredOn,
            WithdrawnOn = row.WithdrawnOn,
        }));
        context.Certificates.AddRange(awards.Certificates.Select(row => new CertificateRow
        {
            Version = awards.Version,
            RegistrationNo = row.RegistrationNo,
            LearnerKey = row.LearnerKey?.ToBytes(),
            Ukprn = row.Ukprn.Value,
            AimRef = row.AimRef,
            CertificatedOn = row.CertificatedOn,
            Grade = row.Grade,
            Credits = row.Credits,
            Award = row.Award,
        }));
    }

    private static LearnerKey? KeyOf(byte[]? bytes) => bytes is null ? null : LearnerKey.FromBytes(bytes);
}
