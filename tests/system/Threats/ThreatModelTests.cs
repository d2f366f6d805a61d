using System.Text.RegularExpressions;
using Pilot.Tests.Support;

namespace Pilot.Tests.Threats;

public sealed partial class ThreatModelTests
{
    [Fact]
    public void Every_test_that_the_threat_model_names_exists()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "infra", "decisions", "0008-threat-model.md"));
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .GroupBy(file => Path.GetFileName(file).Split('.')[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Concat(group.Select(File.ReadAllText)), StringComparer.Ordinal);
        var rows = page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Threat", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Matches(Named(), row));

        var missing = Named().Matches(page)
            .Where(name => !sources.TryGetValue(name.Groups["class"].Value, out var source)
                || (name.Groups["method"].Success && !source.Contains($" {name.Groups["method"].Value}(", StringComparison.Ordinal)))
            .Select(name => name.Value).ToList();
        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [GeneratedRegex("`(?<class>[A-Za-z]+(?:Tests|Contract))(?:\\.(?<method>[A-Za-z0-9_]+))?`", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
