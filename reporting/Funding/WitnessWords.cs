using System.Globalization;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>What the awarding body's record says, in sentences for a provider: what it says, then whom to ask. Another provider is never named.</summary>
internal static class WitnessWords
{
    private const string AskOfRegistration =
        "Ask the person who registers your learners to check this with Pearson. A correction there counts with the next awards workbook.";

    private const string AskOfCertificate =
        "Ask the person who claims your certificates to check this with Pearson. If the return is wrong, correct it.";

    public static Witness NoRecord { get; } = new(Corroboration.NotChecked, "Not checked: no record of registrations has come from Pearson yet.");

    public static Witness DoesNotRegister { get; } = new(
        Corroboration.NotChecked, "Not checked: this provider awards under licence and does not register its learners with Pearson.");

    public static Witness NobodyToFind { get; } = new(
        Corroboration.NotChecked,
        "Not checked: the learner has a temporary learner number and the return gives no registration number. Either of the two makes a check possible.");

    public static Witness Registered(Registration registration) => new(
        Corroboration.Corroborated, $"Pearson's record agrees: the learner was registered on {Words.Date(registration.RegisteredOn)}.");

    public static Witness Withdrawn(Registration registration, DateOnly qualifies) => Contradicted(
        $"the registration was withdrawn on {Words.Date(registration.WithdrawnOn!.Value)}, before the qualifying date, {Words.Date(qualifies)}", AskOfRegistration);

    public static Witness Elsewhere() => Contradicted("the learner is registered at another provider of the pilot and not here", AskOfRegistration);

    public static Witness Late(DateOnly registered, DateOnly lastDay) => Silent(
        $"the learner was registered on {Words.Date(registered)}, after {Words.Date(lastDay)}, the last day on which a registration confirms this start", AskOfRegistration);

    public static Witness OtherAward(Qualification claimed) => Silent(
        $"the learner is registered for another award and not for the {claimed.Code} that is claimed", AskOfRegistration);

    public static Witness NoRegistration() => Silent("it holds no registration of this learner here", AskOfRegistration);

    public static Witness Certificated(Certificate certificate) => new(
        Corroboration.Corroborated, $"Pearson's record agrees: {Award(certificate.Award, certificate.Grade)} was certificated on {Words.Date(certificate.CertificatedOn)}.");

    public static Witness OtherCertificate(Certificate certificate, string claimed, string? grade) => Contradicted(
        $"{Award(certificate.Award, certificate.Grade)} was certificated on {Words.Date(certificate.CertificatedOn)}, and {Award(claimed, grade)} is claimed", AskOfCertificate);

    public static Witness NoCertificate(string claimed) => Silent($"it holds no certificate for this {claimed}", AskOfCertificate);

    private static Witness Contradicted(string what, string ask) => new(Corroboration.Contradicted, $"Pearson's record does not agree: {what}. {ask}");

    private static Witness Silent(string what, string ask) => new(Corroboration.Silent, $"Pearson's record does not confirm this: {what}. {ask}");

    private static string Award(string award, string? grade) => grade switch
    {
        "PA" => $"an {award} with a Pass",
        "ME" => $"an {award} with a Merit",
        "DS" => $"an {award} with a Distinction",
        _ => string.Create(CultureInfo.InvariantCulture, $"an {award} without a grade"),
    };
}
