namespace Pilot.Reporting.Workbooks;

/// <summary>A file whose hash is known once somebody has read it, so that it need not be made a second time to be hashed.</summary>
internal sealed class HashedFile
{
    private readonly DrawnFile _file;
    private FileHash? _hash;

    public HashedFile(DrawnFile file)
    {
        _file = file;
        // Content that can be sought lies in memory: it is passed on as it is, so that its length can be asked for, and is hashed later, which is fast.
        HashedOnRead = file with { Open = () => file.Open() is var content && content.CanSeek ? content : new HashingStream(file.Path, content, hash => _hash = hash) };
    }

    /// <summary>The file for who reads it.</summary>
    public DrawnFile HashedOnRead { get; }

    /// <summary>The hash of what was read. Where nobody has read the file it is made now, only to be hashed.</summary>
    public FileHash Hash => _hash ?? FileHash.Of(_file);
}
