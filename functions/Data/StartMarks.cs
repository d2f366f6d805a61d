using Microsoft.Data.Sqlite;

namespace Pilot.Functions.Data;

/// <summary>What a SQLite file says of itself that every start asks for, read at once: where it says that all is done, nothing more is looked at.</summary>
/// <param name="MigratedBy">The program that last found nothing left to migrate.</param>
/// <param name="LearnerKeyCheck">What the file knows of the secret that it was filled under.</param>
/// <param name="ReferencesNormalised">Present where no reference is left in the form of an earlier version.</param>
internal sealed record StartMarks(string? MigratedBy, string? LearnerKeyCheck, string? ReferencesNormalised)
{
    public const string MigratedByMark = "migrated-by";

    /// <summary>SQLITE_ERROR: among others, there is no such table.</summary>
    private const int SqliteError = 1;

    private static readonly StartMarks None = new(null, null, null);

    /// <summary>This build of the program. Its identity is written in the form that takes no vectors, which would have to be compiled first.</summary>
    public static string Program => typeof(StartMarks).Module.ModuleVersionId.ToString("X");

    /// <returns>None of a server, of a file that is not there, and of one that nothing has been migrated in.</returns>
    public static async Task<StartMarks> ReadAsync(PilotDatabase database, CancellationToken cancellationToken)
    {
        if (!database.IsFileThere)
        {
            return None;
        }

        try
        {
            var marks = await database.ReadAsync(
                (connection, attemptToken) => connection.ListAsync(
                    $"SELECT Name, Value FROM Marks WHERE Name IN ('{MigratedByMark}', '{LearnerKeySecret.CheckMark}', '{NormaliseReferences.DoneMark}')",
                    from => new MarkRow { Name = from.GetString(0), Value = from.GetString(1) },
                    attemptToken),
                cancellationToken);
            string? Of(string name) => marks.Find(mark => mark.Name == name)?.Value;
            return new StartMarks(Of(MigratedByMark), Of(LearnerKeySecret.CheckMark), Of(NormaliseReferences.DoneMark));
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode == SqliteError)
        {
            return None;
        }
    }
}
