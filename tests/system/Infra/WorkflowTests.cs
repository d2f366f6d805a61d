using System.Text.RegularExpressions;
using Pilot.Tests.Support;

namespace Pilot.Tests.Infra;

/// <summary>The workflows in .github: what they run of others is fixed to the byte, and nothing in them can do more than it must.</summary>
public sealed partial class WorkflowTests
{
    private static string Folder => Path.Combine(Repository.Root, ".github", "workflows");

    internal static IReadOnlyList<string> Workflows => [.. Directory.GetFiles(Folder, "*.yml").Order(StringComparer.Ordinal)];

    private static string LinterFolder => Path.Combine(Repository.Root, "tests", "workflow-lint");

    [Fact]
    public async Task The_linter_finds_nothing_in_any_workflow_and_something_in_a_broken_one()
    {
        await InfraFiles.InstallNpmAsync(LinterFolder);
        var (code, said) = await LintAsync([.. Workflows]);
        Assert.True(code == 0, said);
        Assert.Contains($"{Workflows.Count} files, 0 faults", said, StringComparison.Ordinal);

        var broken = Path.Combine(Directory.CreateTempSubdirectory("pilot-workflow-").FullName, "broken.yml");
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(Workflows[0])).Replace("runs-on:", "run-on:", StringComparison.Ordinal));
        (code, said) = await LintAsync(broken);
        Assert.Equal(1, code);
        Assert.Contains("run-on", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_action_is_fixed_by_its_hash_with_its_version_beside_it()
    {
        var uses = Workflows.SelectMany(file => Uses().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToList();
        Assert.NotEmpty(uses);
        Assert.All(uses, use => Assert.Matches(@"^[\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", use));
        // One version of each, wherever it is used.
        Assert.All(uses.GroupBy(use => use.Split('@')[0]), of => Assert.Single(of.Distinct()));
    }

    [Fact]
    public void A_workflow_may_read_the_code_and_each_job_says_what_else_it_may_and_none_knows_a_secret() => Assert.All(Workflows, file =>
    {
        var text = File.ReadAllText(file);
        Assert.Contains("\npermissions:\n  contents: read\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        Assert.All(Checkout().Matches(text), match => Assert.Equal("false", match.Groups[1].Value));
    });

    [Fact]
    public void A_release_has_a_bill_of_materials_and_a_provenance_and_deployment_signs_in_without_a_secret()
    {
        var release = File.ReadAllText(Path.Combine(Folder, "release.yml"));
        Assert.Contains("infra/bill-of-materials.sh pilot-sbom.json", release, StringComparison.Ordinal);
        Assert.Contains("actions/attest-build-provenance@", release, StringComparison.Ordinal);
        Assert.Contains("id-token: write", release, StringComparison.Ordinal);
        Assert.Contains("environment: ${{ inputs.environment }}", release, StringComparison.Ordinal);
        Assert.Contains("actions/dependency-review-action@", File.ReadAllText(Path.Combine(Folder, "ci.yml")), StringComparison.Ordinal);
        Assert.Contains("github/codeql-action/analyze@", File.ReadAllText(Path.Combine(Folder, "codeql.yml")), StringComparison.Ordinal);
    }

    private static Task<(int Code, string Said)> LintAsync(params string[] files) =>
        InfraFiles.RunAsync("node", LinterFolder, TimeSpan.FromMinutes(5), ["lint.cjs", .. files]);

    [GeneratedRegex(@"uses: (\S+(?: # \S+)?)", RegexOptions.CultureInvariant)]
    private static partial Regex Uses();

    [GeneratedRegex(@"uses: actions/checkout@[^\n]+(?:\n\s+with:\n\s+persist-credentials: (\w+))?", RegexOptions.CultureInvariant)]
    private static partial Regex Checkout();
}
