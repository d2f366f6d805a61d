namespace Pilot.Functions.Data;

/// <summary>
/// The secret that follows, in a data folder: it lies beside the present one until the database was filled under it, so that a crash in
/// between leaves both, and the next start takes the one that the database knows.
/// </summary>
internal static class PendingSecretFile
{
    /// <param name="given">Holds the new secret; null makes one.</param>
    public static LearnerKeySecret Prepare(string folder, FileInfo? given)
    {
        var file = FileOf(folder);
        File.Delete(file);
        return given is null ? LearnerKeySecret.OfFile(file) : LearnerKeySecret.OfFile(file, File.ReadAllText(given.FullName).Trim());
    }

    /// <summary>From now on it is the secret of the folder.</summary>
    public static void MakeCurrent(string folder) => File.Move(FileOf(folder), LearnerKeySecret.FileOf(folder), overwrite: true);

    /// <summary>Goes on where the program ended between filling the database and adopting the secret.</summary>
    public static Task AdoptIfInUseAsync(string folder, PilotDatabase database, CancellationToken cancellationToken) =>
        File.Exists(FileOf(folder)) ? AdoptAsync(folder, database, cancellationToken) : Task.CompletedTask;

    private static async Task AdoptAsync(string folder, PilotDatabase database, CancellationToken cancellationToken)
    {
        if (await LearnerKeySecret.OfFile(FileOf(folder)).IsInUseAsync(database, cancellationToken))
        {
            MakeCurrent(folder);
        }
    }

    private static string FileOf(string folder) => LearnerKeySecret.FileOf(folder) + ".next";
}
