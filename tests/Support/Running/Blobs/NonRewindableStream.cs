using Pilot.Reporting.Excel.Reading;

namespace Pilot.Tests.Blobs;

/// <summary>A stream as it comes from a network: forward only, and it may break off.</summary>
internal sealed class NonRewindableStream(byte[] content, int? failAt) : ReadOnlyStream
{
    private int position;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (position >= failAt)
        {
            throw new IOException("The connection was lost.");
        }

        var taken = Math.Min(count, Math.Min(20_000, content.Length - position));
        Array.Copy(content, position, buffer, offset, taken);
        position += taken;
        return taken;
    }
}
