using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pilot.Tests.Infra;

/// <summary>What deploy.sh asks of Azure, seen with stand-ins for its tools that write down how they are called.</summary>
public sealed partial class DeployScriptTests : IDisposable
{
    /// <summary>What the script asks of the templates.</summary>
    private static readonly string[] Outputs =
        ["appName", "appHostName", "appIdentityName", "appClientId", "databaseServerHostName", "databaseServerName", "databaseName", "vaultName"];

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("pilot-deploy-");

    private string Calls => Path.Combine(root.FullName, "calls");

    public void Dispose() => root.Delete(recursive: true);

    [NeedsToolFact("bash")]
    public async Task The_program_is_published_only_after_the_app_can_read_the_value_and_the_database_is_up_to_date()
    {
        var (code, said) = await DeployAsync("");
        Assert.True(code == 0, said);
        Assert.Equal(
            ["dotnet publish", "az deployment group what-if", "az deployment group create", "az keyvault secret set", "az rest --method GET", "az sql server firewall-rule create",
             "migrate --data", "sqlcmd --server", "az functionapp deployment source config-zip", "curl --silent", "az sql server firewall-rule delete"],
            Steps());
    }

    [NeedsToolFact("bash")]
    public async Task A_value_that_is_there_is_never_replaced()
    {
        var (code, said) = await DeployAsync("\"keyvault secret list \"*) echo https://vault/secrets/learner-key ;;");
        Assert.True(code == 0, said);
        Assert.DoesNotContain("az keyvault secret set", Steps());
        Assert.Contains("az functionapp deployment source config-zip", Steps());
    }

    [NeedsToolFact("bash")]
    public async Task A_vault_that_does_not_answer_is_not_taken_for_an_empty_one()
    {
        var (code, said) = await DeployAsync("\"keyvault secret list \"*) exit 1 ;;");
        Assert.Equal(1, code);
        Assert.Contains("does not say whether", said, StringComparison.Ordinal);
        Assert.Equal(["dotnet publish", "az deployment group what-if", "az deployment group create"], Steps());
    }

    [NeedsToolFact("bash")]
    public async Task A_value_that_was_deleted_is_to_be_recovered_and_not_made_anew()
    {
        var (code, said) = await DeployAsync("\"keyvault secret list-deleted\"*) echo https://vault/deletedsecrets/learner-key ;;");
        Assert.Equal(1, code);
        Assert.Contains("Recover it", said, StringComparison.Ordinal);
        Assert.DoesNotContain("az keyvault secret set", Steps());
        Assert.DoesNotContain("az functionapp deployment source config-zip", Steps());
    }

    [NeedsToolFact("bash")]
    public async Task An_app_that_cannot_read_the_value_gets_no_program()
    {
        var (code, _) = await DeployAsync("\"rest --method GET\"*) echo AccessToKeyVaultDenied ;;");
        Assert.Equal(1, code);
        Assert.DoesNotContain("migrate --data", Steps());
        Assert.DoesNotContain("az functionapp deployment source config-zip", Steps());
    }

    [NeedsToolFact("bash")]
    public async Task The_databases_door_is_shut_again_when_a_step_fails()
    {
        var (code, _) = await DeployAsync("\"functionapp deployment\"*) exit 1 ;;");
        Assert.Equal(1, code);
        Assert.Equal("az sql server firewall-rule delete", Steps()[^1]);
    }

    [NeedsToolFact("bash")]
    public async Task An_office_page_that_is_open_to_everybody_is_an_error()
    {
        var (code, said) = await DeployAsync("", office: "200");
        Assert.Equal(1, code);
        Assert.Contains("must answer 401", said, StringComparison.Ordinal);
    }

    [NeedsToolFact("bash")]
    public async Task Only_showing_changes_nothing()
    {
        var (code, said) = await DeployAsync("\"group exists\"*) echo true ;;", arguments: ["--what-if"]);
        Assert.True(code == 0, said);
        Assert.Equal(["az deployment group what-if"], Steps());
    }

    [NeedsToolFact("bash")]
    public async Task A_dry_run_writes_every_command_down_in_order_and_runs_none()
    {
        var (code, said) = await DeployAsync("", filledIn: false, arguments: ["--dry-run", "--my-address", "192.0.2.1"]);
        Assert.True(code == 0, said);
        Assert.False(File.Exists(Calls), "A tool was called.");
        string[] commands =
        [
            "dotnet publish", "az deployment group what-if", "az deployment group create", "az keyvault secret set", "az sql server firewall-rule create",
            "Pilot.Functions migrate", "sqlcmd --server", "az functionapp deployment source config-zip", "curl --silent", "az sql server firewall-rule delete",
        ];
        var at = commands.Select(command => said.IndexOf("   " + command, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, at);
        Assert.Equal(at.Order(), at);
    }

    [NeedsToolFact("bash")]
    public async Task Parameters_that_nobody_filled_in_stop_it_before_anything_is_done()
    {
        var (code, said) = await DeployAsync("", filledIn: false);
        Assert.Equal(2, code);
        Assert.Contains("First deployment", said, StringComparison.Ordinal);
        Assert.Empty(Steps());
    }

    [NeedsToolFact("bash")]
    public async Task Before_azd_publishes_the_value_is_made_and_the_database_is_up_to_date_and_nothing_else_is_done()
    {
        var (code, said) = await DeployAsync("", arguments: ["prepare"], azd: Outputs);
        Assert.True(code == 0, said);
        Assert.Equal(
            ["dotnet publish", "az keyvault secret set", "az rest --method GET", "az sql server firewall-rule create", "migrate --data", "sqlcmd --server", "az sql server firewall-rule delete"],
            Steps());
        // What the templates said comes from azd, which names its deployments itself.
        var calls = await File.ReadAllTextAsync(Calls);
        Assert.DoesNotContain("az deployment", calls, StringComparison.Ordinal);
        Assert.Contains("--vault-name azd-vaultName", calls, StringComparison.Ordinal);
        Assert.Contains("AppClientId=azd-appClientId", calls, StringComparison.Ordinal);
    }

    [NeedsToolFact("bash")]
    public async Task After_azd_has_published_the_app_is_asked_whether_it_is_well_and_nothing_else_is_done()
    {
        var (code, said) = await DeployAsync("", arguments: ["check"], azd: Outputs);
        Assert.True(code == 0, said);
        Assert.Equal(["curl --silent"], Steps());
        Assert.Contains("https://azd-appHostName/api/health", said, StringComparison.Ordinal);

        (code, said) = await DeployAsync("", office: "200", arguments: ["check"], azd: Outputs);
        Assert.Equal(1, code);
        Assert.Contains("must answer 401", said, StringComparison.Ordinal);
    }

    [NeedsToolFact("bash")]
    public async Task An_azd_environment_that_holds_nothing_of_the_templates_stops_a_part_in_words()
    {
        var (code, said) = await DeployAsync("", arguments: ["prepare"], azd: []);
        Assert.Equal(1, code);
        Assert.Contains("azd does not say what vaultName is", said, StringComparison.Ordinal);
        Assert.DoesNotContain("az keyvault secret set", Steps());
    }

    [Fact]
    public void Every_output_that_the_script_asks_for_is_one_of_the_templates()
    {
        var asked = Asked().Matches(InfraFiles.Read("deploy-steps.sh")).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Equal(Outputs.Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
        Assert.All(asked, output => Assert.Contains($"\noutput {output} string", InfraFiles.Read("main.bicep"), StringComparison.Ordinal));
    }

    /// <summary>The calls that change something or decide something, in their order, each once.</summary>
    private List<string> Steps()
    {
        string[] wanted =
        [
            "dotnet publish", "az deployment group what-if", "az deployment group create", "az keyvault secret set", "az rest --method GET", "az sql server firewall-rule create", "migrate --data",
            "sqlcmd --server", "az functionapp deployment source config-zip", "curl --silent", "az sql server firewall-rule delete",
        ];
        var calls = File.Exists(Calls) ? File.ReadAllLines(Calls) : [];
        return [.. calls.Select(call => wanted.FirstOrDefault(step => call.StartsWith(step, StringComparison.Ordinal))).OfType<string>().Distinct()];
    }

    private async Task<(int Code, string Said)> DeployAsync(string azAnswers, string office = "401", bool filledIn = true, string[]? arguments = null, string[]? azd = null)
    {
        var infra = root.CreateSubdirectory("infra");
        Array.ForEach(["deploy.sh", "deploy-steps.sh", "deploy-dry-run.sh", "azd.sh", "database-user.sql"], file => File.Copy(Path.Combine(InfraFiles.Folder, file), Path.Combine(infra.FullName, file), overwrite: true));
        var parameters = InfraFiles.Read("test.bicepparam");
        await File.WriteAllTextAsync(
            Path.Combine(infra.FullName, azd is null ? "test.bicepparam" : "main.bicepparam"),
            filledIn ? parameters.Replace("00000000-", "12345678-", StringComparison.Ordinal).Replace("example.org", "example.com", StringComparison.Ordinal) : parameters);

        var tools = await ToolsAsync(azAnswers, office);
        string[] call = azd is not null
            ? [Path.Combine(infra.FullName, "azd.sh"), .. arguments ?? []]
            : [Path.Combine(infra.FullName, "deploy.sh"), "test", "rg-x", .. arguments ?? ["--yes", "--my-address", "192.0.2.1"]];
        using var deploy = Process.Start(StartInfo(tools, call, azd))!;
        deploy.StandardInput.Close();
        var said = deploy.StandardOutput.ReadToEndAsync();
        var errors = deploy.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await deploy.WaitForExitAsync(limit.Token);
        return (deploy.ExitCode, await said + await errors);
    }

    [GeneratedRegex(@"output_of (\w+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}
