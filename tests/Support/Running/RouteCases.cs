using Pilot.Tests.Support;

namespace Pilot.Tests.Pages;

/// <summary>Every route of the office and the providers, with what it answers to whom.</summary>
internal static class RouteCases
{
    private static readonly string College = SettingsBuilder.College.ToString();

    /// <summary>Route, an address under it, the own provider's answer, the officer's. Posts are made so that they change nothing.</summary>
    public static readonly (string Method, string Route, string Path, int Own, int Officer)[] All =
    [
        ("GET", "/api/rules", "/api/rules", 200, 200),
        ("GET", "/api/contact", "/api/contact", 200, 200),
        ("GET", "/api/accessibility", "/api/accessibility", 200, 200),
        ("GET", "/api/privacy", "/api/privacy", 200, 200),
        ("GET", "/api/providers", "/api/providers", 403, 200),
        ("GET", "/api/submissions", "/api/submissions", 403, 200),
        ("GET", "/api/messages", "/api/messages", 403, 200),
        ("GET", "/api/settings/files", "/api/settings/files", 403, 200),
        ("GET", "/api/settings/files/{number}", "/api/settings/files/1", 403, 200),
        ("GET", "/api/audit", "/api/audit", 403, 200),
        ("GET", "/api/learners", "/api/learners", 403, 200),
        ("GET", "/api/providers/{ukprn}/learners", $"/api/providers/{College}/learners?ref=nobody", 303, 303),
        ("GET", "/api/providers/{ukprn}/learners/{**learner_ref}", $"/api/providers/{College}/learners/nobody", 200, 200),
        ("GET", "/api/milestones", "/api/milestones", 403, 200),
        ("GET", "/api/providers/{ukprn}/milestones", $"/api/providers/{College}/milestones", 200, 200),
        ("GET", "/api/periods/{period}/approval", "/api/periods/2026Q2/approval", 403, 200),
        ("GET", "/api/periods/{period}/revision", "/api/periods/2026Q2/revision", 403, 200),
        ("POST", "/api/periods/{period}/revision", "/api/periods/2035Q1/revision", 403, 404),
        ("GET", "/api/office", "/api/office", 403, 200),
        ("GET", "/api/openapi.json", "/api/openapi.json", 200, 200),
        ("GET", "/api/calendar", "/api/calendar", 200, 200),
        ("GET", "/api/periods/{period}/brief", "/api/periods/2026Q2/brief", 403, 200),
        ("GET", "/api/workbooks", "/api/workbooks", 403, 200),
        ("GET", "/api/workbooks/check", "/api/workbooks/check", 403, 200),
        ("POST", "/api/workbooks/check", "/api/workbooks/check", 403, 400),
        ("GET", "/api/workbooks/{period}/{**file}", "/api/workbooks/2026Q2/medtech-htq-pilot-2026-27-q2-skills-england-r1.xlsx", 403, 200),
        ("GET", "/api/downloads", "/api/downloads", 403, 200),
        ("GET", "/api/monitors", "/api/monitors", 403, 200),
        ("POST", "/api/periods/{period}/runs", "/api/periods/2035Q1/runs", 403, 404),
        ("POST", "/api/periods/{period}/approval", "/api/periods/2026Q3/approval", 403, 400),
        ("GET", "/api/runs/{id}", "/api/runs/1", 403, 200),
        ("GET", "/api/providers/{ukprn}", $"/api/providers/{College}", 200, 200),
        ("GET", "/api/providers/{ukprn}/submissions/{number}", $"/api/providers/{College}/submissions/1", 200, 200),
        ("GET", "/api/providers/{ukprn}/submissions/{number}/{file}", $"/api/providers/{College}/submissions/1/receipt.json", 200, 200),
        ("GET", "/api/providers/{ukprn}/statements/{file}", $"/api/providers/{College}/statements/2026Q2-r1.xlsx", 200, 200),
        ("GET", "/api/templates/{ukprn}/{period}/{kind}", $"/api/templates/{College}/2026Q3/enr", 200, 200),
        ("POST", "/api/templates/{ukprn}/{period}/ilr", $"/api/templates/{College}/2026Q3/ilr", 422, 422),
        ("GET", "/api/submissions/{number}", "/api/submissions/1", 403, 404),
        ("GET", "/api/submissions/{number}/{file}", "/api/submissions/1/receipt.json", 403, 404),
        ("POST", "/api/returns/{ukprn}", $"/api/returns/{College}", 400, 400),
        ("POST", "/api/check", $"/api/check?ukprn={College}", 400, 400),
        ("GET", "/api/ledger", "/api/ledger", 403, 200),
        ("GET", "/api/ledger/draft/{period}", "/api/ledger/draft/2026Q2", 403, 200),
        ("GET", "/api/settings", "/api/settings", 403, 200),
        ("POST", "/api/settings", "/api/settings", 403, 400),
        ("POST", "/api/settings/check", "/api/settings/check", 403, 400),
        ("POST", "/api/settings/{version}/confirmation", "/api/settings/99/confirmation", 403, 404),
        ("GET", "/api/settings/files/{number}/{file}", "/api/settings/files/1/receipt.json", 403, 200),
    ];
}
