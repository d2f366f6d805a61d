using Pilot.Functions.Blobs;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Pages;

/// <summary>What a route does, in the description of the interface.</summary>
/// <param name="Summary">A few words.</param>
/// <param name="Gives">Content types of the answer.</param>
/// <param name="Body">Content types that it takes; none where it takes no body.</param>
/// <param name="Query">Names in the query.</param>
internal sealed record OpenApiOperation(string Summary, string[] Gives, string[] Body, string[] Query)
{
    public string Status { get; init; } = "200";

    /// <summary>What is sent may first wait for its virus scan: then 202 comes in place of <see cref="Status"/>.</summary>
    public bool MayWait { get; init; }
}

/// <summary>The words of <see cref="OpenApi"/>: a route that has none here is found by a test, and by the first who asks for the document.</summary>
internal static class OpenApiWords
{
    public static readonly IReadOnlyDictionary<string, string> Parameters = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["period"] = "A quarter, such as 2026Q3.",
        ["ukprn"] = "The provider's UK provider reference number, 8 digits.",
        ["number"] = "The number of the submission or file.",
        ["file"] = "The file's name, as in the list.",
        ["kind"] = "Of a template: enr or cmp. Of a milestone: the kind of its hold, in words.",
        ["id"] = "The number of the run, or the order that was given.",
        ["version"] = "The version of the settings.",
        ["learner_ref"] = "The provider's reference of the learner.",
        ["ref"] = "A learner reference.",
        ["show"] = "earned, funded, not-funded, held, not-yet or refused; all = sent messages too.",
        ["page"] = "The page of a long list, from 1.",
        ["since"] = "A day, such as 2027-01-15.",
        ["from"] = "last = filled in from what is held.",
        ["name"] = "The file's name, or part of a provider's.",
        ["dated"] = "The quarter of the milestone's date.",
    };

    private static readonly string[] Page = [ContentNegotiation.Html];
    private static readonly string[] Data = [ContentNegotiation.Json, ContentNegotiation.Html];
    private static readonly string[] Workbook = [ContentTypes.Workbook];
    private static readonly string[] Files = ["application/octet-stream"];
    private static readonly string[] Fields = [ContentNegotiation.Json, "application/x-www-form-urlencoded"];
    private static readonly string[] Upload = [ContentTypes.Workbook, "multipart/form-data"];

    private static readonly Dictionary<string, OpenApiOperation> Known = new(StringComparer.Ordinal)
    {
        ["GET /api/health"] = Read("Liveness, and what the service can reach", [ContentNegotiation.Json]),
        ["GET /api/openapi.json"] = Read("This document", [ContentNegotiation.Json]),
        ["GET /api/rules"] = Read("The rules that returns are checked by", Data),
        ["GET /api/calendar"] = Read("The quarters, and when each opens, is due and closes", Data),
        ["GET /api/contact"] = Read("Whom to ask", Page),
        ["GET /api/accessibility"] = Read("The accessibility statement", Page),
        ["GET /api/privacy"] = Read("The privacy notice", Page),
        ["GET /api/office"] = Read("How a quarter stands", Page, "period"),
        ["GET /api/providers"] = Read("Every provider and how it stands", Page, "name", "page"),
        ["GET /api/submissions"] = Read("Everything that was sent", Page, "provider", "page"),
        ["GET /api/messages"] = Read("What people were told", Page, "show", "page"),
        ["GET /api/workbooks"] = Read("The files of the quarters", Data, "period"),
        ["GET /api/workbooks/{period}/{**file}"] = Read("A file of a quarter", Files),
        ["GET /api/workbooks/check"] = Read("The form that checks a file", Page),
        ["POST /api/workbooks/check"] = Send("Whether a file, or a SHA-256, is what was published", Data, [.. Upload, "application/octet-stream"]),
        ["GET /api/monitors"] = Read("Patterns to ask providers about", Data),
        ["GET /api/downloads"] = Read("Who was given which file", Data, "since"),
        ["GET /api/audit"] = Read("Who did what", [.. Data, ContentTypes.Csv], "who", "what", "period", "since", "page"),
        ["POST /api/periods/{period}/runs"] = Send("A provisional run, or with reason and by a revision", Data, Fields) with { Status = "202" },
        ["GET /api/periods/{period}/approval"] = Read("What an approval would publish", Page),
        ["POST /api/periods/{period}/approval"] = Send("Approve a closed quarter: by, a full name; run, the run that was seen", Data, Fields),
        ["GET /api/periods/{period}/revision"] = Read("What a revision would change", Page),
        ["POST /api/periods/{period}/revision"] = Send("Revise the latest closed quarter: reason and by", Page, Fields),
        ["GET /api/periods/{period}/brief"] = Read("The quarter on a page", Page),
        ["GET /api/runs/{id}"] = Read("A run, or what has become of one that was asked for", Data),
        ["GET /api/milestones"] = Read("Milestones of a run, each with its reason", Data, "period", "provider", "show", "kind", "qualification", "year", "dated", "page"),
        ["GET /api/providers/{ukprn}"] = Read("What a provider owes, has sent and is paid", Data),
        ["GET /api/providers/{ukprn}/milestones"] = Read("A provider's milestones, each with its reason", Data, "period", "show", "kind", "qualification", "year", "dated", "page"),
        ["GET /api/providers/{ukprn}/submissions/{number}"] = Read("What became of a submission", Data, "rule", "severity", "page"),
        ["GET /api/providers/{ukprn}/submissions/{number}/{file}"] = Read("A file of the answer", Files),
        ["GET /api/providers/{ukprn}/statements/{file}"] = Read("A statement", Workbook),
        ["GET /api/templates/{ukprn}/{period}/{kind}"] = Read("A template for a return", Workbook, "from"),
        ["POST /api/templates/{ukprn}/{period}/ilr"] = Send("Both templates from an ILR file", [EvidencePack.ContentType], ["application/xml", "multipart/form-data"]),
        ["GET /api/learners"] = Read("Learners of a reference", Data, "ref"),
        ["GET /api/providers/{ukprn}/learners"] = Read("Leads to a learner's page", Page, "ref"),
        ["GET /api/providers/{ukprn}/learners/{**learner_ref}"] = Read("Why each pound of a learner was paid, or not", Data, "period"),
        ["GET /api/submissions/{number}"] = Read("What became of a file that says no sender", Data, "rule", "severity", "page"),
        ["GET /api/submissions/{number}/{file}"] = Read("A file of that answer", Files),
        ["POST /api/returns/{ukprn}"] = Send("Send a return", Data, Upload, "name") with { Status = "201", MayWait = true },
        ["POST /api/check"] = Send("Check a return; nothing is stored", [.. Data, ContentTypes.Workbook], Upload, "ukprn", "name", "copy"),
        ["GET /api/settings"] = Read("The settings in force", Workbook),
        ["POST /api/settings"] = Send("Send a settings, ledger or awards workbook", Data, Upload, "name") with { Status = "201", MayWait = true },
        ["POST /api/settings/check"] = Send("Try a settings, ledger or awards workbook; nothing is stored", Data, Upload, "name"),
        ["POST /api/settings/{version}/confirmation"] = Send("Vouch for settings that were put straight into the store", Data, []),
        ["GET /api/settings/files"] = Read("Settings, ledger and awards workbooks, and the forms that send them", Page),
        ["GET /api/settings/files/{number}"] = Read("What became of such a workbook", Page),
        ["GET /api/settings/files/{number}/{file}"] = Read("Its receipt or checked copy", Files),
        ["GET /api/ledger"] = Read("Every ledger line", Workbook),
        ["GET /api/ledger/draft/{period}"] = Read("The ledger draft of a quarter", Workbook),
    };

    /// <exception cref="InvalidOperationException">The route has no words.</exception>
    public static OpenApiOperation Of(string method, string route) => Known.TryGetValue($"{method} {route}", out var operation)
        ? operation
        : throw new InvalidOperationException($"{method} {route} is not described: add it to OpenApiWords.");

    private static OpenApiOperation Read(string summary, string[] gives, params string[] query) => new(summary, gives, [], query);

    private static OpenApiOperation Send(string summary, string[] gives, string[] body, params string[] query) => new(summary, gives, body, query);
}
