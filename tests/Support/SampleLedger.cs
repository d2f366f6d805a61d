using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Support;

/// <summary>A ledger with lines on every sheet, and what it is judged against.</summary>
internal static class SampleLedger
{
    private static readonly DateOnly Start = new(2026, 9, 14);

    /// <summary>The first payment and the clearance are held already; the rest is new.</summary>
    public static LedgerContext Context { get; } = new()
    {
        Settings = SettingsBuilder.Small(),
        Held = new Ledger { Payments = [Lines().Payments[0]], Clearances = [Lines().Clearances[0]] },
        Today = new DateOnly(2026, 11, 1),
        IsHeld = (ukprn, key) => ukprn == SettingsBuilder.College && key.LearnerRef == "L1",
        IsLearner = (ukprn, learner) => ukprn == SettingsBuilder.College && learner == "L1",
    };

    public static Ledger Lines() => new()
    {
        Payments =
        [
            new("PAY-1", SettingsBuilder.College, "HNC", new FundingYear(2026), new(2026, 10, 1), 1_000.00m),
            new("PAY-2", SettingsBuilder.College, "HNC", new FundingYear(2026), new(2026, 10, 2), -1_000.00m),
        ],
        Adjustments =
            [new("ADJ-1", SettingsBuilder.Private, "HND", new FundingYear(2026), new(2026, 10, 3), 0.01m, "Rounding agreed", "Olive Officer")],
        Clearances =
            [new("CLR-1", SettingsBuilder.College, "L1", SettingsBuilder.Hnd, Start, HoldKind.PartProgramme, true, 1_500.00m, "Olive Officer", new(2026, 10, 4), "Top-up agreed")],
        Holds =
        [
            new("HLD-1", SettingsBuilder.Private, null, new(2026, 9, 30), null, "Audit", "Olive Officer"),
            new("HLD-2", SettingsBuilder.College, "L1", new(2026, 9, 30), new(2026, 12, 31), "Query", "Olive Officer"),
        ],
        EvidenceChecks =
            [new("EVI-1", SettingsBuilder.College, "L1", SettingsBuilder.Hnc, Start, Milestone.Completion, new(2026, 10, 5), false, "Olive Officer")],
    };
}
