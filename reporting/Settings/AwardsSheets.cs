using static Pilot.Reporting.Settings.SettingsColumnType;

namespace Pilot.Reporting.Settings;

/// <summary>The sheets of an awards workbook (funding.md section 7), in the order in which they are written.</summary>
public static class AwardsSheets
{
    public const string Template = "MTHTQ-AWARDS";

    /// <summary>Of a registration number, in characters.</summary>
    public const int MaxNumberLength = 20;

    private static readonly TableColumn Number = new("registration_no", "Registration number") { MaxLength = MaxNumberLength };
    private static readonly TableColumn LearnerNumber = new("uln", "Unique learner number", SettingsColumnType.Uln) { Optional = true };
    private static readonly TableColumn Provider = new("ukprn", "UKPRN of the provider", SettingsColumnType.Ukprn);
    private static readonly TableColumn Aim = new("aim_ref", "Learning aim reference", AimRef);

    public static TableLayout Registrations { get; } = new(
        "Registrations", false, ["registration_no", "ukprn", "aim_ref", "registered_on"],
        [
            Number, LearnerNumber, Provider, Aim,
            new("registered_on", "Date of registration", Date),
            new("withdrawn_on", "Date of withdrawal from the registration", Date) { Optional = true },
        ]);

    public static TableLayout Certificates { get; } = new(
        "Certificates", false, ["registration_no", "ukprn", "aim_ref", "award", "certificated_on"],
        [
            Number, LearnerNumber, Provider, Aim,
            new("certificated_on", "Date of the certificate", Date),
            new("grade", "Grade: Pass, Merit or Distinction", Code)
            {
                Codes = ["PA", "ME", "DS"],
                AlsoWritten = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
                {
                    ["P"] = "PA",
                    ["M"] = "ME",
                    ["D"] = "DS",
                    ["Pass"] = "PA",
                    ["Merit"] = "ME",
                    ["Distinction"] = "DS",
                },
            },
            new("credits", "Credits awarded", Whole) { Min = 0, Max = 480 },
            new("award", "Award (HNC or HND)", Code) { Codes = SettingsSheets.QualificationCodes },
        ]);

    public static IReadOnlyList<TableLayout> All { get; } = [Registrations, Certificates];

    /// <summary>The lines of each sheet as they are written; ULNs are not held and stay blank.</summary>
    internal static IEnumerable<object?[]> Rows(Awards awards, TableLayout layout) => layout.Sheet switch
    {
        "Registrations" => awards.Registrations.Select(row => (object?[])
            [row.RegistrationNo, null, row.Ukprn, row.AimRef, row.RegisteredOn, row.WithdrawnOn]),
        "Certificates" => awards.Certificates.Select(row => (object?[])
            [row.RegistrationNo, null, row.Ukprn, row.AimRef, row.CertificatedOn, row.Grade, row.Credits, row.Award]),
        _ => throw new ArgumentException($"An awards workbook has no sheet {layout.Sheet}.", nameof(layout)),
    };
}
