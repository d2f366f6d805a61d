using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Reporting.Excel.Reading;
using Pilot.Reporting.Returns;
using Pilot.Reporting.Returns.Held;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Returns;

/// <summary>Puts a file where a provider would upload it, and has it answered: the command line and the upload form.</summary>
internal sealed class SubmitFile(PilotServices services)
{
    /// <summary>Where files go that do not say who sent them.</summary>
    public const string UnknownFolder = "unknown";

    private const int MaxStemLength = 200;

    /// <param name="ukprn">Null = the one that the Declaration names.</param>
    /// <returns>The submission with its receipt.</returns>
    public async Task<(SubmissionRow Submission, Receipt Receipt)> RunAsync(
        string fileName, Stream content, Ukprn? ukprn, string? sentBy, CancellationToken cancellationToken)
    {
        var folder = (ukprn ?? Sender(content))?.ToString() ?? UnknownFolder;
        var blob = $"{folder}/{SafeName(fileName)}";
        content.Position = 0;
        if (!await IsUnderWayAsync(blob, content, cancellationToken))
        {
            content.Position = 0;
            await services.Blobs.ReplaceAsync(RegisterSubmission.Uploads, blob, content, ContentTypes.Workbook, cancellationToken);
        }

        var number = await new ReceiveReturn(services).RunAsync(blob, sentBy, cancellationToken)
            ?? throw new IOException($"The upload {blob} is no longer there.");
        return await ReadAnswerAsync(number, cancellationToken);
    }

    public async Task<(SubmissionRow Submission, Receipt Receipt)> ReadAnswerAsync(int number, CancellationToken cancellationToken)
    {
        await using var context = services.Database.Open();
        var submission = await context.Submissions.AsNoTracking().FirstAsync(row => row.Number == number, cancellationToken);
        if (submission.Status == SubmissionStatus.Received)
        {
            var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, cancellationToken);
            return (submission, Receipt.OfWaiting(ReceiptMapping.Origin(submission, services.Now, 1), ScanWords.Waits, settings));
        }

        try
        {
            await using var stored = await services.Blobs.OpenReadAsync(
                WriteReceiptFiles.Container, FormattableString.Invariant($"{submission.Folder}/{number}/receipt.json"), cancellationToken);
            using var bytes = new MemoryStream();
            await stored.CopyToAsync(bytes, cancellationToken);
            return (submission, Receipt.FromJson(bytes.ToArray()));
        }
        catch (Exception lost) when (lost is FileNotFoundException or System.Text.Json.JsonException && submission.JudgementId is not null)
        {
            return (submission, await StoredReceipts.ReadAsync(context, submission.JudgementId.Value, cancellationToken));
        }
    }

    /// <summary>Who the Declaration says has sent it; null where the file cannot say.</summary>
    public static Ukprn? Sender(Stream content)
    {
        try
        {
            content.Position = 0;
            using var file = WorkbookReader.Open(content, FileLimits.Default);
            return DeclaredSender.Of(file);
        }
        catch (UnreadableFileException)
        {
            return null;
        }
    }

    /// <summary>A name without folders, control characters or marks that a store keeps for itself.</summary>
    public static string SafeName(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        name = string.Concat(SafeDisplayName.Of(name).Where(letter => !"<>:\"|?*".Contains(letter, StringComparison.Ordinal))).TrimStart('.', '~', ' ').TrimEnd('.', ' ');
        return name.Length == 0 ? "return.xlsx" : Truncate(name);
    }

    /// <summary>A folder on disk takes names of 255 bytes, and some letters have four.</summary>
    private static string Truncate(string name)
    {
        var ending = Path.GetExtension(name) is { Length: <= 10 } brief ? brief : "";
        var stem = name[..^ending.Length];
        while (Encoding.UTF8.GetByteCount(stem) > MaxStemLength)
        {
            stem = stem[..^(char.IsLowSurrogate(stem[^1]) ? 2 : 1)];
        }

        return stem + ending;
    }

    /// <summary>The very same file lies there and is not answered yet: an earlier attempt was cut short, and this one goes on with it.</summary>
    private async Task<bool> IsUnderWayAsync(string blob, Stream content, CancellationToken cancellationToken)
    {
        if (await services.Blobs.FindAsync(RegisterSubmission.Uploads, blob, cancellationToken) is not { } entry || entry.Length != content.Length)
        {
            return false;
        }

        await using var context = services.Database.Open();
        var known = await context.Submissions.AsNoTracking().FirstOrDefaultAsync(submission => submission.BlobName == blob && submission.ETag == entry.ETag, cancellationToken);
        if (known is { AnsweredAt: not null })
        {
            return false;
        }

        await using var there = await services.Blobs.OpenReadAsync(RegisterSubmission.Uploads, blob, cancellationToken);
        var kept = await SHA256.HashDataAsync(there, cancellationToken);
        var sent = await SHA256.HashDataAsync(content, cancellationToken);
        return kept.AsSpan().SequenceEqual(sent);
    }
}
