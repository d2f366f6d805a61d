using Azure.Storage.Queues.Models;

namespace Pilot.Tests.Support;

/// <summary>What the Functions host sends, as a genuine host was seen to send it.</summary>
internal static class HostShapes
{
    /// <summary>A message as the host takes it off the queue, its text decoded.</summary>
    public static QueueMessage QueueMessage(string text, int dequeueCount = 1) => QueuesModelFactory.QueueMessage(
        "9aeb0fdf-c01e-0131-0922-9eb54906e209", "AgAAAAMAAAAAAAAA", text, dequeueCount, null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

    /// <summary>Event Grid's own schema.</summary>
    public static string EventGrid(string container, string name, string api = "PutBlob", string type = "Microsoft.Storage.BlobCreated") =>
        $$$$"""
        {"topic":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/pilot",
        "subject":"/blobServices/default/containers/{{{{container}}}}/blobs/{{{{name}}}}","eventType":"{{{{type}}}}",
        "id":"831e1650-001e-001b-66ab-eeb76e069631","data":{"api":"{{{{api}}}}","clientRequestId":"6d79dbfb-0e37-4fc4-981f-442c9ca65760",
        "requestId":"831e1650-001e-001b-66ab-eeb76e000000","eTag":"0x8DC5E2B1B7A4D30","contentType":"application/octet-stream","contentLength":524288,
        "blobType":"BlockBlob","url":"https://pilot.blob.core.windows.net/{{{{container}}}}/{{{{Encoded(name)}}}}","sequencer":"00000000000004420000000000028963",
        "storageDiagnostics":{"batchId":"b68529f3-68cd-4744-baa4-3c0498ec19f0"}},"dataVersion":"","metadataVersion":"1","eventTime":"2026-10-05T09:00:00.1234567Z"}
        """;

    /// <summary>CloudEvents 1.0.</summary>
    public static string CloudEvent(string container, string name, string api = "PutBlockList") =>
        $$$$"""
        {"specversion":"1.0","source":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/pilot",
        "subject":"blobServices/default/containers/{{{{container}}}}/blobs/{{{{name}}}}","type":"Microsoft.Storage.BlobCreated",
        "time":"2026-10-05T09:00:00.1234567Z","id":"9aeb0fdf-c01e-0131-0922-9eb54906e209","data":{"api":"{{{{api}}}}","eTag":"\"0x8DC5E2B1B7A4D30\"",
        "contentLength":524288,"blobType":"BlockBlob","url":"https://pilot.blob.core.windows.net/{{{{container}}}}/{{{{Encoded(name)}}}}"}}
        """;

    private static string Encoded(string name) => string.Join('/', name.Split('/').Select(Uri.EscapeDataString));
}
