namespace Pilot.Reporting.Funding;

/// <summary>The status of a reconciliation line as people read it: in workbooks and on pages.</summary>
public static class LineStatusWords
{
    public static string Of(LineStatus status) => status switch
    {
        LineStatus.NoAllocation => "No allocation",
        LineStatus.NotDue => "Not due yet",
        LineStatus.NotReturned => "Not returned",
        LineStatus.OverUnfunded => "Over, unfunded",
        LineStatus.Under => "Under profile",
        LineStatus.OverProfile => "Over profile",
        _ => "Within tolerance",
    };
}
