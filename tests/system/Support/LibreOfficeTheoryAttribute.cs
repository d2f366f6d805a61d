namespace Pilot.Tests.Support;

/// <summary>Skipped, and said to be, where LibreOffice is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LibreOfficeTheoryAttribute : TheoryAttribute
{
    public LibreOfficeTheoryAttribute() => Skip = new LibreOfficeFactAttribute().Skip;
}
