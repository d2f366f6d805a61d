using Pilot.Reporting.Returns;

namespace Pilot.Functions.Commands;

/// <summary>The answer to a return as lines on the screen.</summary>
internal static class ReceiptLines
{
    public static void Say(Output output, Receipt receipt, string? folder)
    {
        output.Say($"{receipt.FileName}{(receipt.Submission is { } number ? FormattableString.Invariant($" (submission {number})") : "")}: {receipt.StatusWords}");
        if (ReceiptWords.Changes(receipt.Changes) is { } changes)
        {
            output.Say($"  {changes}");
        }

        foreach (var thing in ThingsToDo.Of(receipt))
        {
            output.Say($"  {thing.Severity} {thing.Rule} {(thing.Rows.Length > 0 ? thing.Rows : thing.Places[0].Sheet)}: {thing.Message} {thing.FixAndMeanwhile}"
                + (thing.Codes.Count == 0 ? "" : $" Accepted: {string.Join(", ", thing.Codes)}."));
        }

        if (folder is not null)
        {
            output.Say($"  The answer is in {folder}");
        }
    }

    public static int ExitCodeOf(IEnumerable<Receipt> receipts) =>
        receipts.SelectMany(receipt => receipt.Violations).Any(finding => finding.Severity is "E" or "F") ? ExitCode.SuccessWithFindings : ExitCode.Success;
}
