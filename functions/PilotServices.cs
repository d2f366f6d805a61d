using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions;

/// <summary>Everything outside the program that a procedure may touch: the clock, the two stores, the secret, the log.</summary>
/// <param name="ClockIsFixed">The clock was set by hand: what is received is received then, whatever the store's own time says.</param>
public sealed record PilotServices(
    TimeProvider Clock, bool ClockIsFixed, IBlobStore Blobs, PilotDatabase Database, ILearnerKeys Keys, ILogger Log)
{
    /// <summary>Where people find the pages, without a slash at the end: the links in messages begin with it.</summary>
    public string Address { get; init; } = "";

    /// <summary>Decides how published counts are rounded; null where nothing is published.</summary>
    public RoundingSecret? RoundingSecret { get; init; }

    /// <summary>Signs manifests; null where nothing is sealed.</summary>
    public ManifestKey? ManifestKey { get; init; }

    /// <summary>The poison queues of the Functions host; null where no host is.</summary>
    public PoisonQueues? PoisonQueues { get; init; }

    /// <summary>What the app settings say of the timers' schedules; empty where the defaults hold.</summary>
    public IReadOnlyDictionary<string, string> ScheduleSettings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The mail service; null where messages wait until there is one.</summary>
    public MailSettings? Mail { get; init; }

    /// <summary>
    /// The pilot is shared: people sign in, and what was put straight into the store was sent by nobody known. False on one machine, where whoever
    /// sits there is the officer.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>
    /// The database refuses the program to change or remove a line of its records (<c>infra/database-user.sql</c>), as it does the app in Azure: what
    /// nobody keeps any longer is removed by an operator, with <c>purge</c>.
    /// </summary>
    public bool OnlyAddsToRecords { get; init; }

    /// <summary>The store scans what is uploaded for viruses: nothing is opened that the scan has not found clean.</summary>
    public bool ScansUploads { get; init; }

    public Leases Leases { get; } = new(Database);

    /// <summary>What a return file may hold (FILE_04).</summary>
    public FileLimits Limits { get; init; } = FileLimits.Default;

    public DateTimeOffset Now => new(LondonTime.ToMicrosecond(Clock.GetUtcNow().UtcDateTime));

    public DateOnly Today => LondonTime.DateOf(Now);

    public DateTime UtcNow => Now.UtcDateTime;

    /// <summary>When a blob was received: by the store's clock, unless the program's was set by hand.</summary>
    public DateTime ReceivedAt(BlobEntry entry) => ClockIsFixed ? UtcNow : LondonTime.ToMicrosecond(entry.ReceivedAt.UtcDateTime);
}

/// <summary>A clock that stands still, for trying things out (`--now`) and for the demo.</summary>
public sealed class FixedClock(DateTimeOffset moment) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => moment;
}
