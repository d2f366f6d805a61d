using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Workbooks.Drawing;

/// <summary>Columns of the sheets that speak of one milestone of one learner.</summary>
internal static class EarningColumns
{
    public static Column<Earning> Provider(QuarterView view) => ProviderColumns.Name<Earning>(view, earning => earning.Ukprn);

    public static Column<Earning> Ukprn { get; } = ProviderColumns.Ukprn<Earning>(earning => earning.Ukprn);

    /// <summary>For workbooks that are not the provider's own: a reference that is a ULN is hidden.</summary>
    public static Column<Earning> ShownLearnerRef { get; } = Column.Key<Earning>("Learner reference", 14, earning => LearnerReference.Shown(earning.LearnerRef));

    public static Column<Earning> LearnerRef { get; } = Column.Key<Earning>("Learner reference", 14, earning => earning.LearnerRef);

    public static Column<Earning> Aim { get; } = Column.Key<Earning>("Learning aim reference", 12, earning => earning.AimRef);

    public static Column<Earning> Qualification { get; } = ProviderColumns.Qualification<Earning>(earning => earning.Qualification);

    public static Column<Earning> Start { get; } =
        Column.Cells<Earning>("Start date", Format.Date, earning => Cell.Of(earning.StartDate), width: 18) with { Key = true };

    public static Column<Earning> Milestone { get; } = Column.Key<Earning>("Milestone", 13, earning => earning.Milestone.ToString());

    public static Column<Earning> Date { get; } =
        Column.Cells<Earning>("Date", Format.Date, earning => Cell.Of(earning.Date, Shorthand.NotApplicable), MeasureNotes.MilestoneDate, width: 20);

    public static Column<Earning> Amount { get; } = Column.Pounds<Earning>("Amount (£)", earning => earning.AmountGbp, MeasureNotes.MilestoneAmount);

    public static Column<Earning> Funded { get; } = Column.Pounds<Earning>("Funded (£)", earning => earning.FundedGbp, MeasureNotes.MilestoneFunded);

    public static Column<Earning> Decision { get; } = Column.Text<Earning>("Decision", 22, earning => Words(earning.Decision)) with
    {
        Allowed = [.. Enum.GetValues<Decision>().Select(Words)],
    };

    public static Column<Earning> Reason { get; } = Column.Text<Earning>("Reason", Column.MaxWidth, earning => earning.Reason);

    public static Column<Earning> WhatChangesIt { get; } =
        Column.Text<Earning>("What would change it", Column.MaxWidth, earning => earning.WhatChangesIt.Length == 0 ? "Nothing to do" : earning.WhatChangesIt);

    public static Column<Earning> Corroboration { get; } = Column.Text<Earning>("Corroboration", 18, earning => earning.Corroboration is { } says ? Words(says) : Shorthand.NotApplicable.Text);

    public static Column<Earning> PearsonSays { get; } = Column.Text<Earning>("Pearson's record", Column.MaxWidth, Says);

    /// <summary>What the awarding body's record says, in words, or [z].</summary>
    public static string Says(Earning earning) => earning.PearsonSays.Length > 0 ? earning.PearsonSays : Shorthand.NotApplicable.Text;

    public static Column<Earning> Submission { get; } =
        Column.Cells<Earning>("Submission", Format.Text, earning => Cell.Of(earning.SubmissionNumber), MeasureNotes.RestsOn, width: 14);

    public static Column<Earning> Row { get; } = Column.Cells<Earning>("Row", Format.Text, earning => Cell.Of(earning.ExcelRow), MeasureNotes.RestsOn, width: 14);

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
