namespace Pilot.Tests.Support;

/// <summary>Skipped, and said to be, where LibreOffice is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LibreOfficeFactAttribute : FactAttribute
{
    public LibreOfficeFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "soffice"))))
        {
            Skip = "LibreOffice is not installed here.";
        }
    }
}
