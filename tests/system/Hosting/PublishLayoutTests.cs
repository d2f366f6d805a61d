using System.Diagnostics;
using Pilot.Tests.Support;

namespace Pilot.Tests.Hosting;

public sealed class PublishLayoutTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Functions_3_publishing_makes_the_root_of_the_functions_app()
    {
        var root = Directory.CreateTempSubdirectory("pilot-publish-");
        try
        {
            await PublishAsync(root.FullName);

            foreach (var needed in new[]
            {
                "host.json", "functions.metadata", "worker.config.json", "extensions.json", ".azurefunctions/function.deps.json",
                "Pilot.Functions.dll", "Pilot.Reporting.dll", "Pilot.Functions.deps.json", "Pilot.Functions.runtimeconfig.json", "System.IO.Hashing.dll",
            })
            {
                Assert.True(File.Exists(Path.Combine(root.FullName, needed)), $"{needed} is missing.");
            }

            Assert.Empty(root.GetFiles("function.json", SearchOption.AllDirectories));
            Assert.Empty(root.GetFiles("local.settings*", SearchOption.AllDirectories));
            using var worker = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(root.FullName, "worker.config.json")));
            Assert.Equal("dotnet-isolated", worker.RootElement.GetProperty("description").GetProperty("language").GetString());
            Assert.Equal("Pilot.Functions.dll", worker.RootElement.GetProperty("description").GetProperty("defaultWorkerPath").GetString());
            var extensions = await File.ReadAllTextAsync(Path.Combine(root.FullName, "extensions.json"));
            Assert.Contains("AzureStorageQueues", extensions, StringComparison.Ordinal);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    /// <summary>What was built for these tests is published as it is: nothing is restored or compiled.</summary>
    private static async Task PublishAsync(string into)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "publish", "functions", "--no-build", "-c", configuration, "-o", into, "-v", "q", "--nologo", "-nodeReuse:false" })
        {
            start.ArgumentList.Add(argument);
        }

        using var publish = Process.Start(start)!;
        var output = publish.StandardOutput.ReadToEndAsync();
        var errors = publish.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        await publish.WaitForExitAsync(limit.Token);
        Assert.True(publish.ExitCode == 0, $"{await output}\n{await errors}");
    }
}
