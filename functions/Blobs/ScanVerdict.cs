namespace Pilot.Functions.Blobs;

/// <summary>What the store's own virus scan says of a blob.</summary>
public enum ScanVerdict
{
    /// <summary>Nothing yet: it was not looked into so far, or the store scans nothing.</summary>
    None,

    /// <summary>Looked into, and nothing harmful was found.</summary>
    Clean,

    /// <summary>Something harmful was found.</summary>
    Harmful,

    /// <summary>The scan could not look into it: it is encrypted, or the scan failed. Whatever else a scan may say is taken as this.</summary>
    NotScanned,
}
