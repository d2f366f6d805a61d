using Microsoft.Win32.SafeHandles;
using Pilot.Reporting.Workbooks;

namespace Pilot.Functions.Quarters;

/// <summary>Room on disk for one file while it is made. It is its owner's alone, and gone with this object.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly FileStream _file;

    public TemporaryFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _file = new FileStream(Path.Combine(Path.GetTempPath(), "pilot-" + Path.GetRandomFileName()), options);
    }

    public ScratchFile Streams => new(
        () =>
        {
            _file.SetLength(0);
            return View(FileAccess.ReadWrite);
        },
        () => View(FileAccess.Read));

    public void Dispose() => _file.Dispose();

    /// <summary>Closing it leaves the file open.</summary>
    private FileStream View(FileAccess access) =>
        new(new SafeFileHandle(_file.SafeFileHandle.DangerousGetHandle(), ownsHandle: false), access) { Position = 0 };
}
