using Pilot.Functions.Commands;

namespace Pilot.Functions.Hosting;

public static class Program
{
    /// <summary>Under the Functions host, its isolated worker; otherwise the command line, which serves the pages when no command is given.</summary>
    public static Task<int> Main(string[] args)
    {
        // Amounts, dates and messages never depend on the machine's culture.
        System.Globalization.CultureInfo.DefaultThreadCurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
        System.Globalization.CultureInfo.DefaultThreadCurrentUICulture = System.Globalization.CultureInfo.InvariantCulture;
        return RunUnderHost.IsAsked(args)
            ? RunUnderHost.RunAsync(args, Console.Error)
            : PilotCommands.RunAsync(args, Console.Out, Console.Error);
    }
}
