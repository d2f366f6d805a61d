using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Pilot.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace Pilot.Tests.Infra;

/// <summary>azure.yaml, which makes <c>infra</c> a template of the Azure Developer CLI.</summary>
public sealed class AzdTests
{
    [NeedsFileFact("../shared/data/azd/azure.yaml.json", "the schema that azd publishes")]
    public void The_template_holds_against_the_published_schema()
    {
        var schema = Schema();
        Assert.True(schema.Evaluate(JsonSerializer.SerializeToElement(Template())).IsValid);

        var wrong = (JsonObject)Template();
        wrong["services"]!["pilot"]!.AsObject().Remove("host");
        Assert.False(schema.Evaluate(JsonSerializer.SerializeToElement(wrong)).IsValid);
    }

    [Fact]
    public void The_service_is_the_program_and_the_app_that_it_goes_to_is_found_by_its_name()
    {
        var services = Template()["services"]!.AsObject();
        var (name, service) = Assert.Single(services);
        Assert.True(File.Exists(Path.Combine(InfraFiles.Folder, (string)service!["project"]!, "Pilot.Functions.csproj")));
        Assert.Equal("function", (string)service["host"]!);
        Assert.Contains($"'azd-service-name': '{name}'", InfraFiles.Module("app"), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(InfraFiles.Folder, (string)Template()["infra"]!["module"]! + ".bicep")));
    }

    [Fact]
    public void Every_hook_is_a_part_that_the_script_knows()
    {
        var script = InfraFiles.Read("azd.sh");
        var hooks = Template()["hooks"]!.AsObject();
        Assert.Equal(["postdeploy", "postprovision", "preprovision", "preup"], hooks.Select(hook => hook.Key).Order(StringComparer.Ordinal));
        Assert.All(hooks, hook =>
        {
            var words = ((string)hook.Value!["run"]!).Split(' ');
            Assert.Equal("./azd.sh", words[0]);
            Assert.Contains(words[1], script, StringComparison.Ordinal);
        });
    }

    private static JsonNode Template() => Read(InfraFiles.Read("azure.yaml"));

    /// <summary>Remote parts of the schema are taken as true: nothing is fetched.</summary>
    private static JsonSchema Schema()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "..", "shared", "data", "azd", "azure.yaml.json")))!;
        TakeRemoteAsTrue(schema);
        return JsonSerializer.Deserialize<JsonSchema>(schema.ToJsonString())!;
    }

    private static void TakeRemoteAsTrue(JsonNode node)
    {
        if (node is JsonObject part)
        {
            if (part["$ref"] is JsonValue reference && reference.GetValue<string>().StartsWith("http", StringComparison.Ordinal))
            {
                part.Remove("$ref");
            }

            foreach (var (_, value) in part.ToList().Where(member => member.Value is not null))
            {
                TakeRemoteAsTrue(value!);
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var value in list.Where(value => value is not null))
            {
                TakeRemoteAsTrue(value!);
            }
        }
    }

    private static JsonNode Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Convert(stream.Documents[0].RootNode);
    }

    private static JsonNode Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(member => KeyValuePair.Create(((YamlScalarNode)member.Key).Value!, (JsonNode?)Convert(member.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode text => JsonValue.Create(text.Value ?? ""),
        _ => throw new NotSupportedException(node.GetType().Name),
    };
}
