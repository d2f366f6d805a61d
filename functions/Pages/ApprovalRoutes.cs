using System.Globalization;
using Pilot.Functions.Quarters;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>Approval and revision over HTTP. Neither can be undone: each is shown first, and then confirmed with the officer's full name.</summary>
internal sealed class ApprovalRoutes(PilotServices services, bool isOnThisMachine, LoadOfficeView office, RunRoutes runs)
{
    /// <summary><c>GET /api/periods/{period}/approval</c></summary>
    public Task ShowApprovalAsync(HttpContext http) => ShowApprovalAsync(http, "", []);

    /// <summary><c>POST /api/periods/{period}/approval</c>: <c>by</c>, the officer's full name; <c>run</c>, the run that was seen.</summary>
    public async Task ApproveAsync(HttpContext http)
    {
        var period = await runs.KnownPeriodAsync(http);
        var given = await FormFields.ReadAsync(http.Request, http.RequestAborted);
        var asPage = AsPage(http);
        if (OfficerName.Problem(given.GetValueOrDefault("by")) is { } problem)
        {
            if (!asPage)
            {
                throw HttpProblemException.BadRequest(problem + ": send it in the field \"by\".");
            }

            await ShowApprovalAsync(http, given.GetValueOrDefault("by") ?? "", [new FieldError(ApprovalPage.NameField, problem)]);
            return;
        }

        var seen = SeenRun(given.GetValueOrDefault("run"));
        var run = await new ApproveByOfficer(services, isOnThisMachine).RunAsync(period, Viewer.Of(http), given["by"], seen, http.RequestAborted);
        if (asPage)
        {
            HttpAnswer.SeeOther(http, $"/api/office?period={period.Id}&done={ActionBanner.Approved}");
            return;
        }

        await HttpAnswer.JsonAsync(http, RunReport.Of(run.Record, run.Lines, run.IsNew, RunRoutes.Links(run.Files)));
    }

    /// <summary>Null where it is not said. What is said and is no number is refused: an approval cannot be undone.</summary>
    private static int? SeenRun(string? given) => given switch
    {
        null => null,
        _ when int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw HttpProblemException.BadRequest("The number of the run that was looked at cannot be read. Nothing was approved: open the page again and check what would be published."),
    };

    /// <summary><c>GET /api/periods/{period}/revision</c></summary>
    public Task ShowRevisionAsync(HttpContext http) => ShowRevisionAsync(http, ("", ""), []);

    /// <summary><c>POST /api/periods/{period}/revision</c>: the form of that page; scripts post a reason and a name to <c>.../runs</c>.</summary>
    public async Task ReviseAsync(HttpContext http)
    {
        var given = await FormFields.ReadAsync(http.Request, http.RequestAborted);
        var (reason, name) = (given.GetValueOrDefault("reason")?.Trim() ?? "", given.GetValueOrDefault("by") ?? "");
        var errors = RevisionErrors(reason, name);
        if (errors.Count > 0)
        {
            await ShowRevisionAsync(http, (reason, name), errors);
            return;
        }

        await runs.ReviseAsync(http, await runs.KnownPeriodAsync(http), reason, OfficerName.Tidy(name));
    }

    internal static List<FieldError> RevisionErrors(string reason, string name)
    {
        var errors = new List<FieldError>();
        if (reason.Length == 0)
        {
            errors.Add(new FieldError(RevisionPage.ReasonField, "Enter why the quarter is revised"));
        }
        else if (reason.Length > RunQuarter.MaxReasonLength)
        {
            errors.Add(new FieldError(RevisionPage.ReasonField, $"The reason must be {RunQuarter.MaxReasonLength} characters or fewer"));
        }

        if (OfficerName.Problem(name) is { } problem)
        {
            errors.Add(new FieldError(ApprovalPage.NameField, problem));
        }

        return errors;
    }

    private async Task ShowApprovalAsync(HttpContext http, string typed, IReadOnlyList<FieldError> errors)
    {
        var period = await runs.KnownPeriodAsync(http);
        var view = await office.RunAsync(period, http.RequestAborted);
        const string Title = "Approve and publish";
        if (view is not { IsClosed: true, Run: { State: RunState.AwaitingApproval } run })
        {
            var why = view.IsClosed ? $"{PageText.StateOf(view.Run!)}." : $"{period.Words} is not closed yet, so there is nothing to approve.";
            await HttpAnswer.HtmlAsync(http, Title, isOnThisMachine, ApprovalPage.DrawNothing(period, why), Back(period));
            return;
        }

        if (errors.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        var approval = await new ApproveByOfficer(services, isOnThisMachine).ChoiceAsync(Viewer.Of(http), run, http.RequestAborted);
        await HttpAnswer.HtmlAsync(http, Components.Title(Title, errors), isOnThisMachine, ApprovalPage.Draw(view, run, approval, typed, errors), Back(period));
    }

    private async Task ShowRevisionAsync(HttpContext http, (string Reason, string Name) typed, List<FieldError> errors)
    {
        var period = await runs.KnownPeriodAsync(http);
        var preview = await new PreviewRevision(services).RunAsync(period, http.RequestAborted);
        if (errors.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        await HttpAnswer.HtmlAsync(http, Components.Title("Revise this quarter", errors), isOnThisMachine, RevisionPage.Draw(period, preview, typed, errors), Back(period));
    }

    private static Tag Back(Quarter period) => Components.Back($"Back to {period.Words}", $"/api/office?period={period.Id}");

    private static bool AsPage(HttpContext http) => ContentNegotiation.Prefer(http.Request, ContentNegotiation.Json, ContentNegotiation.Html) == ContentNegotiation.Html;
}
