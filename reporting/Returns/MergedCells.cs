using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns.Rules;

namespace Pilot.Reporting.Returns;

/// <summary>Blank cells that look filled in because a merged cell covers them.</summary>
internal static class MergedCells
{
    /// <summary>A blank that a merged cell covers looks filled in: the message names the merge.</summary>
    public static void Name(Findings findings, IReadOnlyList<CellArea> merges)
    {
        if (merges.Count == 0)
        {
            return;
        }

        findings.Revise(finding => finding is { Cell: { } cell, Value: null } && finding.RuleId.EndsWith("_M", StringComparison.Ordinal)
            && merges.FirstOrDefault(area => area.Covers(cell)) is { } merge
                ? finding with
                {
                    Message = $"{finding.Message.TrimEnd('.')}: it is part of the merged cells {merge}, of which only {merge.First} holds a value.",
                    Fix = $"Select {merge} and choose Home, Merge & Center, to part the cells. Then fill in each of them.",
                }
                : finding);
    }
}
