using Pilot.Reporting.Funding;

namespace Pilot.Functions.Quarters;

/// <summary>A run in words.</summary>
internal static class RunWords
{
    public static string StateOf(RunRecord record) => (record.Kind, record.State) switch
    {
        (RunKind.Provisional, _) => "provisional",
        (_, RunState.AwaitingApproval) => $"closed as {record.FileSuffix} and awaiting approval",
        _ => $"published as {record.FileSuffix}, approved by {record.ApprovedBy}",
    };
}
