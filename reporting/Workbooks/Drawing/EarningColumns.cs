using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>Columns of the sheets that speak of one milestone of one learner.</summary>
internal static class EarningColumns
{
    public static Column<Earning> Provider(QuarterView view) => ProviderColumns.Name<Earning>(view, providerColumn => providerColumn.Ukprn);

    public static Column<Earning> Ukprn { get; } = ProviderColumns.Ukprn<Earning>(providerColumn => providerColumn.Ukprn);

    /// <summary>For workbooks that are not the provider's own: a reference that is a ULN is hidden.</summary>
    public static Column<Earning> ShownLearnerRef { get; } = Columns.Key<Earning>("Learner reference", 14, column => LearnerReference.Shown(column.LearnerRef));

    public static Column<Earning> LearnerRef { get; } = Columns.Key<Earning>("Learner reference", 14, column => column.LearnerRef);

    public static Column<Earning> Aim { get; } = Columns.Key<Earning>("Learning aim reference", 12, column => column.AimRef);

    public static Column<Earning> Qualification { get; } = ProviderColumns.Qualification<Earning>(providerColumn => providerColumn.Qualification);

    public static Column<Earning> Start { get; } =
        Columns.Cells<Earning>("Start date", Format.Date, column => Cell.Of(column.StartDate), width: 18) with { Key = true };

    public static Column<Earning> Milestone { get; } = Columns.Key<Earning>("Milestone", 13, column => column.Milestone.ToString());

    public static Column<Earning> Date { get; } =
        Columns.Cells<Earning>("Date", Format.Date, column => Cell.Of(column.Date, Shorthand.NotApplicable), Definitions.MilestoneDate, width: 20);

    public static Column<Earning> Amount { get; } = Columns.Pounds<Earning>("Amount (£)", column => column.AmountGbp, Definitions.MilestoneAmount);

    public static Column<Earning> Funded { get; } = Columns.Pounds<Earning>("Funded (£)", column => column.FundedGbp, Definitions.MilestoneFunded);

    public static Column<Earning> Decision { get; } = Columns.Text<Earning>("Decision", 22, column => Words(column.Decision)) with
    {
        Allowed = [.. Enum.GetValues<Decision>().Select(Words)],
    };

    public static Column<Earning> Reason { get; } = Columns.Text<Earning>("Reason", Columns.Widest, column => column.Reason);

    public static Column<Earning> WhatChangesIt { get; } =
        Columns.Text<Earning>("What would change it", Columns.Widest, column => column.WhatChangesIt.Length == 0 ? "Nothing to do" : column.WhatChangesIt);

    public static Column<Earning> Corroboration { get; } = Columns.Text<Earning>("Corroboration", 18, column => column.Corroboration is { } says ? Words(says) : Shorthand.NotApplicable.Text);

    public static Column<Earning> PearsonSays { get; } = Columns.Text<Earning>("Pearson's record", Columns.Widest, Says);

    /// <summary>What the awarding body's record says, in words, or [z].</summary>
    public static string Says(Earning earning) => earning.PearsonSays.Length > 0 ? earning.PearsonSays : Shorthand.NotApplicable.Text;

    public static Column<Earning> Submission { get; } =
        Columns.Cells<Earning>("Submission", Format.Text, column => Cell.Of(column.SubmissionNumber), Definitions.RestsOn, width: 14);

    public static Column<Earning> Row { get; } = Columns.Cells<Earning>("Row", Format.Text, column => Cell.Of(column.ExcelRow), Definitions.RestsOn, width: 14);

    public static string Words(Corroboration says) => says switch
    {
        Funding.Corroboration.Corroborated => "Corroborated",
        Funding.Corroboration.Contradicted => "Contradicted",
        Funding.Corroboration.Silent => "Silent",
        _ => "Not checked",
    };

    public static string Words(Decision decision) => decision switch
    {
        Funding.Decision.Funded => "Funded",
        Funding.Decision.PartFunded => "Funded in part",
        Funding.Decision.UnfundedCap => "Above the allocation",
        Funding.Decision.Held => "Held",
        Funding.Decision.NotClaimable => "Not claimable",
        Funding.Decision.NoAllocation => "No allocation",
        _ => "Not yet",
    };
}
