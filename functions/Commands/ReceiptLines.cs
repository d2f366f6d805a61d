using Pilot.Reporting.Returns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary>The answer to a return as lines on the screen.</summary>
internal static class ReceiptLines
{
    public static void Say(Output output, Receipt receipt, string? folder)
    {
        if (output.IsJson)
        {
            return;
        }

        output.Say($"{receipt.FileName}{(receipt.Submission is { } number ? FormattableString.Invariant($" (submission {number})") : "")}: {receipt.StatusWords}");
        if (ReceiptWords.Changes(receipt.Changes) is { } changes)
        {
            output.Say($"  {changes}");
        }

        foreach (var thing in RequiredActions.Of(receipt))
        {
            output.Say($"  {thing.Severity} {thing.Rule} {(thing.Rows.Length > 0 ? thing.Rows : thing.Places[0].Sheet)}: {thing.Message} {thing.FixAndMeanwhile}"
                + (thing.Codes.Count == 0 ? "" : $" Accepted: {string.Join(", ", thing.Codes)}."));
            SayWhich(output, thing);
        }

        if (folder is not null)
        {
            output.Say($"  The answer is in {folder}");
        }
    }

    /// <summary>Of several sheets, columns or values of the Declaration nobody knows from the rule's own words which are meant; rows are named as such.</summary>
    private static void SayWhich(Output output, RequiredAction thing)
    {
        foreach (var place in thing.Count > 1 && IsAboutTheFile(thing.Rule) ? thing.Places : [])
        {
            output.Say($"    {place.Message}{(place.Fix == thing.Fix ? "" : $" {place.Fix}")}");
        }

        if (thing.Count > thing.Places.Count && IsAboutTheFile(thing.Rule))
        {
            output.Say($"    and {Display.Count(thing.Count - thing.Places.Count, "other")}");
        }
    }

    private static bool IsAboutTheFile(string rule) => rule.StartsWith("FILE_", StringComparison.Ordinal) || rule.StartsWith("DECL_", StringComparison.Ordinal);

    public static int ExitCodeOf(IEnumerable<Receipt> receipts) =>
        receipts.SelectMany(receipt => receipt.Violations).Any(finding => finding.Severity is "E" or "F") ? ExitCode.SuccessWithFindings : ExitCode.Success;
}
