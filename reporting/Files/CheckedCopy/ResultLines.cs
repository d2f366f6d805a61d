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
        Line(CheckedWorkbook.SheetName, ResultLook.Title);
        Line(_result.Status, ResultLook.Heading);
        Line(_result.Changes, ResultLook.Text);
        Line(_result.Deadline, ResultLook.Text);
        Pair("File", _result.FileName);
        Pair("Submission", _result.SubmissionNumber?.ToString(CultureInfo.InvariantCulture) ?? "None: this was a trial check, and nothing was stored");
        Pair("Period", _result.Period);
        Pair("Checked", Display.Moment(_result.Moment));
        Figure("Rows", _result.Rows, ResultLook.Count);
        Figure("Rows accepted", _result.AcceptedRows, ResultLook.Count);
        Figure("Rows rejected", _result.RejectedRows, ResultLook.Count);
        Figure("Warnings", _result.Warnings, ResultLook.Count);
        Figure("Amount claimed (£)", _result.ClaimedGbp, ResultLook.Pounds);
        Figure("Amount accepted (£)", _result.AcceptedClaimGbp, ResultLook.Pounds);
        Figure("Amount that counts (£)", _result.CountsGbp == _result.AcceptedClaimGbp ? null : _result.CountsGbp, ResultLook.Pounds);
        Line("", ResultLook.Text);
        if (_listed == 0)
        {
            Line("There is nothing to fix in this file.", ResultLook.Text);
            return;
        }

        DescribeThings();
        DescribeTable();
    }

    private void DescribeThings()
    {
        if (_result.Things.Count > 0)
        {
            Line(_result.Things.Count == 1 ? "One thing to do" : $"{Display.Count(_result.Things.Count, "thing")} to do", ResultLook.Heading);
            foreach (var (what, fix) in _result.Things)
            {
                Line(what, ResultLook.Text);
                Line(Indent + fix, ResultLook.Text);
            }

            Line("", ResultLook.Text);
        }
    }

    private void DescribeTable()
    {
        Line("What was found", ResultLook.Heading);
        Line("Wrong cells are coloured and have a comment. To go to a cell, select its name in the column Cell.", ResultLook.Text);
        Line("You can fix this file and send it again as it is: this sheet, the colours and the comments are ignored.", ResultLook.Text);
        var more = _result.Findings.Count - _listed;
        if (more > 0)
        {
            Line($"The table lists the first {Display.Count(_listed, "finding")}. "
                + $"{(more == 1 ? "1 more stands" : $"{more.ToString("#,##0", CultureInfo.InvariantCulture)} more stand")} in violations.csv, which came with this file; "
                + "their cells are coloured but have no comment.", ResultLook.Text);
        }

        if (_result.FindingCount > _result.Findings.Count)
        {
            Line($"There are {Display.Count(_result.FindingCount.Value, "finding")} in all. The first {_result.Findings.Count.ToString("#,##0", CultureInfo.InvariantCulture)} are kept one by one; all are counted above.", ResultLook.Text);
        }

        Line("", ResultLook.Text);
    }

    private void Line(string? text, ResultLook look)
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
            _lines.Add(new ResultLine(label, ResultLook.Label, value, null));
        }
    }

    private void Figure(string label, decimal? figure, ResultLook look)
    {
        if (figure is not null)
        {
            _lines.Add(new ResultLine(label, look, null, figure));
        }
    }
}

/// <summary>One line: a text alone, or a label with a text or a figure beside it.</summary>
internal readonly record struct ResultLine(string Text, ResultLook Look, string? Beside, decimal? Figure);
