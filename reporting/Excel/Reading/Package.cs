using System.IO.Compression;
using System.Xml;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>The zip around a workbook: its parts by name, opened under the limits of FILE_04 and read as XML without entities.</summary>
internal sealed class Package : IDisposable
{
    /// <summary>More parts than a workbook of 50 sheets has; a bound on what the list of parts itself costs.</summary>
    private const int MaxParts = 10_000;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts;
    private readonly FileLimits _limits;
    private readonly long _packedBytes;
    private readonly Dictionary<string, long> _counted = new(StringComparer.OrdinalIgnoreCase);
    private long _inflated;

    private Package(ZipArchive zip, Dictionary<string, ZipArchiveEntry> parts, FileLimits limits, long packedBytes)
    {
        _zip = zip;
        _parts = parts;
        _limits = limits;
        _packedBytes = Math.Max(packedBytes, 1);
    }

    /// <summary>Part names without a leading slash; compared without regard to case, as Open Packaging Conventions say.</summary>
    public IEnumerable<string> PartNames => _parts.Keys;

    public static Package Open(Stream content, FileLimits limits)
    {
        var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        try
        {
            if (zip.Entries.Count > MaxParts)
            {
                throw new UnreadableFileException("FILE_04", $"The workbook has more than {MaxParts:#,##0} parts.");
            }

            var parts = new Dictionary<string, ZipArchiveEntry>(zip.Entries.Count, StringComparer.OrdinalIgnoreCase);
            var declared = 0L;
            foreach (var entry in zip.Entries)
            {
                if (entry.IsEncrypted)
                {
                    throw new UnreadableFileException("FILE_02", "The workbook is locked (encrypted), by a password.");
                }

                declared = checked(declared + entry.Length);
                if (!KnownParts.IsFolder(entry) && !parts.TryAdd(KnownParts.Of(entry.FullName), entry))
                {
                    throw CorruptFile.Because("The workbook is damaged: two pieces of it have the same name.");
                }
            }

            var package = new Package(zip, parts, limits, content.Length);
            package.CheckInflation(declared);
            return package;
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public bool Has(string part) => _parts.ContainsKey(part);

    /// <summary>Opens a part as XML: no DTD, no entities, nothing from outside.</summary>
    public XmlReader OpenXml(string part, XmlNameTable? names = null) => AsXml(Open(part), names);

    /// <summary>Opens a part as the bytes that it holds.</summary>
    public LimitedStream Open(string part)
    {
        if (!_parts.TryGetValue(part, out var entry))
        {
            throw CorruptFile.MissingPart(part);
        }

        // A part that is read again counts once.
        _inflated -= _counted.Remove(part, out var before) ? before : 0;
        return new LimitedStream(entry.Open(), entry.Crc32, this, part);
    }

    /// <summary>How much of a part came out, once it is closed.</summary>
    public void Closed(string part, long inflated) => _counted[part] = inflated;

    public static XmlReader AsXml(Stream content, XmlNameTable? names = null)
    {
        var settings = new XmlReaderSettings
        {
            // A document type is shown by the reader, so that it can be refused by its name (Xml.ReadNext); nothing that it names is fetched.
            DtdProcessing = DtdProcessing.Parse,
            XmlResolver = null,
            MaxCharactersFromEntities = 10_000,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
            CheckCharacters = false,
            NameTable = names,
        };
        return XmlReader.Create(content, settings);
    }

    /// <summary>Adds what was inflated; the sizes that a zip declares may lie, what comes out cannot.</summary>
    public void CountInflated(long bytes)
    {
        _inflated += bytes;
        CheckInflation(_inflated);
    }

    public void Dispose() => _zip.Dispose();

    private void CheckInflation(long bytes)
    {
        if (bytes > _limits.InflatedBytes)
        {
            throw new UnreadableFileException(
                "FILE_04", $"The workbook is larger than {_limits.InflatedBytes / (1024 * 1024)} MB once it is opened.");
        }

        if (bytes > _limits.RatioFromBytes && bytes > _limits.InflationRatio * _packedBytes)
        {
            throw new UnreadableFileException(
                "FILE_04", $"The workbook is more than {_limits.InflationRatio} times larger once it is opened than the file is. No return is.");
        }
    }
}
