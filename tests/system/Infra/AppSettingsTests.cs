using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Pilot.Functions;
using Pilot.Functions.Blobs;
using Pilot.Functions.Faults;
using Pilot.Functions.Hosting;
using Pilot.Functions.Startup;
using Pilot.Functions.Timers;
using Pilot.Tests.Support;

namespace Pilot.Tests.Infra;

public sealed partial class AppSettingsTests
{
    [Fact]
    public void The_template_sets_exactly_the_settings_that_are_named_in_code() =>
        Assert.Equal(AppSettings.InAzure.Order(StringComparer.Ordinal), InfraFiles.AppSettings().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_program_reads_no_setting_that_is_not_named_and_every_one_that_is()
    {
        var read = await ReadAtStartAsync();
        Assert.Subset(AppSettings.InAzure.Concat(AppSettings.InNoTemplate).Concat(AppSettings.OfThePlatform).ToHashSet(StringComparer.Ordinal), read);
        Assert.Equal([], AppSettings.OfTheProgram.Concat(AppSettings.InNoTemplate).Except(read, StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_are_read_in_five_places() => Assert.Equal(
        ["MailSettings.cs", "OpenBlobStore.cs", "OpenPilotServices.cs", "PoisonQueues.cs", "RunUnderHost.cs", "Telemetry.cs"],
        Sources().Where(file => SettingRead().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_program_asks_the_environment_for_nothing_but_a_home() =>
        Assert.Equal(["\"HOME\""], Sources()
            .SelectMany(file => EnvironmentRead().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_for_one_machine_or_by_hand_stands_in_no_template() =>
        Assert.Empty(AppSettings.InNoTemplate.Intersect(InfraFiles.AppSettings().Keys, StringComparer.Ordinal));

    [Fact]
    public void The_schedules_are_the_programs_own() => Assert.All(Schedule.All.Where(schedule => schedule.Setting is not null), schedule =>
        Assert.EndsWith($"'{schedule.Default}'", InfraFiles.AppSettings()[schedule.Setting!], StringComparison.Ordinal));

    [Fact]
    public void Functions_6_with_the_settings_of_the_template_blobs_are_in_the_account_and_no_folder_is_made()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"pilot-settings-{Guid.NewGuid():N}");
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(InfraFiles.AppSettings().ToDictionary(
                setting => setting.Key.Replace("__", ":", StringComparison.Ordinal),
                setting => (string?)(setting.Value.Contains("primaryEndpoints.blob", StringComparison.Ordinal) ? "https://pilot.blob.core.windows.net/" : setting.Value.Trim('\''))))
            .Build();

        Assert.IsType<AzureBlobStore>(OpenBlobStore.FromSettings(settings, folder, TimeProvider.System));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Functions_6_the_database_is_named_without_user_and_password()
    {
        var text = InfraFiles.AppSettings()[OpenPilotServices.DatabaseSetting].Trim('\'');
        var connection = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(Expression().Replace(text, "x"));
        Assert.Equal("x", connection.InitialCatalog);
        Assert.Equal("tcp:x,1433", connection.DataSource);
        Assert.True(connection.Encrypt == Microsoft.Data.SqlClient.SqlConnectionEncryptOption.Mandatory);
        Assert.Equal("", connection.UserID + connection.Password);
    }

    [Fact]
    public void Functions_6_the_learner_key_value_is_a_reference_into_the_vault_under_the_name_that_the_deployment_gives_it()
    {
        Assert.Equal("'@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/learner-key)'", InfraFiles.AppSettings()[OpenPilotServices.SecretSetting]);
        Assert.Contains("secret_name=\"learner-key\"", InfraFiles.Read("deploy.sh"), StringComparison.Ordinal);
        Assert.Contains($"/{OpenPilotServices.SecretSetting}?", InfraFiles.Read("deploy-steps.sh"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Sources() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    /// <summary>The names that the program asks for when it starts under the host, whatever the answer; with <c>__</c> between their parts.</summary>
    private static async Task<HashSet<string>> ReadAtStartAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"pilot-settings-{Guid.NewGuid():N}");
        var settings = new RecordingSettings();
        settings.Answers[MailSettings.ApiKeySetting] = settings.Answers[MailSettings.TemplateSetting] = "given";
        try
        {
            await OpenPilotServices.RunAsync(settings, folder, null, NullLogger.Instance, CancellationToken.None, underHost: true);
            settings.Answers[OpenPilotServices.DatabaseSetting] = "Server=nowhere";
            OpenPilotServices.Database(settings, folder);
            Assert.Contains($"settings[{nameof(OpenPilotServices)}.{nameof(OpenPilotServices.DataSetting)}]", await File.ReadAllTextAsync(Sources().Single(file => Path.GetFileName(file) == "RunUnderHost.cs")), StringComparison.Ordinal);
            return [.. settings.Asked.Append(OpenPilotServices.DataSetting).Append(Telemetry.EndpointSetting).Append(Telemetry.MonitorSetting).Select(name => name.Replace(":", "__", StringComparison.Ordinal))];
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Notes every name that it is asked for.</summary>
    private sealed class RecordingSettings : IConfiguration
    {
        public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

        public string? this[string key]
        {
            get
            {
                Asked.Add(key);
                return Answers.GetValueOrDefault(key);
            }
            set => throw new NotSupportedException();
        }

        public IEnumerable<IConfigurationSection> GetChildren() => throw new NotSupportedException("The program reads settings by their names.");

        public Microsoft.Extensions.Primitives.IChangeToken GetReloadToken() => throw new NotSupportedException();

        public IConfigurationSection GetSection(string key) => throw new NotSupportedException("The program reads settings by their names.");
    }

    [GeneratedRegex(@"\b[sS]ettings\[|\b[cC]onfiguration\[|IConfigurationSection", RegexOptions.CultureInvariant)]
    private static partial Regex SettingRead();

    [GeneratedRegex(@"GetEnvironmentVariable\(([^)]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentRead();

    [GeneratedRegex(@"\$\{[^}]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Expression();
}
