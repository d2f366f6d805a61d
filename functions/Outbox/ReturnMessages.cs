using System.Globalization;
using System.Text;
using Pilot.Functions.Data;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Rules;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Outbox;

/// <summary>
/// What is said about a submission. Counts, and findings in the words of the catalogue with the place in the sheet: a finding's own words
/// may repeat a learner reference or what was typed.
/// </summary>
internal static class ReturnMessages
{
    private const int FindingsNamed = 3;

    /// <summary>The answer to a submission, one for every version of its judgement; null where no provider is known to answer.</summary>
    public static Message? Received(SubmissionRow submission, Receipt receipt)
    {
        if (Sender(submission) is not { } ukprn)
        {
            return null;
        }

        var what = receipt.PeriodWords is { } period && receipt.Kind is { } kind
            ? $"{(kind == "ENR" ? "enrolment" : "completion")} return for {period}"
            : "file";
        var text = new StringBuilder(receipt.Version > 1
            ? $"We have checked your {what} (submission {Number(submission)}) again. This result replaces the one before."
            : $"We have received your {what} (submission {Number(submission)}) on {Display.Moment(receipt.ReceivedAt)}.");
        text.Append("\n\n").Append(receipt.StatusWords);
        if (ReceiptWords.Changes(receipt.Changes) is { } changes)
        {
            text.Append("\n\n").Append(changes);
        }

        if (receipt.Counts.Rows > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\nRows: {Display.Count(receipt.Counts.Rows, "row")}, {receipt.Counts.Accepted:#,##0} accepted, {receipt.Counts.Rejected:#,##0} rejected. {Display.Count(receipt.Counts.Warnings, "warning")}.");
        }

        Findings(text, receipt);
        if (receipt.Deadline is { } deadline)
        {
            text.Append("\n\n").Append(deadline);
        }

        text.Append("\n\nThe receipt and your own workbook, with every finding marked, are on your page.");
        return new Message
        {
            Id = FormattableString.Invariant($"received-{submission.Number}-v{receipt.Version}"),
            Kind = MessageKind.Received,
            Ukprn = ukprn,
            Subject = $"Submission {Number(submission)}, {what}: {StatusWord(receipt.Status)}",
            Text = text.ToString(),
        };
    }

    /// <summary>A file failed for a reason of ours: the provider is told, and the officers are.</summary>
    public static IEnumerable<Message> CouldNotBeProcessed(SubmissionRow submission)
    {
        if (Sender(submission) is { } ukprn)
        {
            yield return new Message
            {
                Id = FormattableString.Invariant($"failed-{submission.Number}"),
                Kind = MessageKind.CouldNotBeProcessed,
                Ukprn = ukprn,
                Subject = $"We could not process your submission {Number(submission)}",
                Text = $"We received your file on {Display.Moment(new DateTimeOffset(submission.ReceivedAt))} and could not process it. The fault is ours. "
                    + "We are looking into it, and you do not need to send the file again. It counts as received on that day.",
            };
        }

        yield return new Message
        {
            Id = FormattableString.Invariant($"failed-{submission.Number}-office"),
            Kind = MessageKind.CouldNotBeProcessed,
            Ukprn = null,
            Subject = $"Submission {Number(submission)} could not be processed",
            Text = $"Submission {Number(submission)} from {Whom(submission)} failed again and again. "
                + $"The provider has been told that the fault is ours. When the cause is fixed, judge it again: rejudge {Number(submission)}.",
        };
    }

    /// <summary>The virus scan did not pass the file: its sender is to act, and so is the office.</summary>
    /// <param name="words">What the receipt says.</param>
    public static IEnumerable<Message> Refused(SubmissionRow submission, string words)
    {
        if (Sender(submission) is { } ukprn)
        {
            yield return new Message
            {
                Id = FormattableString.Invariant($"refused-{submission.Number}"),
                Kind = MessageKind.CouldNotBeProcessed,
                Ukprn = ukprn,
                Subject = $"We could not open your submission {Number(submission)}",
                Text = $"We received your file on {Display.Moment(new DateTimeOffset(submission.ReceivedAt))}. {words}",
            };
        }

        yield return new Message
        {
            Id = FormattableString.Invariant($"refused-{submission.Number}-office"),
            Kind = MessageKind.CouldNotBeProcessed,
            Ukprn = null,
            Subject = $"Submission {Number(submission)} was not opened",
            Text = $"The virus scan did not pass submission {Number(submission)} from {Whom(submission)}. Nobody has opened it, it does not count as received, and the sender has been told.",
        };
    }

    /// <summary>Something else that failed again and again: a settings file, or a message that names no upload.</summary>
    /// <param name="occasion">What failed: the same occasion makes no second message.</param>
    public static Message OfficeFailure(string occasion, string what) => new()
    {
        Id = "failed-office-" + ShortHash(occasion),
        Kind = MessageKind.CouldNotBeProcessed,
        Ukprn = null,
        Subject = "Something could not be processed",
        Text = $"{what} This has been recorded, and nothing else waits for it. If a file is meant, send it again when the cause is fixed.",
    };

    internal static string ShortHash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private static string Whom(SubmissionRow submission) => Sender(submission) is { } known ? $"provider {known}" : "a sender whom the pilot does not know";

    private static Ukprn? Sender(SubmissionRow submission) => submission.Ukprn is { } ukprn ? Ukprn.Of(ukprn) : null;

    private static string Number(SubmissionRow submission) => submission.Number.ToString(CultureInfo.InvariantCulture);

    private static string StatusWord(string status) => status switch
    {
        "ACCEPTED" => "accepted",
        "PARTLY_ACCEPTED" => "accepted in part",
        "REJECTED" => "rejected",
        _ => "received before",
    };

    /// <summary>The first things to do, in the words of the catalogue and with rows only: a finding's own words may repeat what was typed.</summary>
    private static void Findings(StringBuilder text, Receipt receipt)
    {
        var things = RequiredActions.Of(receipt);
        if (things.Count == 0)
        {
            return;
        }

        text.Append("\n\n").Append(things.Count > FindingsNamed ? $"The first {FindingsNamed} of {Display.Count(things.Count, "thing")} to do:" : "What to do:");
        foreach (var thing in things.Take(FindingsNamed))
        {
            text.Append("\n- ").Append(thing.Effect);
            if (thing.Rows.Length > 0)
            {
                text.Append(" (").Append(thing.Rows).Append(')');
            }

            text.Append(": ").Append(RuleCatalogue.Find(thing.Rule) is { } rule ? $"{rule.Message} {rule.Fix}" : "see the receipt.");
            if (thing.EarlierVersionIsUsed)
            {
                text.Append(' ').Append(thing.Meanwhile);
            }

            if (thing.Codes.Count > 0)
            {
                text.Append(" Accepted: ").AppendJoin(", ", thing.Codes).Append('.');
            }
        }
    }
}
