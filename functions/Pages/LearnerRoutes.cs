using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>
/// "Why was this pound not paid?" over HTTP: officers search all providers, a provider its own. Whoever is shown a learner is written down, as for
/// a download.
/// </summary>
internal sealed class LearnerRoutes(PilotServices services, bool isOnThisMachine)
{
    /// <summary><c>GET /api/learners?ref=</c></summary>
    public async Task SearchAsync(HttpContext http)
    {
        var asked = Reference(http.Request.Query["ref"].ToString());
        var found = asked.Length == 0 ? [] : await new LoadLearner(services).SearchAsync(asked, http.RequestAborted);
        if (asked.Length > 0)
        {
            await new RecordDownload(services).RunAsync(http, $"learners/{asked}");
        }

        if (Accepts.Prefer(http.Request, Accepts.Html, Accepts.Json) == Accepts.Json)
        {
            await HttpAnswer.JsonAsync(http, found.Select(learner => new
            {
                ukprn = learner.Provider.Ukprn,
                learner_ref = learner.LearnerRef,
                courses = learner.Courses,
                funded_gbp = learner.FundedGbp,
                held_gbp = learner.HeldGbp,
                href = LearnerPage.PathOf(learner.Provider.Ukprn, learner.LearnerRef),
            }));
            return;
        }

        // One learner was meant: nobody has to choose it.
        if (found.Count == 1)
        {
            HttpAnswer.SeeOther(http, LearnerPage.PathOf(found[0].Provider.Ukprn, found[0].LearnerRef));
            return;
        }

        await HttpAnswer.HtmlAsync(http, "Find a learner", isOnThisMachine, LearnerPage.DrawFound(asked, found, Viewer.Of(http)), Components.Back("Back to the quarter", "/api/office"));
    }

    /// <summary><c>GET /api/providers/{ukprn}/learners?ref=</c>: the provider's own search.</summary>
    public static Task FindAsync(HttpContext http)
    {
        var asked = Reference(http.Request.Query["ref"].ToString());
        HttpAnswer.SeeOther(http, asked.Length == 0 ? $"/api/providers/{Routes.UkprnOf(http)}#learners" : LearnerPage.PathOf(Routes.UkprnOf(http), asked));
        return Task.CompletedTask;
    }

    /// <summary><c>GET /api/providers/{ukprn}/learners/{learner_ref}</c></summary>
    public async Task ShowAsync(HttpContext http)
    {
        var ukprn = Routes.UkprnOf(http);
        // Routing leaves a slash as it was escaped; no reference has a percent sign of its own.
        var asked = Reference((http.Request.RouteValues["learner_ref"]?.ToString() ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        var view = await new LoadLearner(services).RunAsync(ukprn, asked, PeriodOf(http), http.RequestAborted);
        if (Viewer.Of(http).IsOfficer)
        {
            view = await new LoadLearner(services).WithOthersAsync(view, http.RequestAborted);
        }

        await new RecordDownload(services).RunAsync(http, $"learners/{ukprn}/{asked}");
        if (Accepts.Prefer(http.Request, Accepts.Html, Accepts.Json) == Accepts.Json)
        {
            await HttpAnswer.JsonAsync(http, new
            {
                ukprn,
                learner_ref = view.LearnerRef,
                period = view.Run?.Period,
                run = view.Run?.Number,
                nothing = view.Nothing,
                milestones = view.Milestones,
                others = view.Others.Select(other => new
                {
                    hold = other.Hold,
                    ukprn = other.Ukprn,
                    learner_ref = other.LearnerRef,
                    aim_ref = other.AimRef,
                    start_date = other.StartDate,
                    funded_gbp = other.FundedGbp,
                    held_gbp = other.HeldGbp,
                }),
            });
            return;
        }

        await HttpAnswer.HtmlAsync(http, $"Learner {view.LearnerRef}", isOnThisMachine, LearnerPage.Draw(view, Viewer.Of(http)), Components.Back($"Back to {view.Provider.Name}", $"/api/providers/{ukprn}"));
    }

    private static Quarter? PeriodOf(HttpContext http) => http.Request.Query["period"].ToString() is not { Length: > 0 } text ? null
        : Quarter.TryParse(text, out var period) ? period
        : throw HttpProblemException.NotFound("There is no such period. A period is written like 2026Q3.");

    /// <exception cref="HttpProblemException">Longer than any reference.</exception>
    private static string Reference(string text) => text.Trim() is { Length: <= LearnerReference.MaxLength } reference
        ? reference
        : throw HttpProblemException.BadRequest(FormattableString.Invariant($"A learner reference has at most {LearnerReference.MaxLength} characters."));
}
