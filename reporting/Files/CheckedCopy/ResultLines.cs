using System.Globalization;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>What the sheet Check result says above its table: what became of the file, and what to do.</summary>
internal sealed class ResultLines
{
    private const string Indent = "    ";

    private readonly CheckResult _result;
    private readonly int _listed;
    private readonly List<ResultLine> _lines = [];

    /// <param name="listed">How many findings the table lists.</param>
    public ResultLines(CheckResult result, int listed)
    {
        (_result, _listed) = (result, listed);
        Describe();
    }

    public IReadOnlyList<ResultLine> All => _lines;

    private void Describe()
    {
        Line(CheckedWorkbook.SheetName, ResultStyle.Title);
        Line(_result.Status, ResultStyle.Heading);
        Line(_result.Changes, ResultStyle.Text);
        Line(_result.Deadline, ResultStyle.Text);
        Pair("File", _result.FileName);
        Pair("Submission", _result.SubmissionNumber?.ToString(CultureInfo.InvariantCulture) ?? "None: this was a trial check, and nothing was stored");
        Pair("Period", _result.Period);
        Pair("Checked", Display.Moment(_result.Moment));
        Figure("Rows", _result.Rows, ResultStyle.Count);
        Figure("Rows accepted", _result.AcceptedRows, ResultStyle.Count);
        Figure("Rows rejected", _result.RejectedRows, ResultStyle.Count);
        Figure("Warnings", _result.Warnings, ResultStyle.Count);
        Figure("Amount claimed (£)", _result.ClaimedGbp, ResultStyle.Pounds);
        Figure("Amount accepted (£)", _result.AcceptedClaimGbp, ResultStyle.Pounds);
        Figure("Amount that counts (£)", _result.CountingClaimGbp == _result.AcceptedClaimGbp ? null : _result.CountingClaimGbp, ResultStyle.Pounds);
        Line("", ResultStyle.Text);
        if (_listed == 0)
        {
            Line("There is nothing to fix in this file.", ResultStyle.Text);
            return;
        }

        DescribeThings();
        DescribeTable();
    }

    private void DescribeThings()
    {
        if (_result.ThingsToDo.Count > 0)
        {
            Line(_result.ThingsToDo.Count == 1 ? "One thing to do" : $"{Display.Count(_result.ThingsToDo.Count, "thing")} to do", ResultStyle.Heading);
            foreach (var (what, fix) in _result.ThingsToDo)
            {
                Line(what, ResultStyle.Text);
                Line(Indent + fix, ResultStyle.Text);
            }

            Line("", ResultStyle.Text);
        }
    }

    private void DescribeTable()
    {
        Line("What was found", ResultStyle.Heading);
        Line("Wrong cells are coloured and have a comment. To go to a cell, select its name in the column Cell.", ResultStyle.Text);
        Line("You can fix this file and send it again as it is: this sheet, the colours and the comments are ignored.", ResultStyle.Text);
        var more = _result.Findings.Count - _listed;
        if (more > 0)
        {
            Line($"The table lists the first {Display.Count(_listed, "finding")}. "
                + $"{(more == 1 ? "1 more stands" : $"{more.ToString("#,##0", CultureInfo.InvariantCulture)} more stand")} in violations.csv, which came with this file; "
                + "their cells are coloured but have no comment.", ResultStyle.Text);
        }

        if (_result.FindingCount > _result.Findings.Count)
        {
            Line($"There are {Display.Count(_result.FindingCount.Value, "finding")} in all. The first {_result.Findings.Count.ToString("#,##0", CultureInfo.InvariantCulture)} are kept one by one; all are counted above.", ResultStyle.Text);
        }

        Line("", ResultStyle.Text);
    }

    private void Line(string? text, ResultStyle look)
    {
        if (text is not null)
        {
            _lines.Add(new ResultLine(text, look, null, null));
        }
    }

    private void Pair(string label, string? value)
    {
        if (value is not null)
        {
            _lines.Add(new ResultLine(label, ResultStyle.Label, value, null));
        }
    }

    private void Figure(string label, decimal? figure, ResultStyle look)
    {
        if (figure is not null)
        {
            _lines.Add(new ResultLine(label, look, null, figure));
        }
    }
}

/// <summary>One line: a text alone, or a label with a text or a figure beside it.</summary>
internal readonly record struct ResultLine(string Text, ResultStyle Look, string? Beside, decimal? Figure);
