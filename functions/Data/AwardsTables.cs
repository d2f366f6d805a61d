namespace Pilot.Functions.Data;

/// <summary>One version of the awarding body's record, kept for ever but for its rows about learners.</summary>
public sealed class AwardsVersionRow
{
    public int Version { get; set; }
    public DateTime AcceptedAt { get; set; }
    public string PreparedBy { get; set; } = "";
    public int OfficeFileNumber { get; set; }
}

/// <summary>A registration of a version: never a ULN.</summary>
public sealed class RegistrationRow
{
    public long Id { get; set; }
    public int Version { get; set; }
    public string RegistrationNo { get; set; } = "";

    /// <summary>Null where the workbook gave no ULN.</summary>
    public byte[]? LearnerKey { get; set; }
    public int Ukprn { get; set; }
    public string AimRef { get; set; } = "";
    public DateOnly RegisteredOn { get; set; }
    public DateOnly? WithdrawnOn { get; set; }
}

/// <summary>A certificate of a version: never a ULN.</summary>
public sealed class CertificateRow
{
    public long Id { get; set; }
    public int Version { get; set; }
    public string RegistrationNo { get; set; } = "";

    /// <summary>Null where the workbook gave no ULN.</summary>
    public byte[]? LearnerKey { get; set; }
    public int Ukprn { get; set; }
    public string AimRef { get; set; } = "";
    public DateOnly CertificatedOn { get; set; }
    public string Grade { get; set; } = "";
    public int Credits { get; set; }
    public string Award { get; set; } = "";
}
