using System.Text.Json;
using Pilot.Reporting.Returns.Rules;

namespace Pilot.Reporting.Returns;

/// <summary>
/// Writes a receipt member by member, in the form that the serializer reads. It is what <c>check</c> prints, and there the serializer
/// would look its types over for longer than the return is judged.
/// </summary>
internal static class ReceiptJson
{
    private const int FlushAt = 64 * 1024;

    public static byte[] Write(Receipt receipt, JsonSerializerOptions form)
    {
        using var bytes = new MemoryStream();
        Write(receipt, form, bytes);
        return bytes.ToArray();
    }

    public static void Write(Receipt receipt, JsonSerializerOptions form, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = form.WriteIndented, NewLine = form.NewLine, Encoder = form.Encoder }))
        {
            json.WriteStartObject();
            Head(json, receipt);
            Answer(json, receipt);
            Changes(json, receipt.Changes);
            Rules(json, receipt);
            json.WriteStartArray("violations");
            foreach (var finding in receipt.Violations)
            {
                Violation(json, finding);
                if (json.BytesPending > FlushAt)
                {
                    json.Flush();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void Head(Utf8JsonWriter json, Receipt receipt)
    {
        json.WriteNumber("receipt_version", receipt.Version);
        Whole(json, "submission", receipt.Submission);
        json.WriteString("ukprn", receipt.Ukprn);
        json.WriteString("provider_name", receipt.ProviderName);
        json.WriteString("file_name", receipt.FileName);
        json.WriteString("sha256", receipt.Sha256);
        json.WriteString("received_at", receipt.ReceivedAt);
        if (receipt.JudgedAt is { } judged)
        {
            json.WriteString("judged_at", judged);
        }
        else
        {
            json.WriteNull("judged_at");
        }

        json.WriteString("kind", receipt.Kind);
        json.WriteString("submission_kind", receipt.SubmissionKind);
        json.WriteString("period", receipt.Period);
        json.WriteString("period_words", receipt.PeriodWords);
    }

    private static void Answer(Utf8JsonWriter json, Receipt receipt)
    {
        json.WriteString("status", receipt.Status);
        json.WriteString("status_words", receipt.StatusWords);
        json.WriteNumber("settings_version", receipt.SettingsVersion);
        json.WriteStartObject("counts");
        json.WriteNumber("rows", receipt.Counts.Rows);
        json.WriteNumber("accepted", receipt.Counts.Accepted);
        json.WriteNumber("rejected", receipt.Counts.Rejected);
        json.WriteNumber("warnings", receipt.Counts.Warnings);
        json.WriteEndObject();
        json.WriteStartObject("amounts");
        json.WriteNumber("claimed_gbp", receipt.Amounts.ClaimedGbp);
        json.WriteNumber("accepted_gbp", receipt.Amounts.AcceptedGbp);
        if (receipt.Amounts.CountsGbp is { } counts)
        {
            json.WriteNumber("counts_gbp", counts);
        }
        else
        {
            json.WriteNull("counts_gbp");
        }

        json.WriteEndObject();
        Date(json, "prepared_on", receipt.PreparedOn);
        json.WriteBoolean("interim", receipt.Interim);
        json.WriteBoolean("late", receipt.Late);
        Date(json, "due_on", receipt.DueOn);
        json.WriteString("deadline", receipt.Deadline);
        Whole(json, "duplicate_of", receipt.DuplicateOf);
    }

    private static void Changes(Utf8JsonWriter json, ReturnChanges? changes)
    {
        if (changes is null)
        {
            json.WriteNull("changes");
            return;
        }

        json.WriteStartObject("changes");
        json.WriteNumber("since", changes.Since);
        json.WriteNumber("new", changes.New);
        json.WriteNumber("gone", changes.Gone);
        json.WriteNumber("changed", changes.Changed);
        json.WriteNumber("claimed_before_gbp", changes.ClaimedBeforeGbp);
        json.WriteNumber("claimed_after_gbp", changes.ClaimedAfterGbp);
        json.WriteEndObject();
    }

    private static void Rules(Utf8JsonWriter json, Receipt receipt)
    {
        json.WriteStartArray("rules");
        foreach (var rule in receipt.Rules)
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Rule);
            json.WriteString("severity", rule.Severity);
            json.WriteNumber("findings", rule.Findings);
            json.WriteNumber("told", rule.Told);
            json.WriteStartArray("first_rows");
            foreach (var row in rule.FirstRows)
            {
                json.WriteNumberValue(row);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Whole(json, "violations_total", receipt.ViolationsTotal);
    }

    private static void Violation(Utf8JsonWriter json, ReceiptFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule);
        json.WriteString("severity", finding.Severity);
        json.WriteString("sheet", finding.Sheet);
        Whole(json, "row", finding.Row);
        json.WriteString("cell", finding.Cell);
        json.WriteString("learner_ref", finding.LearnerRef);
        json.WriteString("column", finding.Column);
        json.WriteString("label", finding.Label);
        json.WriteString("value", finding.Value);
        json.WriteString("message", finding.Message);
        json.WriteString("fix", finding.Fix);
        json.WriteEndObject();
    }

    private static void Date(Utf8JsonWriter json, string name, DateOnly? date) =>
        json.WriteString(name, date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private static void Whole(Utf8JsonWriter json, string name, int? whole)
    {
        if (whole is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
