using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>
/// Holds claimed milestones against the awarding body's record (funding.md section 7). Who is who: by a registration number of the course
/// first, then by learner key. A number whose registration carries another learner's key is somebody else's, and confirms nothing.
/// </summary>
internal sealed class Corroborator
{
    /// <summary>Registrations made up to this many days before a start may be for it.</summary>
    private const int DaysBefore = 365;

    private readonly bool _checks;
    private readonly HashSet<Ukprn> _pilot = [];
    private readonly HashSet<Ukprn> _doNotRegister = [];
    private readonly ILookup<string, Registration> _byNumber;
    private readonly ILookup<LearnerKey, Registration> _byLearner;
    private readonly ILookup<string, Certificate> _certificatesByNumber;
    private readonly ILookup<LearnerKey, Certificate> _certificatesByLearner;

    public Corroborator(Awards awards, PilotSettings settings)
    {
        _checks = awards.Version > 0;
        foreach (var provider in settings.Providers)
        {
            _pilot.Add(provider.Ukprn);
            if (!provider.PearsonRegisters)
            {
                _doNotRegister.Add(provider.Ukprn);
            }
        }

        _byNumber = awards.Registrations.ToLookup(row => row.RegistrationNo, StringComparer.OrdinalIgnoreCase);
        _byLearner = awards.Registrations.Where(row => row.LearnerKey is not null).ToLookup(row => row.LearnerKey!.Value);
        _certificatesByNumber = awards.Certificates.ToLookup(row => row.RegistrationNo, StringComparer.OrdinalIgnoreCase);
        _certificatesByLearner = awards.Certificates.Where(row => row.LearnerKey is not null).ToLookup(row => row.LearnerKey!.Value);
    }

    /// <param name="row">That the start rests on.</param>
    /// <param name="graceDays">After the qualifying date, within which a registration still confirms the start.</param>
    public CorroborationResult OfStart(CourseDraft course, CourseRow row, DateOnly qualifies, int graceDays)
    {
        if (NotChecked(course) is { } unchecked_)
        {
            return unchecked_;
        }

        var start = row.Enrolment.Newest.StartDate;
        var found = RegistrationsOf(course, start).All;
        var own = found.Where(registration => IsOwn(course, registration)).ToList();
        var lasting = own.Where(registration => registration.WithdrawnOn is null || registration.WithdrawnOn >= qualifies).ToList();
        var lastDay = qualifies.AddDays(graceDays);
        if (lasting.Where(registration => registration.RegisteredOn <= lastDay).MinBy(registration => registration.RegisteredOn) is { } confirming)
        {
            return CorroborationWords.Registered(confirming);
        }

        if (own.Where(registration => registration.WithdrawnOn < qualifies).MaxBy(registration => registration.WithdrawnOn) is { } withdrawn)
        {
            return CorroborationWords.Withdrawn(withdrawn, qualifies);
        }

        var recent = found.Where(registration => registration.RegisteredOn > start.AddDays(-DaysBefore)).ToList();
        if (recent.Count > 0 && recent.TrueForAll(registration => registration.Ukprn != course.Ukprn && _pilot.Contains(registration.Ukprn)))
        {
            return CorroborationWords.Elsewhere();
        }

        return lasting.Count > 0 ? CorroborationWords.Late(lasting.Min(registration => registration.RegisteredOn), lastDay)
            : found.Exists(registration => registration.Ukprn == course.Ukprn) ? CorroborationWords.OtherAward(course.Qualification)
            : CorroborationWords.NoRegistration();
    }

    /// <param name="startRow">That the start rests on: its registration is the one whose certificates count.</param>
    /// <param name="row">That the completion rests on.</param>
    public CorroborationResult OfCompletion(CourseDraft course, CourseRow startRow, CourseRow row)
    {
        if (NotChecked(course) is { } unchecked_)
        {
            return unchecked_;
        }

        var start = row.Enrolment.Newest.StartDate;
        var (registrations, byNumber) = RegistrationsOf(course, startRow.Enrolment.Newest.StartDate);
        var numbers = registrations.Where(registration => byNumber || IsOwn(course, registration)).Select(registration => registration.RegistrationNo).Distinct(StringComparer.OrdinalIgnoreCase);
        var same = numbers.SelectMany(number => _certificatesByNumber[number]).Where(certificate => certificate.CertificatedOn > start).ToList();
        var counted = same.Count > 0
            ? same
            : _certificatesByLearner[course.LearnerKey].Where(certificate => certificate.CertificatedOn > start && IsAim(course, certificate.AimRef)).ToList();
        var (code, grade) = (course.Qualification.Code, row.Completion!.Newest.Grade);
        if (counted.Find(certificate => certificate.Award == code && certificate.Grade == grade) is { } confirming)
        {
            return CorroborationWords.Certificated(confirming);
        }

        if (counted.Find(certificate => certificate.Grade != grade || (same.Count > 0 && certificate.Award == "HNC" && code == "HND")) is { } other)
        {
            return CorroborationWords.OtherCertificate(other, code, grade);
        }

        return CorroborationWords.NoCertificate(code);
    }

    private CorroborationResult? NotChecked(CourseDraft course) =>
        !_checks ? CorroborationWords.NoRecord
        : _doNotRegister.Contains(course.Ukprn) ? CorroborationWords.DoesNotRegister
        : course.IsUnknownToAwardingBody ? CorroborationWords.NobodyToFind
        : null;

    /// <summary>Not withdrawn before a day; those of the course's registration numbers, or else those of its learner key.</summary>
    private (List<Registration> All, bool ByNumber) RegistrationsOf(CourseDraft course, DateOnly start)
    {
        var byNumber = course.RegistrationNumbers
            .SelectMany(number => _byNumber[number])
            .Where(registration => IsInForce(registration, start) && (course.HasTemporaryUln || registration.LearnerKey is null || registration.LearnerKey == course.LearnerKey))
            .ToList();
        return byNumber.Count > 0 ? (byNumber, true) : (_byLearner[course.LearnerKey].Where(registration => IsInForce(registration, start)).ToList(), false);
    }

    private static bool IsInForce(Registration registration, DateOnly start) => registration.WithdrawnOn is null || registration.WithdrawnOn >= start;

    private static bool IsOwn(CourseDraft course, Registration registration) => registration.Ukprn == course.Ukprn && IsAim(course, registration.AimRef);

    private static bool IsAim(CourseDraft course, string aim) => string.Equals(aim, course.Qualification.AimRef, StringComparison.OrdinalIgnoreCase);
}
