using System.Text.RegularExpressions;

namespace Pilot.Tests.Infra;

/// <summary>decisions/0002-roles.md and modules/roles.bicep say the same.</summary>
public sealed partial class RoleTests
{
    private const string OfOurOwn = "Pilot Scan Results Reader";
    private const string ReadsSecret = "roleIds['Key Vault Secrets User']";
    private static readonly string Roles = InfraFiles.Module("roles");
    private static readonly string Decision = InfraFiles.Read("decisions", "0002-roles.md");

    [Fact]
    public void Every_right_in_the_templates_is_in_the_decision_and_the_other_way_round() => Assert.Empty(Differences(Roles, Decision));

    /// <summary>What somebody might change one day, in memory only, and what has to notice it.</summary>
    public static TheoryData<string, string, string> Changes() => new()
    {
        { "a wider role", Roles.Replace(ReadsSecret, "roleIds['Key Vault Secrets Officer']", StringComparison.Ordinal), Decision },
        { "a wider place", Roles.Replace("scope: returnsContainer", "scope: storage", StringComparison.Ordinal), Decision },
        { "the same for somebody else", Roles.Replace("principalId: eventsPrincipalId", "principalId: officersGroupId", StringComparison.Ordinal), Decision },
        { "one line of the decision gone", Roles, Line().Replace(Decision, "", 1) },
        { "one line more in the decision", Roles, Line().Replace(Decision, "$0| events | Key Vault Secrets User | vault | why not |\n", 1) },
        { "one right not given", Assignment().Replace(Roles, "", 1), Decision },
        { "one right more", Roles + Assignment().Match(Roles).Value.Replace("appPrincipalId", "officersGroupId", StringComparison.Ordinal), Decision },
        { "one right more, written in another way", Roles + "\nresource one 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (true) {\n  scope: vault\n}\n", Decision },
        { "one right more, of another version", Roles + "\nresource one 'Microsoft.Authorization/roleAssignments@2020-10-01-preview' = {\n  scope: vault\n}\n", Decision },
        { "a wider role of our own", Roles.Replace("/blobs/tags/read'", "/blobs/tags/*'", StringComparison.Ordinal), Decision },
        { "what the role of our own may do to the account", Roles.Replace("actions: []\n        not", "actions: [\n          '*'\n        ]\n        not", StringComparison.Ordinal), Decision },
        { "one role more of our own", Roles + "\nresource all 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {\n  name: 'x'\n}\n", Decision },
        { "the package as well", Roles.Replace("  'outbox'\n", "  'outbox'\n  'app-package'\n", StringComparison.Ordinal), Decision },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_right_that_is_changed_in_one_of_the_two_is_noticed(string change, string roles, string decision) =>
        Assert.True(Differences(roles, decision).Count > 0 && (roles, decision) != (Roles, Decision), change);

    [Fact]
    public void Rights_are_given_in_one_place() => Assert.Equal(
        ["roles.bicep"],
        InfraFiles.Templates.Where(file => File.ReadAllText(file).Contains("Microsoft.Authorization/role", StringComparison.Ordinal)).Select(Path.GetFileName));

    [Fact]
    public void The_app_reaches_its_own_containers_and_neither_its_package_nor_the_hosts_keys()
    {
        var own = InfraFiles.List("roles", "appContainerNames");
        var made = InfraFiles.List("storage", "changingContainers").Concat(InfraFiles.List("storage", "writeOnceContainers")).ToList();
        Assert.Equal(made.Except(["app-package", "azure-webjobs-secrets"]).Order(StringComparer.Ordinal), own.Order(StringComparer.Ordinal));
        Assert.Equal(InfraFiles.List("storage", "queues").Order(StringComparer.Ordinal), InfraFiles.List("roles", "appQueueNames").Order(StringComparer.Ordinal));
        Assert.Contains("userAssignedIdentityResourceId: packageIdentityId", InfraFiles.Module("app"), StringComparison.Ordinal);
        Assert.Contains("name: 'AzureWebJobsSecretStorageType'", InfraFiles.Module("app"), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_identity_and_group_gets_its_own_rights_and_the_vault_takes_no_others()
    {
        var main = InfraFiles.Read("main.bicep");
        foreach (var line in new[]
        {
            "appPrincipalId: identities.outputs.appPrincipalId", "packagePrincipalId: identities.outputs.packagePrincipalId", "awardsSendersGroupId: awardsSendersGroupId", "eventsPrincipalId: identities.outputs.eventsPrincipalId", "officersGroupId: officersGroupId", "operatorsGroupId: operatorsGroupId",
        })
        {
            Assert.Contains($"\n    {line}\n", main, StringComparison.Ordinal);
        }

        Assert.Contains("enableRbacAuthorization: true", InfraFiles.Module("vault"), StringComparison.Ordinal);
        Assert.DoesNotContain("accessPolicies", string.Concat(InfraFiles.Templates.Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_right_says_why_and_has_a_name_made_from_what_it_gives() => Assert.All(Assignments(), assignment =>
    {
        Assert.StartsWith("// ", assignment.Comment, StringComparison.Ordinal);
        Assert.Equal($"{assignment.Scope}.id, {assignment.Principal}, roleIds['{assignment.Role}']", assignment.Name.Replace("[i].id", ".id", StringComparison.Ordinal));
        Assert.Equal(assignment.Principal.EndsWith("GroupId", StringComparison.Ordinal) ? "Group" : "ServicePrincipal", assignment.Kind);
    });

    [Fact]
    public void Nobody_owns_or_administers_anything() => Assert.DoesNotContain(
        Assignments(), entry => entry.Role.Contains("Owner", StringComparison.Ordinal) || entry.Role.Contains("Administrator", StringComparison.Ordinal));

    [Fact]
    public void The_ids_of_the_roles_are_those_that_Azure_gives_them()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Key Vault Secrets Officer"] = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
            ["Key Vault Secrets User"] = "4633458b-17de-408a-b874-0445c86b69e6",
            ["Monitoring Metrics Publisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
            ["Storage Blob Data Contributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
            ["Storage Blob Delegator"] = "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
            ["Storage Queue Data Contributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
            ["Storage Queue Data Message Sender"] = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
        };
        Assert.Equal(known.Select(pair => (pair.Key, pair.Value)), RoleId().Matches(InfraFiles.Module("roles")).Select(match => (match.Groups[1].Value, match.Groups[2].Value)));
        Assert.Equal(known.Keys.Append(OfOurOwn).Order(StringComparer.Ordinal), Assignments().Select(assignment => assignment.Role).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains($"'{OfOurOwn}': guid(resourceGroup().id, '{OfOurOwn}')", Roles, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_database_the_app_reads_and_writes_rows_and_only_adds_to_its_records()
    {
        var script = InfraFiles.Read("database-user.sql");
        Assert.Equal(["db_datareader", "db_datawriter"], DatabaseRole().Matches(script).Select(match => match.Value).Distinct());
        Assert.Contains("N'DENY UPDATE, DELETE ON dbo.Audit TO '", script, StringComparison.Ordinal);
        Assert.Contains("N'DENY UPDATE, DELETE ON dbo.Downloads TO '", script, StringComparison.Ordinal);
        Assert.Contains("`db_datareader` and `db_datawriter`", InfraFiles.Read("decisions", "0002-roles.md"), StringComparison.Ordinal);
    }

    /// <summary>What one of the two says and the other does not, and what the template says in a way that is not understood here.</summary>
    private static List<string> Differences(string roles, string decision)
    {
        var decided = TableRow().Matches(decision).Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)).ToList();
        var given = Assignments(roles).Select(assignment => (assignment.Who, assignment.Role, assignment.Scope)).ToList();
        return
        [
            .. decided.Except(given).Select(entry => $"not given: {entry}"), .. given.Except(decided).Select(entry => $"not decided: {entry}"),
            .. decided.Count == given.Count && OwnRole().Count(roles) == 1 && AnyRight().Count(roles) == given.Count + 1 ? Array.Empty<string>() : ["something is there twice, or is written in another way"],
            .. List(roles, "appContainerNames").Except(OwnContainers).Select(name => $"not decided: the app on {name}"),
        ];
    }

    private static readonly string[] OwnContainers =
        ["returns", "settings", "awards", "submissions", "receipts", "reports", "statements", "outbox", "azure-webjobs-hosts"];

    private static IEnumerable<string> List(string text, string name)
    {
        var from = text.IndexOf($"var {name} = [", StringComparison.Ordinal);
        return text[from..text.IndexOf("\n]", from, StringComparison.Ordinal)].Split('\n').Skip(1).Select(line => line.Trim(' ', '\''));
    }

    private static List<(string Who, string Principal, string Role, string Scope, string Name, string Kind, string Comment)> Assignments(string? roles = null) =>
        [.. Assignment().Matches(roles ?? Roles).Select(match => (
            Who(match.Groups["principal"].Value),
            match.Groups["principal"].Value,
            match.Groups["role"].Value,
            match.Groups["scope"].Value,
            match.Groups["name"].Value,
            match.Groups["kind"].Value,
            match.Groups["comment"].Value))];

    private static string Who(string principal) => principal switch
    {
        "appPrincipalId" => "app",
        "packagePrincipalId" => "package",
        "eventsPrincipalId" => "events",
        "awardsSendersGroupId" => "awards senders",
        "officersGroupId" => "officers",
        "operatorsGroupId" => "operators",
        _ => throw new ArgumentException($"Nobody is known as {principal}.", nameof(principal)),
    };

    [GeneratedRegex(
        """
        ^(?<comment>[^\n]*)\nresource \w+ 'Microsoft\.Authorization/roleAssignments@2022-04-01' = (?:\[\s+for \(name, i\) in \w+: (?:if \(scanUploads\) )?|if \(!empty\(\w+\)\) )?\{
        \s+scope: (?<scope>\w+)(?:\[i\])?
        \s+name: guid\((?<name>[^\n]+)\)
        \s+properties: \{
        \s+roleDefinitionId: subscriptionResourceId\('Microsoft\.Authorization/roleDefinitions', roleIds\['(?<role>[^']+)'\]\)
        \s+principalId: (?<principal>\w+)
        \s+principalType: '(?<kind>\w+)'
        """,
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    /// <summary>The one role of our own, and all that it allows.</summary>
    [GeneratedRegex(
        """
        'Microsoft\.Authorization/roleDefinitions@2022-04-01' = if \(scanUploads\) \{
          name: roleIds\['Pilot Scan Results Reader'\]
        [^\[]+\n    assignableScopes: \[
              resourceGroup\(\)\.id
            \]
            permissions: \[
              \{
                actions: \[\]
                notActions: \[\]
                dataActions: \[
                  'Microsoft\.Storage/storageAccounts/blobServices/containers/blobs/tags/read'
                \]
                notDataActions: \[\]
              \}
            \]
          \}
        \}
        """,
        RegexOptions.CultureInvariant)]
    private static partial Regex OwnRole();

    /// <summary>Whatever is made of the kind that gives rights; where one is used it is not followed by an @.</summary>
    [GeneratedRegex(@"Microsoft\.Authorization/\w+@", RegexOptions.CultureInvariant)]
    private static partial Regex AnyRight();

    [GeneratedRegex(@"^\| (?:app|package|events|officers|awards senders|operators) \| .*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Line();

    [GeneratedRegex(@"^\| (app|package|events|officers|awards senders|operators) \| ([^|]+) \| (\w+) \| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex TableRow();

    [GeneratedRegex(@"^  '([A-Z][A-Za-z ]+)': '([0-9a-f-]{36})'$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex RoleId();

    [GeneratedRegex(@"\bdb_\w+", RegexOptions.CultureInvariant)]
    private static partial Regex DatabaseRole();
}
