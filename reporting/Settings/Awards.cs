using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Settings;

/// <summary>A learner whom the awarding body has registered (funding.md section 7).</summary>
/// <param name="RegistrationNo">The awarding body's number, upper case, up to 20 characters.</param>
/// <param name="LearnerKey">Null where the workbook gave no ULN: the registration is then found by its number alone.</param>
/// <param name="Ukprn">May be a provider outside the pilot.</param>
/// <param name="AimRef">May be an aim outside the pilot.</param>
public sealed record Registration(
    string RegistrationNo, LearnerKey? LearnerKey, Ukprn Ukprn, string AimRef, DateOnly RegisteredOn, DateOnly? WithdrawnOn);

/// <summary>A certificate that the awarding body has issued.</summary>
/// <param name="Grade">PA, ME or DS.</param>
/// <param name="Award">HNC or HND: what was awarded, which may be less than what the learner was registered for.</param>
public sealed record Certificate(
    string RegistrationNo, LearnerKey? LearnerKey, Ukprn Ukprn, string AimRef, DateOnly CertificatedOn, string Grade, int Credits, string Award);

/// <summary>
/// One numbered version of the awarding body's record, whole: each awards workbook holds everything so far. Registrations and certificates
/// are in the order of number, UKPRN, aim and date, so that the order of rows makes no difference.
/// </summary>
public sealed record Awards
{
    public static Awards None { get; } = new();

    /// <summary>From 1; 0 before the first awards workbook: nothing is checked against it.</summary>
    public int Version { get; init; }
    public IReadOnlyList<Registration> Registrations { get; init; } = [];
    public IReadOnlyList<Certificate> Certificates { get; init; } = [];

    /// <summary>The same rows, in order.</summary>
    public Awards InOrder() => this with
    {
        Registrations =
        [
            .. Registrations.OrderBy(row => row.RegistrationNo, StringComparer.Ordinal).ThenBy(row => row.Ukprn)
                .ThenBy(row => row.AimRef, StringComparer.Ordinal).ThenBy(row => row.RegisteredOn),
        ],
        Certificates =
        [
            .. Certificates.OrderBy(row => row.RegistrationNo, StringComparer.Ordinal).ThenBy(row => row.Ukprn)
                .ThenBy(row => row.AimRef, StringComparer.Ordinal).ThenBy(row => row.CertificatedOn).ThenBy(row => row.Award, StringComparer.Ordinal),
        ],
    };
}
