namespace Pilot.Reporting.Vocabulary;

/// <summary>What a finding does (returns.md section 4).</summary>
public enum Severity
{
    /// <summary>Accepts with a warning.</summary>
    W,

    /// <summary>Rejects the row.</summary>
    E,

    /// <summary>Rejects the submission: nothing stored changes.</summary>
    F,
}

/// <summary>
/// A rule's result at one place. <paramref name="Value"/> is the value as seen; where <paramref name="Sensitive"/> it may stand in
/// the provider's own files only, and <see cref="MaskedValue"/> everywhere else.
/// </summary>
public sealed record Finding(
    string RuleId,
    Severity Severity,
    string Sheet,
    int? Row,
    string? Cell,
    string? LearnerRef,
    string? Column,
    string? Value,
    string Message,
    string Fix,
    bool Sensitive = false)
{
    public string? MaskedValue => Sensitive && !string.IsNullOrEmpty(Value) ? "(not shown)" : Value;
}
