using System.Buffers;
using System.Runtime.InteropServices;

namespace Pilot.Functions.Blobs;

/// <summary>
/// All of a file in memory, and seekable. Its bytes stand outside the collected heap and are given back when it is closed: megabytes that are
/// needed for a second would stay until large objects are collected, which a worker does seldom.
/// </summary>
internal sealed class WholeFile : UnmanagedMemoryStream
{
    private const int ChunkLength = 64 * 1024;

    private readonly FileBytes _bytes;

    private WholeFile(FileBytes bytes, long length)
    {
        _bytes = bytes;
        Initialize(bytes, 0, length, FileAccess.Read);
    }

    /// <summary>Reads the stream to its end and closes it.</summary>
    /// <exception cref="IOException">The stream has more bytes than its length says.</exception>
    public static async Task<WholeFile> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        await using (content)
        {
            var bytes = new FileBytes(Math.Max(1, content.Length));
            try
            {
                return new WholeFile(bytes, await FillAsync(bytes, content, cancellationToken));
            }
            catch
            {
                bytes.Dispose();
                throw;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _bytes.Dispose();
        }
    }

    private static async Task<long> FillAsync(FileBytes bytes, Stream content, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);
        try
        {
            var length = 0L;
            for (int read; (read = await content.ReadAsync(chunk, cancellationToken)) > 0; length += read)
            {
                if (length + read > content.Length)
                {
                    throw new IOException("A file has more bytes than its store says.");
                }

                bytes.WriteSpan<byte>((ulong)length, chunk.AsSpan(0, read));
            }

            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private sealed class FileBytes : SafeBuffer
    {
        public FileBytes(long length)
            : base(ownsHandle: true)
        {
            SetHandle(Marshal.AllocHGlobal((nint)length));
            Initialize((ulong)length);
        }

        protected override bool ReleaseHandle()
        {
            Marshal.FreeHGlobal(handle);
            return true;
        }
    }
}
