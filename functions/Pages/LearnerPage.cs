using System.Globalization;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>Why each pound of one learner was paid, or was not: a course a section, a milestone a row, each with what would change it.</summary>
internal static class LearnerPage
{
    public const string Title = "Find a learner";

    /// <param name="viewer">An officer is also told where to look for the other side of a hold; a provider never is.</param>
    public static Markup Draw(LearnerView view, Viewer viewer) => Markup.Join(
        new Tag("h1", new Tag("span", view.Provider.Name).With("class", "caption"), $"Learner {view.LearnerRef}"),
        view.Run is not { } run
            ? Elements.P("No run has been made yet, so nothing has been decided about any learner.")
            : Markup.Join(
                Lead(run),
                view.Nothing is { } why ? Elements.Inset(why) : Figures(view),
                Markup.Join(view.Milestones.GroupBy(milestone => (milestone.AimRef, milestone.Qualification)).Select(course => Course(view, course.Key.Qualification, course.Key.AimRef, [.. course]))),
                Others(view.Others)),
        Elements.Heading("Another learner", "search"),
        Search(view.Provider.Ukprn, viewer));

    /// <summary>The form that leads to a learner's page: of one provider, or, for officers, of all.</summary>
    public static Tag Search(Ukprn? provider, Viewer viewer, string typed = "", IReadOnlyList<FieldError>? errors = null) => new Tag("form",
        Components.Field("ref", "Learner reference", "As in the return, for example AB1234. Large and small letters count the same.", typed, errors ?? []),
        new Tag("button", "Find the learner").With("type", "submit"))
        .With("method", "get").With("action", provider is null || viewer.IsOfficer ? "/api/learners" : $"/api/providers/{provider}/learners").With("role", "search");

    /// <summary>The form again, with what was typed and what is wrong with it.</summary>
    public static Markup DrawRefused(Ukprn? provider, Viewer viewer, string typed, IReadOnlyList<FieldError> errors) => Markup.Join(
        Components.ErrorSummary(errors), new Tag("h1", Title), Search(provider, viewer, typed, errors));

    public static string PathOf(Ukprn ukprn, string learnerRef) => $"/api/providers/{ukprn}/learners/{Uri.EscapeDataString(learnerRef)}";

    public static Markup DrawFound(string asked, IReadOnlyList<FoundLearner> found, Viewer viewer) => Markup.Join(
        new Tag("h1", Title),
        asked.Length == 0
            ? Elements.P("Search by the learner reference that the provider uses. A provider's reference is its own: two providers may use the same.")
            : Elements.Table(
                $"Learners with the reference {asked}",
                [
                    new PageTableColumn<FoundLearner>("Provider", learner => learner.Provider.Name),
                    new("Learner", learner => Elements.Link(learner.LearnerRef, $"at {learner.Provider.Name}", PathOf(learner.Provider.Ukprn, learner.LearnerRef))),
                    new("Courses", learner => Display.Number(learner.Courses), true),
                    new("Funded", learner => Money.Words(learner.FundedGbp), true),
                    new("Held", learner => Money.Words(learner.HeldGbp), true),
                ],
                found,
                $"No provider has an accepted enrolment with the reference {asked} in the last run. A row that was rejected is on the page of its submission."),
        Search(null, viewer));

    public static Tag Lead(RunRecord run) => new Tag("p", run.IsProvisional
            ? $"As it stands in {run.Period.Words}: provisional, worked out on {Display.Moment(run.CreatedAt)}."
            : $"As decided for {run.Period.Words}. {PageText.StateOf(run)}.")
        .With("class", "lead");

    private static Tag Figures(LearnerView view) => Elements.Figures(
        ("Funded", Money.Words(view.FundedGbp), "What the allocations pay"),
        ("Held", Money.Words(view.HeldGbp), "Would be earned, but waits for a decision"),
        ("Earned and not funded", Money.Words(view.UnfundedGbp), "Above an allocation"));

    /// <summary>For officers, who decide between the two; a provider's view has none.</summary>
    private static Markup Others(IReadOnlyList<OtherCourse> others) => others.Count == 0 ? Markup.None : Markup.Join(
        Elements.Heading("The other side", "other-side"),
        Elements.P("Another course of the same learner, which the hold is about. A provider is never told of it."),
        Elements.Table(
            "Courses that the holds are about",
            [
                new PageTableColumn<OtherCourse>("Learner", other => Elements.Link(other.LearnerRef, $"at {other.Provider}", PathOf(other.Ukprn, other.LearnerRef))),
                new("Provider", other => other.Provider),
                new("Course", other => $"{other.Qualification}, aim {other.AimRef}"),
                new("Started", other => Display.Date(other.StartDate)),
                new("Held here as", other => HoldKinds.Words(other.Hold)),
                new("Start there", other => other.Start is { } start ? PageText.Capitalise(DecisionWords(start)) : "Not in this run"),
                new("Funded there", other => Money.Words(other.FundedGbp), true),
                new("Held there", other => Money.Words(other.HeldGbp), true),
            ],
            others,
            ""));

    private static Markup Course(LearnerView view, string qualification, string aim, IReadOnlyList<Earning> milestones)
    {
        var starts = milestones.Select(milestone => milestone.StartDate).Distinct().Order().ToList();
        return Markup.Join(
            Elements.Heading($"{qualification}, aim {aim}, started {string.Join(" and ", starts.Select(Display.Date))}"),
            Markup.Join(milestones.OrderBy(milestone => milestone.StartDate).ThenBy(milestone => milestone.Milestone).Select(milestone => Milestone(view, milestone))));
    }

    private static Markup Milestone(LearnerView view, Earning milestone) => Markup.Join(
        new Tag("h3", $"{Name(milestone.Milestone)}: {DecisionWords(milestone)}"),
        Elements.Facts(Rows(view, milestone)));

    private static IEnumerable<(string, Markup)> Rows(LearnerView view, Earning milestone)
    {
        yield return ("Amount", Amount(milestone));
        yield return ("Date", milestone.Date is { } date ? Display.Date(date) : "No date yet");
        yield return ("Why", milestone.Reason);
        if (milestone.WhatChangesIt.Length > 0)
        {
            yield return ("What would change it", milestone.WhatChangesIt);
        }

        if (milestone.Holds.Count > 0)
        {
            yield return ("Held as", string.Join(", ", milestone.Holds.Select(HoldKinds.Words)));
            yield return ("What clears it", HoldKinds.ClearsIt(milestone.Holds.Min()));
        }

        if (milestone.PearsonSays.Length > 0)
        {
            yield return ("The awarding body's record", milestone.PearsonSays);
        }

        yield return ("Rests on", Markup.Join(
            Elements.Link(
                $"submission {Display.Number(milestone.SubmissionNumber)}",
                string.Create(CultureInfo.InvariantCulture, $"/api/providers/{view.Provider.Ukprn}/submissions/{milestone.SubmissionNumber}")),
            $", row {Display.Number(milestone.ExcelRow)} of the sheet Data"));
    }

    private static string Amount(Earning milestone) => milestone.Decision switch
    {
        Decision.PartFunded => $"{Money.Words(milestone.FundedGbp)} funded of {Money.Words(milestone.AmountGbp)} earned",
        Decision.UnfundedCap => $"{Money.Words(0)} funded of {Money.Words(milestone.AmountGbp)} earned",
        Decision.Held => $"{Money.Words(milestone.AmountGbp)} held",
        _ => Money.Words(milestone.FundedGbp),
    };

    internal static string Name(Milestone milestone) => milestone switch
    {
        Reporting.Vocabulary.Milestone.Start => "Start",
        Reporting.Vocabulary.Milestone.Completion => "Completion",
        _ => "Outcome",
    };

    internal static string DecisionWords(Earning milestone) => DecisionWords(milestone.Decision);

    internal static string DecisionWords(Decision decision) => decision switch
    {
        Decision.Funded => "funded",
        Decision.PartFunded => "funded in part",
        Decision.UnfundedCap => "earned, not funded",
        Decision.Held => "held",
        Decision.NotClaimable => "not claimable",
        Decision.NoAllocation => "no allocation",
        _ => "not yet",
    };
}
