using System.Buffers.Binary;
using System.Reflection;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Pilot.Tests.Support;

/// <summary>
/// The messages between a Functions host and its worker, as JSON: the classes that the worker's package makes of them are its own, their description is
/// what both sides go by.
/// </summary>
internal static class RpcMessages
{
    private const int HeaderBytes = 5;

    private static readonly MessageDescriptor Descriptor = (MessageDescriptor)Assembly.Load("Microsoft.Azure.Functions.Worker.Grpc")
        .GetType("Microsoft.Azure.Functions.Worker.Grpc.Messages.StreamingMessage", throwOnError: true)!
        .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    /// <summary>The next message of a gRPC stream; null at its end.</summary>
    public static async Task<JsonNode?> ReadAsync(Stream from, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderBytes];
        if (await from.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken) < HeaderBytes)
        {
            return null;
        }

        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1))];
        await from.ReadExactlyAsync(body, cancellationToken);
        return JsonNode.Parse(JsonFormatter.Default.Format(Descriptor.Parser.ParseFrom(body)));
    }

    public static byte[] Frame(JsonNode message)
    {
        var body = JsonParser.Default.Parse(message.ToJsonString(), Descriptor).ToByteArray();
        var frame = new byte[HeaderBytes + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), body.Length);
        body.CopyTo(frame, HeaderBytes);
        return frame;
    }
}
