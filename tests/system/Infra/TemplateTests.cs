using System.Text.RegularExpressions;
using Pilot.Functions.Blobs;
using Pilot.Functions.Hosting;
using Pilot.Tests.Support;

namespace Pilot.Tests.Infra;

public sealed partial class TemplateTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private static string SyntaxFolder => Path.Combine(Repository.Root, "tests", "bicep-syntax");

    [Fact]
    public async Task Every_template_and_parameter_file_is_understood_by_the_grammar()
    {
        await InfraFiles.InstallNpmAsync(SyntaxFolder);
        var (code, said) = await ParseAsync([.. InfraFiles.Templates, .. InfraFiles.ParameterFiles]);
        Assert.True(code == 0, said);
        Assert.Contains($"{InfraFiles.Templates.Count + InfraFiles.ParameterFiles.Count} files, 0 errors", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_grammar_finds_a_brace_that_is_missing()
    {
        await InfraFiles.InstallNpmAsync(SyntaxFolder);
        var broken = Path.Combine(Path.GetTempPath(), $"pilot-{Guid.NewGuid():N}.bicep");
        try
        {
            var text = InfraFiles.Module("vault");
            await File.WriteAllTextAsync(broken, text.Remove(text.LastIndexOf('}'), 1));
            var (code, said) = await ParseAsync([broken]);
            Assert.Equal(1, code);
            Assert.Contains(broken + ":", said, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(broken);
        }
    }

    [NeedsToolFact("bicep", "dotnet restore tests/bicep-compiler")]
    public async Task The_compiler_and_the_linter_have_nothing_to_say()
    {
        var (code, said) = await InfraFiles.RunAsync("bash", InfraFiles.Folder, Limit, "check-templates.sh");
        Assert.True(code == 0, said);
        Assert.Contains($"{InfraFiles.Templates.Count + InfraFiles.ParameterFiles.Count} files", said, StringComparison.Ordinal);
    }

    [NeedsToolFact("bicep", "dotnet restore tests/bicep-compiler")]
    public async Task A_property_that_a_resource_does_not_have_or_a_version_that_nobody_knows_fails_the_check()
    {
        var copy = Directory.CreateTempSubdirectory("pilot-bicep-");
        try
        {
            foreach (var file in Directory.GetFiles(InfraFiles.Folder, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy.FullName, Path.GetRelativePath(InfraFiles.Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            // The one file that is changed: how all of them are gone through, the test above shows.
            var vault = Path.Combine(copy.FullName, "modules", "vault.bicep");
            var text = await File.ReadAllTextAsync(vault);
            var (code, said) = await InfraFiles.RunAsync("bash", copy.FullName, Limit, "check-templates.sh", "modules/vault.bicep");
            Assert.True(code == 0, said);

            await File.WriteAllTextAsync(vault, text.Replace("enableSoftDelete:", "enableSoftDeletion:", StringComparison.Ordinal));
            (code, said) = await InfraFiles.RunAsync("bash", copy.FullName, Limit, "check-templates.sh", "modules/vault.bicep");
            Assert.Equal(1, code);
            Assert.Contains("enableSoftDeletion", said, StringComparison.Ordinal);

            await File.WriteAllTextAsync(vault, text.Replace("vaults@20", "vaults@19", StringComparison.Ordinal));
            (code, said) = await InfraFiles.RunAsync("bash", copy.FullName, Limit, "check-templates.sh", "modules/vault.bicep");
            Assert.Equal(1, code);
            Assert.Contains("BCP081", said, StringComparison.Ordinal);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_workflow_compiles_with_the_same_compiler_and_no_template_hides_a_type_from_it()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+$", BicepCompiler.Version);
        Assert.Contains($"az bicep install --version v{BicepCompiler.Version}", File.ReadAllText(InfraFiles.Workflow), StringComparison.Ordinal);
        Assert.All(InfraFiles.Templates, file => Assert.DoesNotMatch(@"\bany\(|#disable-", File.ReadAllText(file)));
    }

    [Fact]
    public void Only_local_modules_and_pinned_versions_are_used()
    {
        foreach (var template in InfraFiles.Templates)
        {
            var text = File.ReadAllText(template);
            Assert.All(ModulePath().Matches(text), match => Assert.True(File.Exists(Path.Combine(InfraFiles.Folder, match.Groups[1].Value)), match.Value));
            // Diagnostic settings have had no other version since 2021.
            Assert.All(TopResource().Matches(text), match => Assert.Matches(
                @"^Microsoft\.([A-Za-z./]+@20\d\d-\d\d-\d\d|Insights/diagnosticSettings@2021-05-01-preview)$", match.Groups[1].Value));
            Assert.DoesNotMatch("'(br|ts)[:/]", text);
        }
    }

    [Fact]
    public void Every_module_is_used_and_no_compiled_template_lies_beside_them()
    {
        var main = InfraFiles.Read("main.bicep");
        Assert.Equal(
            InfraFiles.Templates.Skip(1).Select(file => "modules/" + Path.GetFileName(file)),
            ModulePath().Matches(main).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Equal(["bicepconfig.json"], Directory.GetFiles(InfraFiles.Folder, "*.json").Select(Path.GetFileName));
    }

    [Fact]
    public void Every_parameter_says_what_it_is() => Assert.All(InfraFiles.Templates, template =>
    {
        var text = File.ReadAllText(template);
        Assert.Equal(Parameter().Count(text), DescribedParameter().Count(text));
    });

    [Fact]
    public void Each_environment_gives_every_parameter_a_literal_value_and_stands_in_the_United_Kingdom()
    {
        var declared = Parameter().Matches(InfraFiles.Read("main.bicep")).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal).ToList();
        foreach (var file in InfraFiles.ParameterFiles)
        {
            var text = File.ReadAllText(file);
            var given = GivenParameter().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
            Assert.Equal(declared, given.Keys.Order(StringComparer.Ordinal));
            Assert.All(given.Values, value => Assert.Matches(@"^('[^'$]*'|\d+|true|false|\[\])$", value));
            Assert.Contains(given["location"], new[] { "'uksouth'", "'ukwest'" });
            Assert.Equal($"'{Path.GetFileNameWithoutExtension(file)}'", given["environmentName"]);
            // Otherwise files could not be removed when the settings say so, because they are still protected.
            var scheme = new Reporting.Settings.Scheme { PilotFrom = default, PilotTo = default };
            Assert.True(int.Parse(given["rawWriteOnceDays"]) <= scheme.KeepRawDays);
            Assert.True(int.Parse(given["writeOnceDays"]) < scheme.KeepLearnerYears * 365);
        }

        Assert.Equal(["live.bicepparam", "test.bicepparam"], InfraFiles.ParameterFiles.Select(Path.GetFileName));
        Assert.Matches(@"@allowed\(\[\s+'uksouth'\s+'ukwest'\s+\]\)\s+param location string", InfraFiles.Read("main.bicep"));
    }

    [Fact]
    public void The_containers_are_those_of_the_program_and_of_the_host()
    {
        var writeOnce = InfraFiles.List("storage", "writeOnceContainers");
        Assert.Equal(["reports", "statements", "submissions"], writeOnce.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["app-package", "awards", "azure-webjobs-hosts", "azure-webjobs-secrets", "outbox", "receipts", "reports", "returns", "settings", "statements", "submissions"],
            writeOnce.Concat(InfraFiles.List("storage", "changingContainers")).Order(StringComparer.Ordinal));
        Assert.Contains("container: '" + Functions.Returns.RegisterSubmission.Uploads + "'", InfraFiles.Module("events"), StringComparison.Ordinal);
        Assert.Contains("container: '" + Functions.Settings.ReceiveOfficeFile.Uploads + "'", InfraFiles.Module("events"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_queues_are_those_that_the_functions_listen_to() => Assert.Equal(
        QueueNames.All.SelectMany(queue => new[] { queue, queue + QueueNames.Poison }).Order(StringComparer.Ordinal),
        InfraFiles.List("storage", "queues").Order(StringComparer.Ordinal));

    [Fact]
    public void Whatever_holds_or_moves_something_tells_the_log_who_reached_it()
    {
        var diagnostics = InfraFiles.Module("diagnostics");
        foreach (var (resource, categories) in new[]
        {
            ("blobs", "StorageRead', 'StorageWrite', 'StorageDelete"), ("queues", "StorageWrite', 'StorageDelete"), ("vault", "AuditEvent"), ("database", "SQLSecurityAuditEvents"),
            ("master", "SQLSecurityAuditEvents"), ("topic", "DeliveryFailures"), ("app", "FunctionAppLogs"),
        })
        {
            Assert.Matches($@"scope: {resource}\n  name: 'pilot'\n  properties: \{{\n    workspaceId: workspaceId\n    logs: \[[^\]]*{Regex.Escape(categories)}", diagnostics);
        }

        Assert.Contains("isAzureMonitorTargetEnabled: true", InfraFiles.Module("database"), StringComparison.Ordinal);
        Assert.Contains("'FAILED_DATABASE_AUTHENTICATION_GROUP'", InfraFiles.Module("database"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_made_again_is_locked_where_it_is_live()
    {
        Assert.Equal(3, Regex.Count(InfraFiles.Module("locks"), "level: 'CanNotDelete'"));
        Assert.Contains("\nparam lockResources = true\n", InfraFiles.Read("live.bicepparam"), StringComparison.Ordinal);
        Assert.Contains("= if (lockResources) {", InfraFiles.Read("main.bicep"), StringComparison.Ordinal);
        Assert.Contains("expirationAction: 'Block'", InfraFiles.Module("storage"), StringComparison.Ordinal);
        Assert.Contains("\nparam uploadLinkDays = 1\n", InfraFiles.Read("live.bicepparam"), StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_7_every_upload_is_scanned_by_parameter_and_where_it_is_the_program_is_told_and_sweeps_every_minute()
    {
        Assert.Matches(@"module scan 'modules/scan\.bicep' = if \(scanUploads\) \{", InfraFiles.Read("main.bicep"));
        var scan = InfraFiles.Module("scan");
        Assert.Matches(@"onUpload: \{\s+isEnabled: true\s+capGBPerMonth: monthlyGigabytes", scan);
        Assert.Contains("blobScanResultsOptions: 'BlobIndexTags'", scan, StringComparison.Ordinal);
        // All but what only the program and the host write.
        var made = InfraFiles.List("storage", "changingContainers").Concat(InfraFiles.List("storage", "writeOnceContainers")).Select(container => container + "/");
        Assert.Equal(["awards/", "returns/", "settings/"], made.Except(InfraFiles.List("scan", "ownContainers")).Order(StringComparer.Ordinal));
        Assert.Equal(["awards", "returns", "settings"], InfraFiles.List("roles", "scannedContainerNames").Order(StringComparer.Ordinal));
        Assert.Equal("scanUploads ? 'true' : 'false'", InfraFiles.AppSettings()[Functions.Startup.OpenPilotServices.ScanSetting]);
        Assert.StartsWith("scanUploads ? '0 * * * * *' : ", InfraFiles.AppSettings()["SweepSchedule"], StringComparison.Ordinal);
        Assert.Contains("\nparam scanUploads = true\n", InfraFiles.Read("live.bicepparam"), StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_3_only_events_of_whole_files_are_delivered_and_the_program_takes_every_one_of_them()
    {
        var delivered = InfraFiles.List("events", "wholeWrites");
        Assert.Equal(["PutBlob", "PutBlockList", "CopyBlob", "FlushWithClose"], delivered);
        foreach (var api in delivered)
        {
            var happened = $$$"""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/returns/blobs/x/a.xlsx","data":{"api":"{{{api}}}"}}""";
            Assert.Single(BlobCreated.Read(happened));
        }
    }

    /// <summary>"10" instead of "10.0" makes an app that does not start.</summary>
    [Fact]
    public void Functions_3_the_runtime_is_named_by_exactly_these_strings() =>
        Assert.Matches(@"runtime: \{\s+name: 'dotnet-isolated'\s+version: '10\.0'\s+\}", InfraFiles.Module("app"));

    [Fact]
    public void Functions_4_whoever_has_not_signed_in_is_refused_everywhere_but_at_the_health_page()
    {
        var app = InfraFiles.Module("app");
        Assert.Contains("requireAuthentication: true", app, StringComparison.Ordinal);
        Assert.Contains("unauthenticatedClientAction: 'Return401'", app, StringComparison.Ordinal);
        Assert.Matches(@"excludedPaths: \[\s+'/api/health'\s+\]", app);
    }

    private static Task<(int Code, string Said)> ParseAsync(string[] files) =>
        InfraFiles.RunAsync("node", SyntaxFolder, Limit, ["parse.cjs", .. files]);

    [GeneratedRegex(@"^module \w+ '([^']+)'", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ModulePath();

    [GeneratedRegex(@"^resource \w+ '([^']+)'", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex TopResource();

    [GeneratedRegex(@"^param (\w+) ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^@description\('.+'\)\n(?:@\w+\((?:[^)\n]*|\[\n(?:  '\w+'\n)+\])\)\n)*param \w+ ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex DescribedParameter();

    [GeneratedRegex(@"^param (\w+) = (.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex GivenParameter();
}
