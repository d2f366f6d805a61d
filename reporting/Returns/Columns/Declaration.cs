using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Columns;

/// <summary>The Declaration as typed; a value that is missing or malformed is null.</summary>
public sealed record Declaration
{
    /// <summary>MTHTQ-ENR or MTHTQ-CMP.</summary>
    public ReturnKind? Kind { get; init; }
    public Ukprn? Ukprn { get; init; }
    public string? ProviderName { get; init; }
    public Quarter? Period { get; init; }
    public bool Nil { get; init; }
    public DateOnly? PreparedOn { get; init; }
    public int? DataRowCount { get; init; }
    public decimal? ClaimedTotalGbp { get; init; }
    public string? CertifierName { get; init; }
    public string? CertifierRole { get; init; }
    public DateOnly? CertifiedOn { get; init; }
}
