using Pilot.Functions.Commands;
using Pilot.Functions.Hosting;

namespace Pilot.Functions;

public static class Program
{
    /// <summary>Under the Functions host, its custom handler; otherwise the command line, which serves the pages when no command is given.</summary>
    public static async Task<int> Main(string[] args)
    {
        // Amounts, dates and messages never depend on the machine's culture.
        System.Globalization.CultureInfo.DefaultThreadCurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
        System.Globalization.CultureInfo.DefaultThreadCurrentUICulture = System.Globalization.CultureInfo.InvariantCulture;
        var port = HostContract.Port(Environment.GetEnvironmentVariable(HostContract.PortVariable));
        return port is { } given
            ? await RunUnderHost.RunAsync(given)
            : await PilotCommands.RunAsync(args, Console.Out, Console.Error);
    }
}
