using System.Text;
using System.Text.Json;
using Pilot.Functions.Hosting;
using Pilot.Tests.Support;

namespace Pilot.Tests.Hosting;

public sealed class InvocationTests
{
    [Fact]
    public async Task S3_a_message_comes_out_of_its_JSON_strings()
    {
        var invocation = await ReadAsync(HostShapes.QueueMessage("""{"subject":"a \"quoted\" name"}"""));

        Assert.Equal("a \"quoted\" name", invocation.Binding("message").GetProperty("subject").GetString());
        Assert.Equal("""{"subject":"a \"quoted\" name"}""", invocation.Text("message"));
    }

    [Theory]
    [InlineData("""{"Data":{"message":{"subject":"s"}}}""")]
    [InlineData("""{"Data":{"message":"{\"subject\":\"s\"}"}}""")]
    [InlineData("""{"Data":{"message":"\"{\\\"subject\\\":\\\"s\\\"}\""}}""")]
    [InlineData("""{"data":{"message":{"subject":"s"}},"metadata":null,"more":[1,{}]}""")]
    public async Task S3_a_message_may_be_wrapped_more_or_less_often(string body) =>
        Assert.Equal("s", (await ReadAsync(body)).Binding("message").GetProperty("subject").GetString());

    [Fact]
    public async Task S3_a_list_of_events_comes_as_a_list()
    {
        var invocation = await ReadAsync(HostShapes.QueueMessage("""[{"subject":"a"},{"subject":"b"}]"""));
        Assert.Equal(2, invocation.Binding("message").GetArrayLength());
    }

    [Fact]
    public async Task A_message_that_is_not_JSON_is_its_text()
    {
        var invocation = await ReadAsync(HostShapes.QueueMessage("put here by hand"));
        Assert.Equal(JsonValueKind.String, invocation.Binding("message").ValueKind);
        Assert.Equal("put here by hand", invocation.Text("message"));
    }

    [Theory]
    [InlineData("""{"Data":{},"Metadata":{"DequeueCount":"4"}}""", 4)]
    [InlineData("""{"Data":{},"Metadata":{"DequeueCount":4}}""", 4)]
    [InlineData("""{"Data":{},"Metadata":{"DequeueCount":"\"4\""}}""", 4)]
    [InlineData("""{"Data":{},"Metadata":{"DequeueCount":"many"}}""", 1)]
    [InlineData("""{"Data":{},"Metadata":{}}""", 1)]
    [InlineData("""{"Data":{}}""", 1)]
    public async Task S3_the_count_of_tries_is_text(string body, int expected) =>
        Assert.Equal(expected, (await ReadAsync(body)).DequeueCount);

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Data":"text"}""")]
    [InlineData("""{"Data":{"message":"cut o""")]
    public async Task What_is_no_invocation_is_said_to_be_none(string body) =>
        await Assert.ThrowsAsync<UnreadableInvocationException>(() => ReadAsync(body));

    [Fact]
    public async Task A_binding_that_is_not_there_is_said_by_name()
    {
        var invocation = await ReadAsync(HostShapes.Timer());
        var missing = Assert.Throws<UnreadableInvocationException>(() => invocation.Binding("message"));
        Assert.Contains("message", missing.Message, StringComparison.Ordinal);
    }

    private static Task<Invocation> ReadAsync(string body) =>
        Invocation.ReadAsync("ReceiveReturn", "id", new MemoryStream(Encoding.UTF8.GetBytes(body)), CancellationToken.None);
}
