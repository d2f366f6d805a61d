using System.Globalization;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Tests.Support;

/// <summary>Values that a cell can hold besides text, numbers, dates and truth values.</summary>
public sealed record EdgeCaseCell(string Kind, string Text)
{
    /// <summary>A formula that was never calculated, as programs write it that do not calculate.</summary>
    public static EdgeCaseCell Uncalculated { get; } = new("formula", "1+1");

    public static EdgeCaseCell Error(string error) => new("error", error);
}

/// <summary>
/// A valid return as rows of values, and the .xlsx that holds it. A test begins with it and changes only what the test is about. The
/// workbook is written by hand, so that it does not share a library with what reads it, and quickly enough for returns of 20,000 rows.
/// </summary>
public sealed partial class ReturnBuilder
{
    private readonly Dictionary<string, object?> _declaration = [];
    private readonly List<object?[]> _rows = [];
    private readonly List<(string Heading, object? Value)> _extraColumns = [];
    private readonly List<(string Name, object?[][] Rows)> _extraSheets = [];
    private readonly HashSet<string> _leftOut = [];
    private readonly List<string> _twice = [];

    public ReturnBuilder(ReturnTemplate template, string ukprn, Quarter period, DateOnly preparedOn)
    {
        Template = template;
        Declare("template", template.Code).Declare("template_version", 1).Declare("ukprn", ukprn).Declare("provider_name", "Sandpit College")
            .Declare("period", period.Id).Declare("submission_kind", "FULL").Declare("prepared_on", preparedOn)
            .Declare("certifier_name", "A Certifier").Declare("certifier_role", "Principal").Declare("certified_on", preparedOn);
    }

    public ReturnTemplate Template { get; }
    public int Count => _rows.Count;
    public bool Date1904 { get; set; }
    public string? DeclarationSheet { get; set; } = "Declaration";
    public string? DataSheet { get; set; } = "Data";

    /// <summary>The header row's number in Excel.</summary>
    public int HeaderAt { get; set; } = 1;

    /// <summary>A row above the headings; <see cref="HeaderAt"/> must leave room for it in row 1.</summary>
    public object?[]? Above { get; set; }

    /// <summary>Shows the labels in a second row, as the template does.</summary>
    public bool WithLabelRow { get; set; }
    public bool UseLabels { get; set; }

    /// <summary>A relationship to another workbook.</summary>
    public bool ExternalLink { get; set; }

    /// <summary>An enrolment return of that many learners who all start on one day.</summary>
    public static ReturnBuilder Enrolment(int rows, string ukprn, string aimRef, Quarter period, DateOnly preparedOn, DateOnly start, DateOnly plannedEnd)
    {
        var builder = new ReturnBuilder(ReturnTemplate.Enrolment, ukprn, period, preparedOn);
        for (var i = 0; i < rows; i++)
        {
            builder.AddEnrolment(i, aimRef, start, plannedEnd);
        }

        return builder;
    }

    public ReturnBuilder AddEnrolment(int learner, string aimRef, DateOnly start, DateOnly plannedEnd)
    {
        AddRow();
        var row = _rows.Count - 1;
        foreach (var (column, value) in new (string, object?)[]
        {
            ("learner_ref", LearnerRef(learner)), ("uln", SampleUlns.Valid(learner)), ("date_of_birth", start.AddYears(-18 - (learner % 20)).AddDays(-30 - (learner % 300))),
            ("sex", learner % 2 == 0 ? "F" : "M"), ("ethnicity", 31 + (learner % 17)), ("lldd", 2), ("prior_attainment", "L3"), ("employment_status", 11),
            ("home_postcode", SamplePostcode(learner)), ("aim_ref", aimRef), ("mode", "FT"), ("delivery_postcode", SamplePostcode(0)), ("start_date", start),
            ("planned_end_date", plannedEnd), ("restart", "N"), ("student_funding_route", "SELF"), ("iz_funded", "Y"), ("other_public_funding", "N"),
            ("employer_sponsored", "N"), ("start_evidence_ref", $"EV/{learner:D5}"),
        })
        {
            With(row, column, value);
        }

        return this;
    }

    /// <summary>Completed, achieved with a pass, and in a new job of which there is evidence.</summary>
    public ReturnBuilder AddCompletion(int learner, string aimRef, DateOnly start, DateOnly end, DateOnly achieved, int credits)
    {
        AddRow();
        var row = _rows.Count - 1;
        foreach (var (column, value) in new (string, object?)[]
        {
            ("learner_ref", LearnerRef(learner)), ("aim_ref", aimRef), ("start_date", start), ("uln", SampleUlns.Valid(learner)), ("comp_status", 2),
            ("actual_end_date", end), ("outcome", 1), ("achievement_date", achieved), ("grade", "PA"), ("credits_achieved", credits),
            ("achievement_evidence_ref", $"AC/{learner:D5}"), ("dest_type", "EMP"), ("dest_code", 1), ("dest_start_date", achieved), ("dest_collected_on", achieved),
            ("medtech_role", "Y"), ("dest_soc2020", "3213"), ("job_in_wmca", "Y"), ("new_or_progressed", "NEW_JOB"), ("dest_evidence", "EMPLOYER"),
            ("dest_evidence_ref", $"DE/{learner:D5}"),
        })
        {
            With(row, column, value);
        }

        return this;
    }

    public static string LearnerRef(int learner) => $"L{learner:D6}";

    public ReturnBuilder AddRow()
    {
        _rows.Add(new object?[Template.Columns.Count]);
        return this;
    }

    public ReturnBuilder Copy(int row)
    {
        _rows.Add((object?[])_rows[row].Clone());
        return this;
    }

    public ReturnBuilder RemoveRow(int row)
    {
        _rows.RemoveAt(row);
        return this;
    }

    public ReturnBuilder Clear()
    {
        _rows.Clear();
        return this;
    }

    /// <param name="row">From 0.</param>
    /// <param name="value">Null makes the cell blank.</param>
    public ReturnBuilder With(int row, string column, object? value)
    {
        _rows[row][ColumnIndex(column)] = value;
        return this;
    }

    public object? Value(int row, string column) => _rows[row][ColumnIndex(column)];

    public ReturnBuilder Declare(string key, object? value)
    {
        _declaration[key] = value;
        return this;
    }

    public ReturnBuilder LeaveOutKey(string key)
    {
        _leftOut.Add("key " + key);
        return this;
    }

    public ReturnBuilder LeaveOutColumn(string column)
    {
        _leftOut.Add(column);
        return this;
    }

    public ReturnBuilder RepeatColumn(string column)
    {
        _twice.Add(column);
        return this;
    }

    public ReturnBuilder AddColumn(string heading, object? value)
    {
        _extraColumns.Add((heading, value));
        return this;
    }

    public ReturnBuilder AddSheet(string name, params object?[][] rows)
    {
        _extraSheets.Add((name, rows));
        return this;
    }

    /// <summary>The row's number in Excel.</summary>
    public int ExcelRow(int row) => HeaderAt + (WithLabelRow ? 1 : 0) + 1 + row;
}

/// <summary>Unique learner numbers with a right check digit that belong to nobody; made when asked for.</summary>
public static class SampleUlns
{
    /// <summary>A different one for each number from 0.</summary>
    public static string Valid(int i)
    {
        var stem = Stem(i);
        return stem + (10 - Remainder(stem));
    }

    /// <summary>Ten digits of which the last is wrong.</summary>
    public static string WithWrongCheckDigit(int i)
    {
        var valid = Valid(i);
        return valid[..9] + (char)('0' + (valid[9] - '0' + 1) % 10);
    }

    // One stem in eleven has no check digit: step over it, 12 apart so that no two numbers meet.
    private static string Stem(int i)
    {
        var number = 300_000_000 + i * 12;
        while (Remainder(number.ToString(CultureInfo.InvariantCulture)) == 0)
        {
            number++;
        }

        return number.ToString(CultureInfo.InvariantCulture);
    }

    private static int Remainder(string stem) => stem.Select((digit, i) => (10 - i) * (digit - '0')).Sum() % 11;
}
