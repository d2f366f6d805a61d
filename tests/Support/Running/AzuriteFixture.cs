using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Pilot.Tests.Support;

/// <summary>
/// Azurite, Microsoft's storage emulator, from <c>tests/azurite</c>: installed at first use, on free ports of 127.0.0.1, in memory, telemetry
/// off. It ends with the tests, also when they are killed: it watches its standard input.
/// </summary>
public sealed partial class AzuriteFixture : IAsyncLifetime
{
    private const string Account = "pilottests";

    /// <summary>Some tests have an emulator of their own; it is installed once all the same.</summary>
    private static readonly SemaphoreSlim Installing = new(1);

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private Process? azurite;

    /// <summary>For every client of Azure.Storage: blobs and queues.</summary>
    public string ConnectionString { get; private set; } = "";

    public static string Folder => Path.Combine(Repository.Root, "tests", "azurite");

    public async Task InitializeAsync()
    {
        await Installing.WaitAsync();
        try
        {
            if (!IsInstalled())
            {
                await InstallAsync();
            }
        }
        finally
        {
            Installing.Release();
        }

        azurite = Start("node", [
            "start.cjs", "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            "--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent"], key);
        var ports = await PortsAsync(azurite);
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};"
            + $"BlobEndpoint=http://127.0.0.1:{ports["Blob"]}/{Account};QueueEndpoint=http://127.0.0.1:{ports["Queue"]}/{Account};";
    }

    public async Task DisposeAsync()
    {
        if (azurite is null)
        {
            return;
        }

        try
        {
            await PersonalData.AssertNoneInBlobsAsync(ConnectionString);
        }
        finally
        {
            if (!azurite.HasExited)
            {
                azurite.Kill(entireProcessTree: true);
                await azurite.WaitForExitAsync();
            }

            azurite.Dispose();
        }
    }

    /// <summary>Azurite says on its output which ports it took: asking it for free ones leaves no gap in which another takes them.</summary>
    private static async Task<Dictionary<string, string>> PortsAsync(Process azurite)
    {
        var ports = new Dictionary<string, string>(StringComparer.Ordinal);
        var said = new StringBuilder();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(string? line)
        {
            lock (ports)
            {
                said.AppendLine(line);
                if (line is null)
                {
                    ready.TrySetException(new InvalidOperationException($"Azurite ended before it was ready:\n{said}"));
                }
                else if (Listening().Match(line) is { Success: true } match)
                {
                    ports[match.Groups["service"].Value] = match.Groups["port"].Value;
                    if (ports.Count == 3)
                    {
                        ready.TrySetResult();
                    }
                }
            }
        }

        azurite.OutputDataReceived += (_, line) => Hear(line.Data);
        azurite.ErrorDataReceived += (_, line) => { if (line.Data is not null) { Hear(line.Data); } };
        azurite.BeginOutputReadLine();
        azurite.BeginErrorReadLine();
        await ready.Task.WaitAsync(StartLimit);
        return ports;
    }

    /// <summary>npm writes this file last; it names what was installed.</summary>
    private static bool IsInstalled()
    {
        var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
        return File.Exists(installed)
            && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))
            && File.Exists(Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "azurite.js"));
    }

    private static async Task InstallAsync()
    {
        using var npm = Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        npm.StandardInput.Close();
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = npm.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(InstallLimit);
        try
        {
            await npm.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"npm ci in tests/azurite did not finish within {InstallLimit.TotalMinutes} minutes.");
        }

        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci in tests/azurite failed:\n{await output}\n{await errors}");
        }
    }

    internal static Process Start(string program, string[] arguments, string? accountKey = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (accountKey is not null)
        {
            start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{accountKey}";
        }

        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException(
                $"The tests of the Azure store need Node.js 20 or later, and '{program}' was not found. Install Node.js and run them again.", missing);
        }
    }

    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at http://127\.0\.0\.1:(?<port>\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Listening();
}
