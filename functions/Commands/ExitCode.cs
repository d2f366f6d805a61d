namespace Pilot.Functions.Commands;

/// <summary>Exit codes of the command line (functions.md section 5): an interface, others drive it.</summary>
public static class ExitCode
{
    public const int Success = 0;

    /// <summary>Done, with findings of severity E or F.</summary>
    public const int SuccessWithFindings = 1;
    public const int WrongUsage = 2;
    public const int CouldNotBeDone = 3;
}
