namespace Pilot.Tests.Data.StandIn;

/// <summary>A network that hands over in parts of its own length what was sent in one: neither packets nor their headers arrive whole.</summary>
internal sealed class FragmentingStream(Stream inner) : ForwardingStream(inner)
{
    /// <summary>In bytes; odd, so that letters of two bytes are parted too.</summary>
    private const int Part = 1447;

    public override void Write(byte[] buffer, int offset, int count)
    {
        for (var at = 0; at < count; at += Part)
        {
            Inner.Write(buffer, offset + at, Math.Min(Part, count - at));
            Inner.Flush();
            // Whoever reads takes what is there by then.
            Thread.Yield();
        }
    }
}
