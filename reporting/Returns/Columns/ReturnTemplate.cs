using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>A return's template as data: its code on the Declaration and its columns in the order in which they are shown.</summary>
public sealed class ReturnTemplate
{
    private readonly Dictionary<string, int> _headings;
    private readonly HeadingKeys[] _keys;

    private ReturnTemplate(ReturnKind kind, string code, string name, IReadOnlyList<ReturnColumn> columns)
    {
        Kind = kind;
        Code = code;
        Name = name;
        Columns = columns;
        _headings = new Dictionary<string, int>(columns.Count * 2, StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            _headings[CellParser.HeadingKey(columns[i].Name)] = i;
            _headings[CellParser.HeadingKey(columns[i].Label)] = i;
        }

        _keys = [.. columns.Select(column => new HeadingKeys(CellParser.HeadingKey(column.Name), CellParser.HeadingKey(column.Label)))];
        LearnerRef = IndexOf("learner_ref");
        AimRef = IndexOf("aim_ref");
        StartDate = IndexOf("start_date");
        Uln = IndexOf("uln");
        ReportedInError = IndexOf("reported_in_error");
        Claims = OfType(ReturnColumnType.Money);
    }

    public static ReturnTemplate Enrolment { get; } =
        new(ReturnKind.Enrolment, "MTHTQ-ENR", "enrolment return", EnrolmentColumns.All);

    public static ReturnTemplate Completion { get; } =
        new(ReturnKind.Completion, "MTHTQ-CMP", "completion return", CompletionColumns.All);

    public const int Version = 1;

    public ReturnKind Kind { get; }

    /// <summary>MTHTQ-ENR or MTHTQ-CMP.</summary>
    public string Code { get; }

    /// <summary>In words: "enrolment return".</summary>
    public string Name { get; }
    public IReadOnlyList<ReturnColumn> Columns { get; }

    internal int LearnerRef { get; }
    internal int AimRef { get; }
    internal int StartDate { get; }
    internal int Uln { get; }
    internal int ReportedInError { get; }
    internal IReadOnlyList<int> Claims { get; }

    public static ReturnTemplate Of(ReturnKind kind) => kind == ReturnKind.Enrolment ? Enrolment : Completion;

    public static ReturnTemplate? Find(string code) =>
        string.Equals(Enrolment.Code, code, StringComparison.OrdinalIgnoreCase) ? Enrolment
        : string.Equals(Completion.Code, code, StringComparison.OrdinalIgnoreCase) ? Completion
        : null;

    /// <summary>Whether a text names this column, by machine name or label.</summary>
    internal bool IsHeadingOf(int column, string text) =>
        CellParser.HasHeadingKey(text, _keys[column].Name) || CellParser.HasHeadingKey(text, _keys[column].Label);

    /// <summary>The column that a heading names, by machine name or label; -1 where it names none.</summary>
    public int Match(string heading) => _headings.TryGetValue(CellParser.HeadingKey(heading), out var column) ? column : -1;

    private List<int> OfType(ReturnColumnType type)
    {
        List<int> found = [];
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Type == type)
            {
                found.Add(i);
            }
        }

        return found;
    }

    private sealed record HeadingKeys(string Name, string Label);

    private int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"The template {Code} has no column {name}.", nameof(name));
    }
}
