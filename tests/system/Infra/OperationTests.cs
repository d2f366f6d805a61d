using System.Text.RegularExpressions;
using Pilot.Tests.Support;

namespace Pilot.Tests.Infra;

/// <summary>The scripts, the workflow and the runbook, and what they say of each other.</summary>
public sealed partial class OperationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [NeedsToolFact("bash")]
    public async Task Every_script_is_understood_by_the_shell()
    {
        foreach (var script in InfraFiles.Scripts)
        {
            var (code, said) = await InfraFiles.RunAsync("bash", InfraFiles.Folder, Limit, "-n", script);
            Assert.True(code == 0, said);
        }
    }

    [NeedsToolFact("shellcheck")]
    public async Task Shellcheck_has_nothing_to_say()
    {
        var (code, said) = await InfraFiles.RunAsync("shellcheck", InfraFiles.Folder, Limit, [.. InfraFiles.Scripts]);
        Assert.True(code == 0, said);
    }

    [Fact]
    public void Every_script_stops_at_the_first_failure_and_may_be_run() => Assert.All(InfraFiles.Scripts, script =>
    {
        Assert.Contains("\nset -euo pipefail\n", File.ReadAllText(script), StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute), script);
    });

    [NeedsToolFact("bash")]
    public async Task A_deployment_without_an_environment_says_how_it_is_used_and_does_nothing()
    {
        var (code, said) = await InfraFiles.RunAsync("bash", InfraFiles.Folder, Limit, "deploy.sh", "production", "rg");
        Assert.Equal(2, code);
        Assert.StartsWith("Usage: infra/deploy.sh test|live RESOURCE_GROUP", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_an_alert_or_a_script_says_of_the_runbook_is_there()
    {
        var named = AlertAdvice().Matches(InfraFiles.Module("alerts")).Select(match => match.Groups[1].Value)
            .Concat(InfraFiles.Scripts.SelectMany(script => ScriptAdvice().Matches(File.ReadAllText(script)).Select(match => match.Groups[1].Value)))
            .Concat(Directory.GetFiles(Path.Combine(InfraFiles.Folder, "decisions")).SelectMany(file => DecisionAdvice().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)))
            .ToList();
        Assert.Equal(Regex.Count(InfraFiles.Module("alerts"), "displayName: 'Pilot: "), AlertAdvice().Count(InfraFiles.Module("alerts")));
        Assert.True(named.Count > 6);
        var headings = Heading().Matches(InfraFiles.Runbook).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.All(named, name => Assert.Contains(name.Replace('\n', ' '), headings));
    }

    [Fact]
    public void What_an_alert_listens_for_is_what_the_program_says()
    {
        var alerts = InfraFiles.Module("alerts");
        var sources = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var words = TraceQuery().Matches(alerts).SelectMany(query => Quoted().Matches(query.Value)).Select(match => match.Groups[1].Value).ToList();
        Assert.True(words.Count >= 4);
        Assert.All(words, word => Assert.Contains(word, sources, StringComparison.Ordinal));

        var functions = typeof(Functions.Hosting.PilotFunctions).GetMethods().Select(method => method.Name).ToList();
        var named = RequestName().Matches(alerts).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(named.Count >= 3);
        Assert.All(named, name => Assert.Contains(functions, function => function.StartsWith(name, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("First deployment")]
    [InlineData("Closing a quarter")]
    [InlineData("A file could not be processed")]
    [InlineData("A rule is wrong on the due date")]
    [InlineData("Putting things back")]
    [InlineData("The learner-key value")]
    [InlineData("What is kept, and for how long")]
    [InlineData("Uploading without a browser")]
    [InlineData("Trying it under the Functions host on one machine")]
    [InlineData("Leaving")]
    public void The_runbook_says_what_to_do(string situation) => Assert.Contains($"\n## {situation}\n", InfraFiles.Runbook, StringComparison.Ordinal);

    [Fact]
    public void The_files_that_the_runbook_names_are_there() => Assert.All(
        FileName().Matches(InfraFiles.Runbook).Select(match => match.Groups[1].Value).Distinct(),
        name => Assert.True(File.Exists(Path.Combine(InfraFiles.Folder, "..", name)) || File.Exists(Path.Combine(InfraFiles.Folder, name)), name));

    [Fact]
    public void The_workflow_runs_the_gate_and_tries_a_server_and_the_templates()
    {
        var workflow = File.ReadAllText(InfraFiles.Workflow);
        foreach (var needed in new[] { ".ci/run", "PILOT_TEST_SQLSERVER", "infra/check-templates.sh", "upload-artifact" })
        {
            Assert.Contains(needed, workflow, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("query: 'AppTraces [^']+'", RegexOptions.CultureInvariant)]
    private static partial Regex TraceQuery();

    [GeneratedRegex("\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("\\bName (?:==|startswith) \"(\\w+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex RequestName();

    [GeneratedRegex(@"Runbook: ([^'.]+)\.'", RegexOptions.CultureInvariant)]
    private static partial Regex AlertAdvice();

    [GeneratedRegex(@"RUNBOOK\.md, '([^']+)'", RegexOptions.CultureInvariant)]
    private static partial Regex ScriptAdvice();

    [GeneratedRegex("RUNBOOK\\.md, \"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex DecisionAdvice();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"`((?:infra|decisions|tests|functions)/[\w./-]+\.(?:sh|md|bicep|bicepparam|cs|sql|json))`", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
