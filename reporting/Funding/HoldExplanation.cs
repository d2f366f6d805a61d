using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Funding;

/// <summary>Why an earning is held or was refused, in the words of <see cref="Explanation"/>. Another provider is never named.</summary>
internal static class HoldExplanation
{
    public static DecisionReason Held(MilestoneCase judged, IReadOnlyList<HoldKind> kinds, decimal amount)
    {
        var corrections = kinds.Select(kind => HoldKinds.Of(kind).Correction(judged)).OfType<string>().ToList();
        return new(
            $"{Explanation.Name(judged.Milestone)} would earn {Money.Words(amount)} on {Display.Date(judged.Date!.Value)}, but it is held: {Join(kinds.Select(kind => HoldKinds.Of(kind).Why(judged)), "; ", "; and ")}.",
            "A funding officer's decision to pay"
                + (kinds.Contains(HoldKind.Officer) ? ", or the end of the officer's hold" : "")
                + (corrections.Count > 0 ? $". If a record is wrong: {Join(corrections, "; ", "; or ")}." : "."));
    }

    public static DecisionReason Refused(MilestoneCase judged, Clearance refusal) => new(
        $"On {Display.Date(refusal.DecidedOn)} a funding officer decided not to pay. The question was this: {HoldKinds.Of(refusal.Hold).Why(judged)}.",
        "A new decision by a funding officer.");

    private static string Join(IEnumerable<string> parts, string between, string last)
    {
        var all = parts.ToList();
        return all.Count == 1 ? all[0] : string.Join(between, all.SkipLast(1)) + last + all[^1];
    }
}
