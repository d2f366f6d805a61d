using System.Text.RegularExpressions;
using Pilot.Tests.Support;

namespace Pilot.Tests.Infra;

/// <summary>What the pages for people name of the repository is there: paths, types, variables, commands.</summary>
public sealed partial class NamedThingsTests
{
    private static readonly string[] Folders = ["reporting", "functions", "tests", "infra", "decisions", "modules", ".github", ".ci", ".config", ".devcontainer", ".vscode"];

    public static TheoryData<string> Pages => ["README.md", "CONTRIBUTING.md", "infra/RUNBOOK.md", "infra/CHANGELOG.md", ".github/SECURITY.md", ".github/pull_request_template.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_path_that_a_page_names_is_there(string page) => Assert.Empty(MissingPaths(Read(page)));

    [Fact]
    public void A_path_that_is_not_there_is_found() => Assert.Equal(
        ["functions/Nothing", "infra/nothing.sh", "tests/nothing.md"],
        MissingPaths("Under `functions/Nothing` or `infra/nothing.sh live rg`, see [it](tests/nothing.md), `functions/Pages`, `reports/2026Q3/` and `infra/deploy.sh test rg`.").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_type_that_the_table_of_where_to_add_what_names_is_there()
    {
        var table = AddTable();
        var names = TypeName().Matches(table).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(names.Count > 20);
        var sources = string.Concat(Sources("reporting").Concat(Sources("functions")).Concat(Sources("tests")).Select(File.ReadAllText));
        Assert.All(names, name => Assert.Matches($@"\b(class|record|struct|enum) {name}\b", sources));
    }

    [Theory]
    [InlineData("a rule")]
    [InlineData("a sheet")]
    [InlineData("a route")]
    [InlineData("a column of a return")]
    [InlineData("a hold kind")]
    [InlineData("a key of the sheet Scheme")]
    [InlineData("an app setting")]
    [InlineData("a timer")]
    public void Somebody_new_is_told_where_to_add(string thing) => Assert.Contains($"\n| {thing} | ", AddTable(), StringComparison.Ordinal);

    [Fact]
    public void Every_variable_of_the_tests_that_a_page_names_is_read_and_every_one_that_is_read_is_named()
    {
        var named = Variable().Matches(Read("README.md") + Read("CONTRIBUTING.md")).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        // Not of the words that a summary has for people.
        var read = Sources("tests").SelectMany(file => QuotedVariable().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], named.Except(read, StringComparer.Ordinal));
        Assert.Equal([], read.Except(named, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_command_stands_in_the_README()
    {
        var commands = Sources("functions/Commands").SelectMany(file => CommandName().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToList();
        Assert.True(commands.Count > 12);
        var readme = Read("README.md");
        Assert.All(commands, name => Assert.Matches("(?m)" + $@"^\|[^|]*`{name}\b", readme));
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, page));

    private static IEnumerable<string> Sources(string folder) => Directory
        .GetFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string AddTable()
    {
        var page = Read("CONTRIBUTING.md");
        var from = page.IndexOf("## Where to add what", StringComparison.Ordinal);
        return "\n" + string.Join('\n', page[from..page.IndexOf("\n## ", from + 1, StringComparison.Ordinal)].Split('\n').Where(line => line.StartsWith('|')));
    }

    /// <summary>The first word between backticks, and where a link leads, where it begins with a folder of this repository.</summary>
    private static IEnumerable<string> MissingPaths(string text) => NamedPath().Matches(text)
        .Select(match => match.Groups[1].Value.TrimEnd('.', ','))
        .Where(path => Folders.Contains(path.Split('/')[0], StringComparer.Ordinal) && !path.Contains('{', StringComparison.Ordinal))
        .Where(path => !new[] { path, Path.Combine("infra", path) }.Any(at => Path.Exists(Path.Combine(Repository.Root, at))));

    [GeneratedRegex(@"(?:`|\]\()([\w.{}-]+/[\w./{}-]*)", RegexOptions.CultureInvariant)]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"`([A-Z][a-z]+(?:[A-Z][a-z]+)+|Scheme|Schedule)`", RegexOptions.CultureInvariant)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\bPILOT_(?!APPROVE|MY_|SIGN_)[A-Z_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex("\"(PILOT_(?!APPROVE|MY_|SIGN_)[A-Z_]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedVariable();

    [GeneratedRegex("new Command\\(\"([a-z]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex CommandName();
}
