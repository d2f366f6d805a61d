namespace Pilot.Functions.Returns;

/// <summary>What is said of an upload that was never opened, to the office and to its sender.</summary>
internal static class ScanWords
{
    public const string Waits = "The file has arrived and waits for its virus scan. Look again in a few minutes for the result.";

    private const string Harmful = "the virus scan found something harmful in it, and it was not opened";
    private const string NotScanned = "the virus scan could not look into it, and it was not opened";
    private const string Gone = "it was replaced or removed before it was read";

    /// <summary>For the audit.</summary>
    public static string Why(UploadCopyResult keeping) => keeping switch
    {
        UploadCopyResult.Harmful => Harmful,
        UploadCopyResult.NotScanned => NotScanned,
        UploadCopyResult.UploadMissing => Gone,
        _ => throw new ArgumentOutOfRangeException(nameof(keeping)),
    };

    /// <summary>For whoever sent it; null where the audit says that something else was wrong with it.</summary>
    /// <param name="detail">As the audit has it.</param>
    public static string? ForSender(string detail, int number) =>
        detail == RecordFailure.DetailOf(number, Harmful) ? OfHarmful
        : detail == RecordFailure.DetailOf(number, NotScanned) ? OfNotScanned
        : null;

    /// <summary>For an officer, of a settings, ledger or awards workbook.</summary>
    public static string ForOfficer(UploadCopyResult keeping) => keeping switch
    {
        UploadCopyResult.Harmful => "The virus scan found something harmful in the workbook. We have not opened it, and nothing was changed by it.",
        UploadCopyResult.NotScanned => "The virus scan could not look into the workbook. We have not opened it, and nothing was changed by it. Save it without a password, and send it again.",
        _ => "The workbook was replaced or removed before we could read it, and nothing was changed by it.",
    };

    private const string OfHarmful =
        "The virus scan found something harmful in this file. We have not opened it, and it does not count as received. Check your computer for viruses, fill in a new template, and send that.";

    private const string OfNotScanned =
        "The virus scan could not look into this file. We have not opened it, and it does not count as received. Save it without a password, and send it again.";
}
