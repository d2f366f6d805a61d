using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;
using Pilot.Functions.Faults;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;

namespace Pilot.Functions.Timers;

/// <summary>Uploads that failed again and again: each gets a receipt that says so where it can be answered, and is recorded.</summary>
internal sealed class GiveUpUploads(PilotServices services)
{
    private readonly RecordFailure _record = new(services);

    public async Task RunAsync(string container, IReadOnlyList<string> blobs, CancellationToken cancellationToken)
    {
        if (blobs.Count == 0)
        {
            await _record.AuditAsync(null, $"a message in the queue for {container} was no event", cancellationToken);
            await _record.TellAsync($"queue {container} {services.Today:O}", $"A message in the queue for {container} does not say which upload it is about.", cancellationToken);
        }

        foreach (var blob in blobs)
        {
            await (ReceiveOfficeFile.Containers.Contains(container) ? SettingsAsync(container, blob, cancellationToken) : ReturnAsync(blob, cancellationToken));
        }
    }

    private async Task ReturnAsync(string blob, CancellationToken cancellationToken)
    {
        if (RegisterSubmission.FolderOf(blob) is null)
        {
            await _record.RecordMisplacedAsync(RegisterSubmission.Uploads, blob, cancellationToken);
            return;
        }

        SubmissionRow? submission;
        try
        {
            submission = await new RegisterSubmission(services).RunAsync(blob, null, cancellationToken);
        }
        catch (Exception failure) when (!TransientFault.Is(failure))
        {
            await _record.RecordUnreadableAsync(RegisterSubmission.Uploads, blob, failure, cancellationToken);
            return;
        }

        if (submission is null)
        {
            await _record.AuditAsync(null, "an upload that failed again and again is no longer there", cancellationToken);
            await _record.TellAsync($"gone {blob} {services.Today:O}", "A return that failed again and again is no longer where it was uploaded.", cancellationToken);
            return;
        }

        await _record.GiveUpAsync(submission, RecordFailure.FailedOften, cancellationToken);
    }

    private async Task SettingsAsync(string container, string blob, CancellationToken cancellationToken)
    {
        if (!RegisterOfficeFile.IsPlace(blob))
        {
            await _record.RecordMisplacedAsync(container, blob, cancellationToken);
            return;
        }

        try
        {
            if (await new ReceiveOfficeFile(services, container).GiveUpAsync(blob, cancellationToken) is { } given)
            {
                await RecordOfficeFileAsync(given, cancellationToken);
            }
        }
        catch (Exception failure) when (!TransientFault.Is(failure))
        {
            await _record.RecordUnreadableAsync(container, blob, failure, cancellationToken);
        }
    }

    /// <summary>A settings, ledger or awards workbook that failed again and again, by its number.</summary>
    public async Task GiveUpOfficeFileAsync(int number, CancellationToken cancellationToken)
    {
        if (await new ReceiveOfficeFile(services).GiveUpAsync(number, cancellationToken) is { } given)
        {
            await RecordOfficeFileAsync(given, cancellationToken);
        }
    }

    private async Task RecordOfficeFileAsync(OfficeFileRow given, CancellationToken cancellationToken)
    {
        await _record.AuditAsync(null, $"{RecordFailure.OfficeFileWords}{given.Number} could not be processed", cancellationToken);
        await _record.TellAsync($"settings {given.BlobName} {given.Number}", $"The workbook {given.BlobName} in the container {given.Container} failed again and again. Nothing was changed by it.", cancellationToken);
    }
}
