using Pilot.Functions.Hosting;
using Pilot.Tests.Support;

namespace Pilot.Tests.Hosting;

public sealed class BlobCreatedTests
{
    private const string Name = "10000001/MTHTQ-ENR-10000001-2026Q3-20261005-090000.xlsx";

    private static readonly BlobCreated Expected = new("returns", Name);

    [Fact]
    public void Functions_3_an_event_in_Event_Grids_own_schema_names_its_blob() =>
        Assert.Equal(Expected, Assert.Single(Read(HostShapes.EventGrid("returns", Name))));

    [Fact]
    public void Functions_3_an_event_in_the_CloudEvents_schema_names_its_blob() =>
        Assert.Equal(Expected, Assert.Single(Read(HostShapes.CloudEvent("returns", Name))));

    [Fact]
    public void Functions_3_a_list_of_events_in_both_schemas_names_every_blob()
    {
        var blobs = Read($"[{HostShapes.EventGrid("returns", "10000001/a.xlsx")},{HostShapes.CloudEvent("settings", "b.xlsx")}]");
        Assert.Equal([("returns", "10000001/a.xlsx"), ("settings", "b.xlsx")], blobs.Select(blob => (blob.Container, blob.Name)));
    }

    [Theory]
    [InlineData("PutBlob", 1)]
    [InlineData("PutBlockList", 1)]
    [InlineData("CopyBlob", 1)]
    [InlineData("FlushWithClose", 1)]
    [InlineData("CreateFile", 0)]
    [InlineData("SftpCreate", 0)]
    [InlineData("PutBlobProperties", 0)]
    [InlineData("", 0)]
    public void Functions_3_only_operations_that_leave_a_whole_blob_count(string api, int expected) =>
        Assert.Equal(expected, Read(HostShapes.EventGrid("returns", Name, api)).Count);

    [Fact]
    public void Events_of_other_types_are_passed_over() =>
        Assert.Empty(Read(HostShapes.EventGrid("returns", Name, type: "Microsoft.Storage.BlobDeleted")));

    [Theory]
    [InlineData("10000001/Autumn return.xlsx", "10000001/Autumn return.xlsx")]
    [InlineData("10000001/Autumn%20return.xlsx", "10000001/Autumn%20return.xlsx")]
    [InlineData("10000001/r\u00e9sum\u00e9 + 50%.xlsx", "10000001/r\u00e9sum\u00e9 + 50%.xlsx")]
    public void A_subject_that_is_the_name_itself_is_taken_as_it_is(string subject, string name) =>
        Assert.Equal(name, Assert.Single(Read(HostShapes.EventGrid("returns", subject))).Name);

    [Fact]
    public void A_subject_that_is_encoded_as_the_address_is_gets_decoded()
    {
        var message = HostShapes.EventGrid("returns", "10000001/Autumn return (1).xlsx")
            .Replace("blobs/10000001/Autumn return (1).xlsx", "blobs/10000001/Autumn%20return%20%281%29.xlsx", StringComparison.Ordinal);
        Assert.Equal("10000001/Autumn return (1).xlsx", Assert.Single(Read(message)).Name);
    }

    [Fact]
    public void A_folder_named_blobs_is_part_of_the_name() =>
        Assert.Equal("10000001/blobs/a.xlsx", Assert.Single(Read(HostShapes.EventGrid("returns", "10000001/blobs/a.xlsx"))).Name);

    [Fact]
    public void What_an_event_does_not_say_stays_unsaid()
    {
        const string Bare = """
            {"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/returns/blobs/a.xlsx","data":{"api":"PutBlob"}}
            """;
        Assert.Equal(new BlobCreated("returns", "a.xlsx"), Assert.Single(Read(Bare)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("put here by hand")]
    [InlineData("\"text\"")]
    [InlineData("12")]
    [InlineData("{}")]
    [InlineData("""[[1]]""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","data":{"api":"PutBlob"}}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/other","data":{"api":"PutBlob"}}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers//blobs/a","data":{"api":"PutBlob"}}""")]
    [InlineData("""{"eventType":"Microsoft.Storage.BlobCreated","subject":"/blobServices/default/containers/returns/blobs/","data":{"api":"PutBlob"}}""")]
    public void A_message_that_names_no_blob_is_a_failure_and_is_never_dropped(string message) =>
        Assert.Throws<UnreadableMessageException>(() => Read(message));

    private static IReadOnlyList<BlobCreated> Read(string message) => BlobCreated.Read(message);
}
