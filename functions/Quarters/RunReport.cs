using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Quarters;

/// <summary>A run as JSON: what <c>run --json</c> prints and what <c>GET /api/runs/{number}</c> answers.</summary>
internal static class RunReport
{
    /// <param name="isNew">Whether asking for it made it; null where nobody asked.</param>
    /// <param name="workbooks">Where they are found.</param>
    public static object Of(RunRecord record, IReadOnlyList<ReconciliationLine> lines, bool? isNew, IEnumerable<string> workbooks, string? note = null) => new
    {
        status = "done",
        run = record.Number,
        period = record.Period,
        period_words = record.Period.Words,
        kind = record.Kind,
        revision = record.Revision,
        state = record.State,
        settings_version = record.SettingsVersion,
        inputs_hash = record.InputsHash,
        created_at = LondonTime.At(record.CreatedAt),
        reason = record.Reason,
        approved_by = record.ApprovedBy,
        is_new = isNew,
        note,
        lines,
        workbooks,
    };
}
