using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pilot.Tests.Support;

/// <summary>The real program in a process of its own.</summary>
internal sealed class PilotProcess : IDisposable
{
    private readonly Process _process;
    private readonly System.Text.StringBuilder _said = new();

    private PilotProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything it wrote so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public bool HasEnded => _process.HasExited;

    public static PilotProcess Start(IEnumerable<string> args, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Pilot.Functions.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new PilotProcess(Process.Start(start)!);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>As the Functions host does: asks <c>GET /</c> until anything answers.</summary>
    public async Task WaitUntilItAnswersAsync(HttpClient http)
    {
        for (var i = 0; i < 1200 && !HasEnded; i++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/", UriKind.Relative));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        throw new TimeoutException($"The program does not answer. It said: {Said}");
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>The most memory of the machine that it held at any time; 0 where the system does not tell.</summary>
    public long MostMemoryBytes() => OperatingSystem.IsLinux() ? Status("VmHWM:") : Refreshed().PeakWorkingSet64;

    /// <summary>What it has in memory now.</summary>
    public long MemoryBytes() => Refreshed().WorkingSet64;

    private Process Refreshed()
    {
        _process.Refresh();
        return _process;
    }

    private long Status(string name)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/status")).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim('\t'), CultureInfo.InvariantCulture) * 1024;
    }

    public void Kill()
    {
        if (!HasEnded)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        PersonalData.AssertNoneIn(Said, "What the program said");
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_said)
            {
                _said.AppendLine(CultureInfo.InvariantCulture, $"{line}");
            }
        }
    }
}
