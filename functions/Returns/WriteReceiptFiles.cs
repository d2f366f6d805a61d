using Pilot.Functions.Blobs;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Files.CheckedCopy;

namespace Pilot.Functions.Returns;

/// <summary>Puts an answer's files where the sender finds them, in the container <c>receipts</c>.</summary>
internal sealed class WriteReceiptFiles(IBlobStore blobs)
{
    public const string Container = "receipts";

    public async Task WriteAsync(string name, byte[] bytes, string contentType, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(bytes);
        await blobs.ReplaceAsync(Container, name, content, contentType, cancellationToken);
    }

    /// <summary>The same of what is written piece by piece.</summary>
    public async Task WriteAsync(string name, Action<Stream> write, string contentType, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        write(content);
        content.Position = 0;
        await blobs.ReplaceAsync(Container, name, content, contentType, cancellationToken);
    }

    /// <summary>The sender's own workbook with the findings marked; nothing where the file cannot be opened as a workbook.</summary>
    public async Task CheckedCopyAsync(string folder, string fileName, Stream original, CheckResult result, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        try
        {
            CheckedWorkbook.Write(original, copy, result);
        }
        catch (Exception unreadable) when (unreadable is UnreadableFileException or InvalidDataException)
        {
            // The receipt says what is wrong with it; there is nothing to mark in a file that cannot be opened.
            return;
        }

        copy.Position = 0;
        await blobs.ReplaceAsync(Container, folder + CheckedWorkbook.FileNameOf(fileName), copy, ContentTypes.Workbook, cancellationToken);
    }
}
