using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>What lists show of a submission, without its receipt.</summary>
internal sealed record SubmissionSummary(
    int Number, string Folder, string FileName, DateTime ReceivedAt, string? SentBy, SubmissionStatus Status, bool Answered, ReturnKind? Kind,
    string? Period, DateOnly? PreparedOn, bool Nil, bool Interim, int Rows, int AcceptedRows, int RejectedRows, int Warnings, DateTime? PurgedAt)
{
    public Ukprn? Provider => Ukprn.TryParse(Folder, out var ukprn) ? ukprn : null;

    /// <summary>Where its page stands: a file that does not say who sent it belongs to the office.</summary>
    public string Path => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{(Provider is { } ukprn ? $"/api/providers/{ukprn}" : "/api")}/submissions/{Number}");

    /// <summary>
    /// A checked copy bears its sender's file name, and the Functions host cuts an address at a '#' in it. Its address is the same for all.
    /// </summary>
    public const string CheckedCopy = "checked.xlsx";

    /// <summary>The address of one of the answer's files.</summary>
    public string PathOf(string file) => $"{Path}/{(file == CheckedWorkbook.FileNameOf(FileName) ? CheckedCopy : Uri.EscapeDataString(file))}";

    public string KindWords => Kind is { } kind ? (kind == ReturnKind.Enrolment ? "Enrolment" : "Completion") + (Nil ? ", nil" : "") : "Not known";

    public string PeriodWords => Quarter.TryParse(Period, out var quarter) ? quarter.Label : "Not known";

    public string StatusWords => Status switch
    {
        SubmissionStatus.Rejected => "Rejected",
        SubmissionStatus.Accepted => Interim ? "Accepted, interim" : "Accepted",
        SubmissionStatus.PartlyAccepted when AcceptedRows == 0 => "No row accepted",
        SubmissionStatus.PartlyAccepted => Interim ? "Partly accepted, interim" : "Partly accepted",
        SubmissionStatus.Duplicate => "Sent before",
        SubmissionStatus.Failed => "Could not be processed",
        _ => "Being checked",
    };

    /// <summary>Submissions with the judgement that counts now, the newest first.</summary>
    public static async Task<IReadOnlyList<SubmissionSummary>> LoadAsync(
        PilotDbContext context, Func<IQueryable<SubmissionRow>, IQueryable<SubmissionRow>> which, CancellationToken cancellationToken)
    {
        var heads = await (
            from sent in which(context.Submissions.AsNoTracking())
            join judgement in context.Judgements.AsNoTracking() on sent.JudgementId equals (long?)judgement.Id into found
            from judged in found.DefaultIfEmpty()
            select new SubmissionSummary(
                sent.Number, sent.Folder, sent.FileName, sent.ReceivedAt, sent.SentBy, sent.Status, sent.AnsweredAt != null, judged == null ? null : judged.Kind,
                judged == null ? null : judged.Period, judged == null ? null : judged.PreparedOn, judged != null && judged.Nil, judged != null && judged.Interim,
                judged == null ? 0 : judged.Rows, judged == null ? 0 : judged.AcceptedRows, judged == null ? 0 : judged.RejectedRows,
                judged == null ? 0 : judged.Warnings, sent.PurgedAt)).ToListAsync(cancellationToken);
        return [.. heads.OrderByDescending(submission => submission.Number)];
    }

    public JudgedSubmission Judged(Ukprn ukprn) => new()
    {
        Number = Number,
        Ukprn = ukprn,
        Status = Status,
        ReceivedAt = new DateTimeOffset(ReceivedAt),
        Kind = Kind,
        Period = Quarter.TryParse(Period, out var quarter) ? quarter : null,
        PreparedOn = PreparedOn,
        Nil = Nil,
        Interim = Interim,
        Rows = Rows,
        AcceptedRows = AcceptedRows,
        RejectedRows = RejectedRows,
        Warnings = Warnings,
    };

    /// <summary>What <see cref="Reporting.Outcomes.ReturnsReceived"/> asks of each provider, for the submissions of these periods.</summary>
    public static async Task<IReadOnlyList<ProviderFacts>> FactsAsync(
        PilotDbContext context, IReadOnlyCollection<Quarter> periods, Ukprn? only, CancellationToken cancellationToken)
    {
        string[] ids = [.. periods.Select(period => period.Id)];
        var number = only?.Value;
        // Filtered before it becomes a record: the database does it.
        var rows = await (
            from sent in context.Submissions.AsNoTracking()
            join judged in context.Judgements.AsNoTracking() on sent.JudgementId equals (long?)judged.Id
            where ids.Contains(judged.Period) && (number == null || judged.Ukprn == number)
            select new
            {
                judged.Ukprn,
                Head = new SubmissionSummary(
                    sent.Number, sent.Folder, sent.FileName, sent.ReceivedAt, sent.SentBy, sent.Status, sent.AnsweredAt != null, judged.Kind, judged.Period,
                    judged.PreparedOn, judged.Nil, judged.Interim, judged.Rows, judged.AcceptedRows, judged.RejectedRows, judged.Warnings, sent.PurgedAt),
            }).ToListAsync(cancellationToken);
        return
        [
            .. rows.Where(row => row.Ukprn is >= 10_000_000 and <= 99_999_999).GroupBy(row => Ukprn.Of(row.Ukprn)).OrderBy(group => group.Key)
                .Select(group => new ProviderFacts(group.Key, [.. group.OrderBy(row => row.Head.Number).Select(row => row.Head.Judged(group.Key))], [], [])),
        ];
    }
}
