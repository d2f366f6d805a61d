using System.Diagnostics;
using Pilot.Tests.Support;

namespace Pilot.Tests.Hosting;

public sealed class PublishLayoutTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task S3_publishing_makes_the_root_of_the_functions_app_and_nothing_else()
    {
        var root = Directory.CreateTempSubdirectory("pilot-publish-");
        try
        {
            await PublishAsync(root.FullName);

            Assert.Equal("host.json", Assert.Single(root.GetFiles()).Name);
            var functions = root.GetDirectories().Where(folder => folder.Name != "handler").ToList();
            Assert.Equal(9, functions.Count);
            Assert.All(functions, folder => Assert.Equal("function.json", Assert.Single(folder.GetFileSystemInfos()).Name));
            foreach (var needed in new[] { "Pilot.Functions.dll", "Pilot.Reporting.dll", "Pilot.Functions.deps.json", "Pilot.Functions.runtimeconfig.json", "System.IO.Hashing.dll" })
            {
                Assert.True(File.Exists(Path.Combine(root.FullName, "handler", needed)), $"{needed} is missing.");
            }

            if (!OperatingSystem.IsWindows())
            {
                Assert.True(File.GetUnixFileMode(Path.Combine(root.FullName, "handler", "Pilot.Functions")).HasFlag(UnixFileMode.UserExecute));
            }
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
