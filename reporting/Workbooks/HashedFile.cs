namespace Pilot.Reporting.Workbooks;

/// <summary>A file whose mark is known once somebody has read it, so that it need not be made a second time to be hashed.</summary>
internal sealed class HashedFile
{
    private readonly DrawnFile _file;
    private FileHash? _mark;

    public HashedFile(DrawnFile file)
    {
        _file = file;
        // What stands in memory is hashed fast as it is, and who stores it may want to know how long it is.
        HashedOnRead = file with { Open = () => file.Open() is var content && content.CanSeek ? content : new HashingStream(file.Path, content, hash => _mark = hash) };
    }

    /// <summary>The file for who reads it.</summary>
    public DrawnFile HashedOnRead { get; }

    /// <summary>What was read; where nobody did, it is made for its mark alone.</summary>
    public FileHash Hash => _mark ?? FileHash.Of(_file);
}
