using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Wmca;

/// <summary>T02: one row per provider x return of this quarter.</summary>
internal static class T02Returns
{
    public static Sheet Draw(QuarterView view) => Sheet.From<ReturnReceived>(
        "T02",
        "returns",
        view.Title("T02", "Returns by provider"),
        [
            Column.Key<ReturnReceived>("Provider", 22, received => received.Provider.Name),
            ProviderColumns.Ukprn<ReturnReceived>(received => received.Provider.Ukprn),
            Column.Key<ReturnReceived>("Return", 14, received => received.Kind == ReturnKind.Enrolment ? "Enrolment" : "Completion"),
            Column.Text<ReturnReceived>("Timeliness", 14, received => TimelinessWords(received.Timeliness), MeasureNotes.Timeliness) with
            {
                Allowed = [.. Enum.GetValues<Timeliness>().Select(TimelinessWords)],
            },
            Column.Text<ReturnReceived>("Result", 18, received => received.Result, MeasureNotes.Result),
            Column.Cells<ReturnReceived>("Due", Format.Date, received => Cell.Of(received.DueOn, Shorthand.NotAvailable), width: 20),
            Column.Cells<ReturnReceived>(
                "Received",
                Format.Date,
                received => received.Counts is { } sent ? Cell.Of(LondonTime.DateOf(sent.ReceivedAt)) : Shorthand.NotAvailable,
                width: 20),
            Column.Cells<ReturnReceived>("Submission", Format.Text, received => Of(received, sent => sent.Number), width: 14),
            Count("Rows", sent => sent.Rows),
            Count("Rows accepted", sent => sent.AcceptedRows),
            Count("Rows rejected", sent => sent.RejectedRows),
            Count("Warnings", sent => sent.Warnings),
            Column.Count<ReturnReceived>("Rows carried forward", received => received.StaleRows, MeasureNotes.CarriedForward),
            Column.Text<ReturnReceived>("Stale", 10, received => received.StaleRows > 0 ? "Yes" : "No", MeasureNotes.Stale),
        ],
        view.Returns) with
    {
        Source = view.Source,
    };

    private static Column<ReturnReceived> Count(string heading, Func<JudgedSubmission, int> value) =>
        Column.Cells<ReturnReceived>(heading, Format.Whole, received => Of(received, value), width: 14);

    private static Cell Of(ReturnReceived received, Func<JudgedSubmission, int> value) =>
        received.Counts is { } sent ? Cell.Of(value(sent)) : Shorthand.NotAvailable;

    private static string TimelinessWords(Timeliness timeliness) => timeliness switch
    {
        Timeliness.OnTime => "on time",
        Timeliness.Late => "late",
        Timeliness.Missing => "missing",
        _ => "not due",
    };
}
