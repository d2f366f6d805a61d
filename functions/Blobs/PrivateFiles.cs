namespace Pilot.Functions.Blobs;

/// <summary>
/// Folders and files that the program makes are its owner's alone from their first moment: they hold learners. What is there already keeps the
/// rights that somebody gave it.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder, and those above it, where there is none.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnersFile | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A new file, open for writing.</summary>
    /// <exception cref="IOException">There is one already.</exception>
    public static FileStream Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 81920, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersFile;
        }

        return new FileStream(path, options);
    }

    /// <summary>An empty file for others to fill, where there is none: a database takes the rights of the file that it finds.</summary>
    public static void Touch(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                Make(path).Dispose();
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster.
        }
    }
}
