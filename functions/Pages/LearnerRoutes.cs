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
        if (await IsRefusedAsync(http, null))
        {
            return;
        }

        var asked = Asked(http);
        var found = asked.Length == 0 ? [] : await new LoadLearner(services).SearchAsync(asked, http.RequestAborted);
        if (asked.Length > 0)
        {
            await new RecordDownload(services).RunAsync(http, $"learners/{asked}");
        }

        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Json)
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

        await HttpAnswer.HtmlAsync(http, LearnerPage.Title, isOnThisMachine, LearnerPage.DrawFound(asked, found, Viewer.Of(http)), Components.Back("Back to the quarter", "/api/office"));
    }

    /// <summary><c>GET /api/providers/{ukprn}/learners?ref=</c>: the provider's own search.</summary>
    public async Task FindAsync(HttpContext http)
    {
        var ukprn = Routes.UkprnOf(http);
        if (!await IsRefusedAsync(http, ukprn))
        {
            HttpAnswer.SeeOther(http, Asked(http) is { Length: > 0 } asked ? LearnerPage.PathOf(ukprn, asked) : $"/api/providers/{ukprn}#learners");
        }
    }

    /// <summary><c>GET /api/providers/{ukprn}/learners/{learner_ref}</c></summary>
    public async Task ShowAsync(HttpContext http)
    {
        var ukprn = Routes.UkprnOf(http);
        // Routing leaves a slash as it was escaped; no reference has a percent sign of its own.
        var asked = (http.Request.RouteValues["learner_ref"]?.ToString() ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Trim();
        if (asked.Length > LearnerReference.MaxLength)
        {
            throw TooLong();
        }

        var view = await new LoadLearner(services).RunAsync(ukprn, asked, PeriodOf(http), http.RequestAborted);
        if (Viewer.Of(http).IsOfficer)
        {
            view = await new LoadLearner(services).WithOthersAsync(view, http.RequestAborted);
        }

        await new RecordDownload(services).RunAsync(http, $"learners/{ukprn}/{asked}");
        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Html, ContentNegotiation.Json) == ContentNegotiation.Json)
        {
            await HttpAnswer.JsonAsync(http, JsonOf(view, ukprn));
            return;
        }

        await HttpAnswer.HtmlAsync(http, $"Learner {view.LearnerRef}", isOnThisMachine, LearnerPage.Draw(view, Viewer.Of(http)), Components.Back($"Back to {view.Provider.Name}", $"/api/providers/{ukprn}"));
    }

    private static object JsonOf(LearnerView view, Ukprn ukprn) => new
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
    };

    private static Quarter? PeriodOf(HttpContext http) => http.Request.Query["period"].ToString() is not { Length: > 0 } text ? null
        : Quarter.TryParse(text, out var period) ? period
        : throw HttpProblemException.NotFound("There is no such period. A period is written like 2026Q3.");

    /// <summary>Where what was typed can be no reference, whoever typed it gets the form back.</summary>
    /// <param name="provider">Whose search it is; null for the officers'.</param>
    /// <exception cref="HttpProblemException">A program asked.</exception>
    private async Task<bool> IsRefusedAsync(HttpContext http, Ukprn? provider)
    {
        var asked = Asked(http);
        if (asked.Length <= LearnerReference.MaxLength)
        {
            return false;
        }

        if (!ContentNegotiation.PrefersHtml(http.Request))
        {
            throw TooLong();
        }

        FieldError[] errors = [new("ref", FormattableString.Invariant($"A learner reference has at most {LearnerReference.MaxLength} characters"))];
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        await HttpAnswer.HtmlAsync(
            http, Components.Title(LearnerPage.Title, errors), isOnThisMachine, LearnerPage.DrawRefused(provider, Viewer.Of(http), asked, errors),
            provider is { } ukprn ? Components.Back("Back to the provider", $"/api/providers/{ukprn}") : Components.Back("Back to the quarter", "/api/office"));
        return true;
    }

    private static string Asked(HttpContext http) => http.Request.Query["ref"].ToString().Trim();

    private static HttpProblemException TooLong() =>
        HttpProblemException.BadRequest(FormattableString.Invariant($"A learner reference has at most {LearnerReference.MaxLength} characters."));
}
