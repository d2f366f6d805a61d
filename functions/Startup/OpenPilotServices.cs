using System.Globalization;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Timers;
using Pilot.Reporting.Outcomes;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Startup;

/// <summary>Opens the stores, the clock and the secret that the settings of the program name.</summary>
public static class OpenPilotServices
{
    /// <summary>The port of 127.0.0.1 that the pages are served on where no option says otherwise.</summary>
    public const int DefaultPort = 7080;

    /// <summary>Connection string of SQL Server or Azure SQL; without it, SQLite in the data folder.</summary>
    public const string DatabaseSetting = "PilotDatabase";

    /// <summary>Statements a round trip to SQL Server; 1 where it is not set.</summary>
    public const string BatchSizeSetting = "PilotDatabaseBatchSize";

    /// <summary>The learner-key secret; without it, one made once and kept in the data folder.</summary>
    public const string SecretSetting = "PilotLearnerKeySecret";

    /// <summary>
    /// The secret that decides how published counts are rounded, 64 hexadecimal digits. It lies with the learner-key secret: without the
    /// setting it is kept in the data folder where that is, and is made from it where that is a setting.
    /// </summary>
    public const string RoundingSetting = "PilotRoundingSecret";

    /// <summary>The data folder under the Functions host; the command line has an option for it.</summary>
    public const string DataSetting = "PilotData";

    /// <summary>Where people find the pages, for links in messages: <c>https://pilot.example.org</c>.</summary>
    public const string AddressSetting = "PilotAddress";

    /// <summary><c>true</c> where the store scans what is uploaded for viruses: nothing is opened then that was not found clean.</summary>
    public const string ScanSetting = "PilotScanUploads";

    private const string ClockFile = "clock.txt";

    /// <param name="now">A clock that stands still; null = the one the data folder remembers (the demo's), or else the machine's.</param>
    /// <param name="underHost">The Functions host started the program: its storage account is the pilot's too, unless settings name another.</param>
    /// <exception cref="CannotBeDoneException">The database is not ready.</exception>
    public static async Task<PilotServices> RunAsync(
        IConfiguration settings, string dataFolder, DateTimeOffset? now, ILogger log, CancellationToken cancellationToken, bool underHost = false)
    {
        MakeFolder(dataFolder);
        now ??= Remembered(dataFolder);
        var clock = now is { } moment ? new FixedClock(moment) : TimeProvider.System;
        var database = Database(settings, dataFolder);
        if (database.IsUnencrypted)
        {
            log.LogWarning("The connection to the database is not encrypted: put Encrypt=True into {Setting}", DatabaseSetting);
        }

        var done = await StartMarks.ReadAsync(database, cancellationToken);
        if (done.MigratedBy != StartMarks.Program)
        {
            await PrepareAsync(database, cancellationToken);
        }

        var keys = await KeysAsync(settings, dataFolder, database, cancellationToken);
        if (done.LearnerKeyCheck != keys.CheckValue)
        {
            await keys.CheckAsync(database, cancellationToken);
        }

        if (database.IsSqlite && done.ReferencesNormalised is null)
        {
            await new NormaliseReferences(database, keys).RunAsync(cancellationToken);
        }

        return new PilotServices(clock, now is not null, OpenBlobStore.FromSettings(settings, dataFolder, clock, underHost), database, keys, log)
        {
            Address = Address(settings),
            RoundingSecret = Rounding(settings, dataFolder, keys),
            ManifestKey = SecretIsInFolder(settings) ? SecretFile.ManifestKeyOf(dataFolder) : keys.ForManifests(),
            PoisonQueues = underHost ? PoisonQueues.FromSettings(settings) : null,
            ScheduleSettings = underHost ? Schedules(settings) : new Dictionary<string, string>(StringComparer.Ordinal),
            Mail = MailSettings.Read(settings),
            ScansUploads = Scans(settings),
            IsShared = underHost || !database.IsSqlite,
            OnlyAddsToRecords = underHost && !database.IsSqlite,
        };
    }

    private static void MakeFolder(string dataFolder)
    {
        try
        {
            PrivateFiles.MakeFolder(dataFolder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CannotBeDoneException($"The data folder cannot be used: {problem.Message}");
        }
    }

    /// <summary>No setting holds the learner-key secret: the data folder does.</summary>
    public static bool SecretIsInFolder(IConfiguration settings) => settings[SecretSetting] is not { Length: > 0 };

    internal static async Task<LearnerKeySecret> KeysAsync(IConfiguration settings, string dataFolder, PilotDatabase database, CancellationToken cancellationToken)
    {
        if (settings[SecretSetting] is { Length: > 0 } secret)
        {
            return new LearnerKeySecret(secret);
        }

        await PendingSecretFile.AdoptIfInUseAsync(dataFolder, database, cancellationToken);
        return LearnerKeySecret.OfFolder(dataFolder);
    }

    /// <exception cref="CannotBeDoneException">The setting holds no such secret, or still the reference to the vault.</exception>
    private static RoundingSecret Rounding(IConfiguration settings, string dataFolder, LearnerKeySecret keys)
    {
        if (settings[RoundingSetting] is not { Length: > 0 } secret)
        {
            return SecretIsInFolder(settings) ? SecretFile.RoundingOf(dataFolder) : keys.ForRounding();
        }

        try
        {
            return SecretFile.Rounding(secret);
        }
        catch (FormatException problem)
        {
            throw new CannotBeDoneException($"The setting {RoundingSetting} cannot be used. {problem.Message}");
        }
    }

    private static Dictionary<string, string> Schedules(IConfiguration settings) => Schedule.All
        .Select(schedule => schedule.Setting).OfType<string>().Where(name => settings[name] is { Length: > 0 })
        .ToDictionary(name => name, name => settings[name]!, StringComparer.Ordinal);

    /// <exception cref="CannotBeDoneException">The setting is neither: which of the two was meant must not be guessed.</exception>
    private static bool Scans(IConfiguration settings) => settings[ScanSetting]?.ToUpperInvariant() switch
    {
        null or "" or "FALSE" => false,
        "TRUE" => true,
        _ => throw new CannotBeDoneException($"The setting {ScanSetting} is true or false."),
    };

    private static string Address(IConfiguration settings) =>
        settings[AddressSetting] is { Length: > 0 } given ? given.TrimEnd('/') : FormattableString.Invariant($"http://127.0.0.1:{DefaultPort}");

    public static PilotDatabase Database(IConfiguration settings, string dataFolder)
    {
        if (settings[DatabaseSetting] is not { Length: > 0 } connection)
        {
            return PilotDatabase.Sqlite(Path.Combine(dataFolder, "pilot.db"));
        }

        return PilotDatabase.SqlServer(
            connection, int.TryParse(settings[BatchSizeSetting], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : 1);
    }

    /// <summary>From now on the data folder has this clock, until another is given.</summary>
    public static void Remember(string dataFolder, DateTimeOffset moment)
    {
        PrivateFiles.Touch(Path.Combine(dataFolder, ClockFile));
        File.WriteAllText(Path.Combine(dataFolder, ClockFile), moment.ToString("O", CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// A date, at noon in London, or a date with a time, in London unless it says its offset: <c>2027-01-15</c>, <c>2027-01-15T16:55</c>,
    /// <c>2027-01-15T16:55:00Z</c>.
    /// </summary>
    public static bool TryParseNow(string text, out DateTimeOffset moment)
    {
        moment = default;
        if (IsoDay.TryParse(text, out var day))
        {
            moment = LondonTime.On(day, new TimeOnly(12, 0));
            return true;
        }

        string[] forms = [IsoDay.Form + "'T'HH:mm", IsoDay.Form + "'T'HH:mm:ss", IsoDay.Form + " HH:mm", IsoDay.Form + " HH:mm:ss"];
        if (DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            moment = LondonTime.On(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
            return true;
        }

        string[] withOffset = [IsoDay.Form + "'T'HH:mmK", IsoDay.Form + "'T'HH:mm:ssK", IsoDay.Form + "'T'HH:mm:ss.FFFFFFFK"];
        return DateTimeOffset.TryParseExact(text, withOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);
    }

    private static DateTimeOffset? Remembered(string dataFolder)
    {
        var file = Path.Combine(dataFolder, ClockFile);
        return File.Exists(file) && TryParseNow(File.ReadAllText(file).Trim(), out var moment) ? moment : null;
    }

    private static Task PrepareAsync(PilotDatabase database, CancellationToken cancellationToken) =>
        database.IsSqlite ? database.MigrateAsync(cancellationToken) : RefuseUnlessCurrentAsync(database, cancellationToken);

    private static async Task RefuseUnlessCurrentAsync(PilotDatabase database, CancellationToken cancellationToken)
    {
        if (!await database.IsCurrentAsync(cancellationToken))
        {
            // Never silently in Azure: somebody decides when a live database changes its shape.
            throw new CannotBeDoneException("The database is not at this program's version. Run the command migrate first.");
        }
    }
}
