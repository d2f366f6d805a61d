using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns;

/// <summary>How identical bytes from the same provider were judged: all that FILE_10 asks.</summary>
/// <param name="Submission">The number of that submission.</param>
/// <param name="SettingsVersion">The settings under which it was judged.</param>
/// <param name="FatalRules">The rules of severity F that fired.</param>
public sealed record EarlierJudgement(int Submission, SubmissionStatus Status, int SettingsVersion, IReadOnlyCollection<string> FatalRules)
{
    /// <summary>Rules that a later day may settle: a period that has not begun, a date in the future.</summary>
    private static readonly string[] OfTheDay = ["DECL_04", "DECL_05"];

    /// <summary>
    /// FILE_10: the submission whose receipt stands for these bytes too; null where they are to be judged. Under other settings, or on
    /// another day, what was wrong may be right by then; what was accepted in full stands whatever comes.
    /// </summary>
    /// <param name="earlier">In the order of their numbers.</param>
    public static int? InForceFor(IEnumerable<EarlierJudgement> earlier, int settingsVersion) => earlier
        .FirstOrDefault(judgement => judgement.Status == SubmissionStatus.Accepted
            || (judgement.SettingsVersion == settingsVersion && !(judgement.Status == SubmissionStatus.Rejected && judgement.FatalRules.Intersect(OfTheDay).Any())))
        ?.Submission;

    /// <summary>The finding of FILE_10.</summary>
    public static Finding Finding(int firstSubmission)
    {
        var rule = RuleCatalogue.Get("FILE_10");
        return new Finding(rule.Id, rule.Severity, "", null, null, null, null, null,
            $"The same file was received before, as submission {firstSubmission}. It is not judged again.", rule.Fix);
    }
}
