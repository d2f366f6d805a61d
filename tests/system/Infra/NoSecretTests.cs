using System.Text.RegularExpressions;

namespace Pilot.Tests.Infra;

/// <summary>No key, password or other secret stands in a template, parameter file, script or workflow.</summary>
public sealed partial class NoSecretTests
{
    public static TheoryData<string> Files => [.. InfraFiles.Templates, .. InfraFiles.ParameterFiles, .. InfraFiles.Scripts, Path.Combine(InfraFiles.Folder, "database-user.sql"), .. WorkflowTests.Workflows];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_the_deployment_holds_no_secret(string file) => Assert.Empty(Secrets(File.ReadAllText(file)));

    [Theory]
    [InlineData("value: 'DefaultEndpointsProtocol=https;AccountName=x;AccountKey=abc'")]
    [InlineData("Server=x;User ID=sa;Password=hunter2hunter2")]
    [InlineData("value: storage.listKeys().keys[0].value")]
    [InlineData("?sv=2024-01-01&sig=abc")]
    [InlineData("InstrumentationKey=0f0f")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("'4f5c2d1e0b9a8f7e6d5c4b3a29181706f5e4d3c2b1a09f8e7d6c5b4a39281706'")]
    [InlineData("'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA='")]
    public void A_secret_would_be_found(string text) => Assert.NotEmpty(Secrets(text));

    /// <summary>What somebody might add one day, in memory only.</summary>
    public static TheoryData<string, string> Additions() => new()
    {
        { "a short password in a parameter file", Live + "\nparam databasePassword = 'Winter2026!'\n" },
        { "a secret under a plain name in a parameter file", Live + "\nparam salt = '0123456789abcdef0123456789abcdef'\n" },
        { "a connection string with a key in an app setting", App.Replace("value: storage.name", "value: 'DefaultEndpointsProtocol=https;AccountName=x;AccountKey=YWJj'", StringComparison.Ordinal) },
        { "a user in the database's connection string", App.Replace("Encrypt=True;Connect", "User ID=pilot;Password=hunter2;Connect", StringComparison.Ordinal) },
        { "a key that the template asks for", App.Replace("value: storage.name", "value: storage.listKeys().keys[0].value", StringComparison.Ordinal) },
        { "a setting that is named as a secret and is no reference to the vault", App.Replace("'@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/learner-key)'", "'kkkk'", StringComparison.Ordinal) },
        { "a setting of its own", App.Replace("var appSettings = [\n", "var appSettings = [\n  {\n    name: 'MailerApiKey'\n    value: 'kkkk'\n  }\n", StringComparison.Ordinal) },
        { "a parameter that a secret comes in by", "@secure()\nparam salt string\n" + InfraFiles.Read("main.bicep") },
        { "a password in a script", InfraFiles.Read("deploy.sh") + "\nsql_password='Winter2026!'\n" },
    };

    [Theory]
    [MemberData(nameof(Additions))]
    public void A_secret_that_is_added_is_found(string addition, string text)
    {
        Assert.DoesNotContain(text, new[] { Live, App });
        Assert.True(Secrets(text).Any(), addition);
    }

    private static string Live => InfraFiles.Read("live.bicepparam");

    private static string App => InfraFiles.Module("app");

    [Fact]
    public void Keys_and_passwords_are_switched_off_where_they_can_be()
    {
        Assert.Contains("allowSharedKeyAccess: false", InfraFiles.Module("storage"), StringComparison.Ordinal);
        Assert.Contains("azureADOnlyAuthentication: true", InfraFiles.Module("database"), StringComparison.Ordinal);
        Assert.Contains("DisableLocalAuth: true", InfraFiles.Module("monitoring"), StringComparison.Ordinal);
        Assert.Equal(2, AllowFalse().Count(InfraFiles.Module("app")));
        Assert.DoesNotContain("administratorLogin", InfraFiles.Module("database"), StringComparison.Ordinal);
        Assert.DoesNotContain("clientSecret", InfraFiles.Module("app"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Secrets(string text) => Secret().Matches(text).Select(match => match.Value)
        .Concat(NamedAsSecret().Matches(text).Select(match => match.Value))
        .Concat(SettingNamedAsSecret().Matches(text).Select(match => match.Value))
        .Concat(LongToken().Matches(text).Select(match => match.Value).Where(token => token.Any(char.IsAsciiDigit) && !token.Contains('/', StringComparison.Ordinal)));

    [GeneratedRegex(
        @"AccountKey=|SharedAccess(Key|Signature)|\b(Password|Pwd)=[^$""'\s;]|InstrumentationKey=|\blist(Keys|AccountSas|ServiceSas|Secrets)\(|[?&]sig=\w|-----BEGIN",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    /// <summary>A literal that is given to a name that says what it is, or a parameter made for one. The name of a secret is none.</summary>
    [GeneratedRegex(
        @"\w*(password|passwd|secret|token|apikey|access_?key)\w*(?<!_name) ?[=:] ?['""][^'""$]+['""]|@secure\(",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedAsSecret();

    /// <summary>An app setting with a literal that is no reference to the vault.</summary>
    [GeneratedRegex(
        @"name: '\w*(password|secret|token|key|connection_?string)\w*'\s+value: '(?!@Microsoft\.KeyVault\(SecretUri=|Files')",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SettingNamedAsSecret();

    /// <summary>Hex or base64 of 32 and more; ids with hyphens, paths, names and the hash that fixes an action do not look like that.</summary>
    [GeneratedRegex(@"(?<![\w/.@-])[A-Za-z0-9+/]{32,}={0,2}(?![\w/.-])", RegexOptions.CultureInvariant)]
    private static partial Regex LongToken();

    [GeneratedRegex(@"^    allow: false$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex AllowFalse();
}
