using Pilot.Reporting.Returns.Columns;

namespace Pilot.Reporting.Returns.Template;

/// <summary>
/// A row of a template that is filled in already. Its values are texts as the contract writes them: codes, ISO dates, plain numbers; null is
/// blank. What cannot be read is kept as it stands, so that the rules name it.
/// </summary>
public sealed class FilledRow(ReturnTemplate template)
{
    private readonly string?[] _values = new string?[template.Columns.Count];

    public string? this[int column]
    {
        get => _values[column];
        set => _values[column] = value;
    }

    public ReturnTemplate Template { get; } = template;

    /// <summary>An ILR says something of it: what must be given and is blank is marked for a person.</summary>
    public bool IsFromIlr { get; set; }

    /// <summary>The planned end of a learner of whom no completion is held: the row has its key alone (ROW_03).</summary>
    public DateOnly? PlannedEndPassed { get; init; }

    /// <summary>The day on which a learner ended whose destination is due (DEST_03).</summary>
    public DateOnly? DestinationDueSince { get; set; }

    /// <summary>Nothing but its key is known of it.</summary>
    internal bool IsKeyOnly => PlannedEndPassed is not null && _values[CompletionColumns.CompStatus] is null;

    /// <summary>Learner, aim and start, in one writing: which row of another file is the same.</summary>
    internal (string LearnerRef, string AimRef, string StartDate) Key => (
        (_values[Template.LearnerRef] ?? "").ToUpperInvariant(), (_values[Template.AimRef] ?? "").ToUpperInvariant(), _values[Template.StartDate] ?? "");

    /// <summary>Every value of the other row takes the place of the one here; a blank never does (returns.md section 7).</summary>
    public void OverwriteWith(FilledRow other)
    {
        for (var column = 0; column < _values.Length; column++)
        {
            _values[column] = other._values[column] ?? _values[column];
        }

        IsFromIlr |= other.IsFromIlr;
    }
}
