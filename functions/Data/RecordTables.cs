namespace Pilot.Functions.Data;

// One class a table. Times are UTC. Periods are written 2026Q3. What a column means is said where it is not plain.

/// <summary>One audit line: who did what, when, from which file. No personal data of learners.</summary>
public sealed class AuditRow
{
    public int Id { get; set; }
    public DateTime At { get; set; }
    public string Who { get; set; } = "";
    public string What { get; set; } = "";
    public int? SubmissionNumber { get; set; }
    public string Detail { get; set; } = "";
}

/// <summary>One file that somebody was given: who, what, when. It names files and people who signed in, never a learner.</summary>
public sealed class DownloadRow
{
    public int Id { get; set; }
    public DateTime At { get; set; }

    /// <summary>As the sign-in names them.</summary>
    public string Who { get; set; } = "";

    /// <summary>The account of that person; null where it is not known.</summary>
    public string? Account { get; set; }

    /// <summary>The container and the name in it: <c>reports/2026Q3/...</c>.</summary>
    public string What { get; set; } = "";

    /// <summary>The provider of the person; null for officers.</summary>
    public int? Ukprn { get; set; }
}

/// <summary>A lock that holds across machines, until it is given back or runs out.</summary>
public sealed class LeaseRow
{
    public string Name { get; set; } = "";
    public string Owner { get; set; } = "";
    public DateTime ExpiresAt { get; set; }
}

/// <summary>Single facts of the installation, such as the check value of the learner-key secret.</summary>
public sealed class MarkRow
{
    public string Name { get; set; } = "";
    public string Value { get; set; } = "";
}
