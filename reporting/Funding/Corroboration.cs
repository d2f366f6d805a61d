namespace Pilot.Reporting.Funding;

/// <summary>What the awarding body's record says of a claimed milestone (funding.md section 7).</summary>
public enum Corroboration
{
    /// <summary>It was registered, or certificated, as claimed.</summary>
    Corroborated,

    /// <summary>The record says otherwise.</summary>
    Contradicted,

    /// <summary>The record says nothing of it.</summary>
    Silent,

    /// <summary>There is no record to hold it against: no workbook yet, a provider that does not register, or a learner who cannot be known.</summary>
    NotChecked,
}

/// <summary>A finding of the awarding body's record.</summary>
/// <param name="Words">A sentence, or two with what to ask; it never names another provider.</param>
internal sealed record CorroborationResult(Corroboration Status, string Words);
