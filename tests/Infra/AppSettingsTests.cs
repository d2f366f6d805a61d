using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Pilot.Functions;
using Pilot.Functions.Blobs;
using Pilot.Functions.Hosting;
using Pilot.Tests.Support;

namespace Pilot.Tests.Infra;

public sealed partial class AppSettingsTests
{
    [Fact]
    public void The_template_sets_exactly_the_settings_that_are_named_in_code() =>
        Assert.Equal(AppSettings.InAzure.Order(StringComparer.Ordinal), InfraFiles.AppSettings().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_program_reads_no_setting_that_is_not_named_and_every_one_that_is()
    {
        var read = ReadInSource();
        Assert.Subset(AppSettings.InAzure.Concat(AppSettings.OnOneMachineOnly).ToHashSet(StringComparer.Ordinal), read);
        Assert.Superset(AppSettings.OfTheProgram.ToHashSet(StringComparer.Ordinal), read);
    }

    [Fact]
    public void The_program_asks_the_environment_for_nothing_but_its_port_and_a_home() =>
        Assert.Equal(["\"HOME\"", "HostContract.PortVariable"], Sources()
            .SelectMany(file => EnvironmentRead().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_for_one_machine_stands_in_no_template() =>
        Assert.Empty(AppSettings.OnOneMachineOnly.Intersect(InfraFiles.AppSettings().Keys, StringComparer.Ordinal));

    [Fact]
    public void The_schedules_are_the_programs_own() => Assert.All(Schedule.All, schedule =>
        Assert.Equal($"'{schedule.Default}'", InfraFiles.AppSettings()[schedule.Setting]));

    [Fact]
    public void S6_with_the_settings_of_the_template_blobs_are_in_the_account_and_no_folder_is_made()
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
    public void S6_the_database_is_named_without_user_and_password()
    {
        var text = InfraFiles.AppSettings()[OpenWorld.DatabaseSetting].Trim('\'');
        var connection = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(Expression().Replace(text, "x"));
        Assert.Equal("x", connection.InitialCatalog);
        Assert.Equal("tcp:x,1433", connection.DataSource);
        Assert.True(connection.Encrypt == Microsoft.Data.SqlClient.SqlConnectionEncryptOption.Mandatory);
        Assert.Equal("", connection.UserID + connection.Password);
    }

    [Fact]
    public void S6_the_learner_key_value_is_a_reference_into_the_vault_under_the_name_that_the_deployment_gives_it()
    {
        Assert.Equal("'@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/learner-key)'", InfraFiles.AppSettings()[OpenWorld.SecretSetting]);
        Assert.Contains("secret_name=\"learner-key\"", InfraFiles.Read("deploy.sh"), StringComparison.Ordinal);
        Assert.Contains($"/{OpenWorld.SecretSetting}?", InfraFiles.Read("deploy.sh"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Sources() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    /// <summary>The names in every <c>settings[...]</c> of the sources, with the constants that they are written with.</summary>
    private static HashSet<string> ReadInSource()
    {
        var constants = typeof(OpenWorld).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field is { IsLiteral: true } && field.FieldType == typeof(string))
            .ToLookup(field => field.Name, StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Sources())
        {
            foreach (Match read in SettingRead().Matches(File.ReadAllText(file)))
            {
                names.Add(Name(read.Groups[1].Value, Path.GetFileNameWithoutExtension(file)).Replace(":", "__", StringComparison.Ordinal));
            }
        }

        return names;

        string Name(string written, string type) => written switch
        {
            ['$', '"', .. var inner, '"'] => Hole().Replace(inner, hole => Constant(hole.Groups[1].Value, type)),
            ['"', .. var literal, '"'] => literal,
            _ => Constant(written, type),
        };

        string Constant(string written, string type)
        {
            var parts = written.Split('.');
            var owner = parts.Length > 1 ? parts[^2] : type;
            return constants[parts[^1]].Where(field => field.DeclaringType!.Name == owner).Select(field => (string?)field.GetRawConstantValue()).FirstOrDefault()
                ?? throw new InvalidOperationException($"{type} reads the setting {written}: give it a constant, and name it in {nameof(AppSettings)}.");
        }
    }

    [GeneratedRegex("""\b(?:settings|configuration|Configuration)\[((?:\$?"[^"]+")|[A-Z][\w.]*)\]""", RegexOptions.CultureInvariant)]
    private static partial Regex SettingRead();

    [GeneratedRegex(@"GetEnvironmentVariable\(([^)]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentRead();

    [GeneratedRegex(@"\{([\w.]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();

    [GeneratedRegex(@"\$\{[^}]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Expression();
}
