using System.Globalization;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>What the awarding body's record says, in sentences for a provider: what it says, then whom to ask. Another provider is never named.</summary>
internal static class CorroborationWords
{
    private const string AskOfRegistration =
        "Ask the person who registers your learners to check this with Pearson. A correction there counts with the next awards workbook.";

    private const string AskOfCertificate =
        "Ask the person who claims your certificates to check this with Pearson. If the return is wrong, correct it.";

    public static CorroborationResult NoRecord { get; } = new(Corroboration.NotChecked, "Not checked: no record of registrations has come from Pearson yet.");

    public static CorroborationResult DoesNotRegister { get; } = new(
        Corroboration.NotChecked, "Not checked: this provider awards under licence and does not register its learners with Pearson.");

    public static CorroborationResult NobodyToFind { get; } = new(
        Corroboration.NotChecked,
        "Not checked: the learner has a temporary learner number and the return gives no registration number. Either of the two makes a check possible.");

    public static CorroborationResult Registered(Registration registration) => new(
        Corroboration.Corroborated, $"Pearson's record agrees: the learner was registered on {Display.Date(registration.RegisteredOn)}.");

    public static CorroborationResult Withdrawn(Registration registration, DateOnly qualifies) => Contradicted(
        $"the registration was withdrawn on {Display.Date(registration.WithdrawnOn!.Value)}, before the qualifying date, {Display.Date(qualifies)}", AskOfRegistration);

    public static CorroborationResult Elsewhere() => Contradicted("the learner is registered at another provider of the pilot and not here", AskOfRegistration);

    public static CorroborationResult Late(DateOnly registered, DateOnly lastDay) => Silent(
        $"the learner was registered on {Display.Date(registered)}, after {Display.Date(lastDay)}, the last day on which a registration confirms this start", AskOfRegistration);

    public static CorroborationResult OtherAward(Qualification claimed) => Silent(
        $"the learner is registered for another award and not for the {claimed.Code} that is claimed", AskOfRegistration);

    public static CorroborationResult NoRegistration() => Silent("it holds no registration of this learner here", AskOfRegistration);

    public static CorroborationResult Certificated(Certificate certificate) => new(
        Corroboration.Corroborated, $"Pearson's record agrees: {Award(certificate.Award, certificate.Grade)} was certificated on {Display.Date(certificate.CertificatedOn)}.");

    public static CorroborationResult OtherCertificate(Certificate certificate, string claimed, string? grade) => Contradicted(
        $"{Award(certificate.Award, certificate.Grade)} was certificated on {Display.Date(certificate.CertificatedOn)}, and {Award(claimed, grade)} is claimed", AskOfCertificate);

    public static CorroborationResult NoCertificate(string claimed) => Silent($"it holds no certificate for this {claimed}", AskOfCertificate);

    private static CorroborationResult Contradicted(string what, string ask) => new(Corroboration.Contradicted, $"Pearson's record does not agree: {what}. {ask}");

    private static CorroborationResult Silent(string what, string ask) => new(Corroboration.Silent, $"Pearson's record does not confirm this: {what}. {ask}");

    private static string Award(string award, string? grade) => grade switch
    {
        "PA" => $"an {award} with a Pass",
        "ME" => $"an {award} with a Merit",
        "DS" => $"an {award} with a Distinction",
        _ => string.Create(CultureInfo.InvariantCulture, $"an {award} without a grade"),
    };
}
