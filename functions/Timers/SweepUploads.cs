using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Blobs;
using Pilot.Functions.Faults;
using Pilot.Functions.Quarters;
using Pilot.Functions.Returns;
using Pilot.Functions.Settings;

namespace Pilot.Functions.Timers;

/// <summary>
/// Finds every upload that no event reported, and every submission whose answer or statement is still owed, and treats them as an event would
/// have. What could not be processed is tried again a few times, ever more seldom.
/// </summary>
public sealed class SweepUploads(PilotServices services)
{
    private readonly LogWaitingUploads _waiting = new(services);
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <summary>As often as the host's queue brings a message back (host.json, maxDequeueCount).</summary>
    private const int MaxTries = 5;

    /// <summary>What lies about and is no upload, as far as the office was told of it.</summary>
    private readonly HashSet<(string Container, IrregularFile File)> _named = [];

    private readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);

    /// <returns>How many uploads were dealt with.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await ReportIrregularFilesAsync(cancellationToken);
        var dealt = await OfficeFilesAsync(cancellationToken);
        var receive = new ReceiveReturn(services);
        foreach (var (name, etag) in await NewAsync(RegisterSubmission.Uploads, cancellationToken))
        {
            if (await TryAsync(RegisterSubmission.Uploads, name, etag, async () => await receive.RunAsync(name, null, cancellationToken) is not null, cancellationToken))
            {
                dealt++;
            }
        }

        var (folders, failed) = await receive.FinishAsync(cancellationToken);
        foreach (var number in failed.Where(number => IsLastTry(number.ToString(CultureInfo.InvariantCulture))))
        {
            await GiveUpAsync(async () =>
            {
                await using var context = services.Database.Open();
                await new RecordFailure(services).GiveUpAsync(await context.Submissions.AsNoTracking().FirstAsync(submission => submission.Number == number, cancellationToken), RecordFailure.FailedOften, cancellationToken);
            });
        }

        dealt += folders + await new RetryFailed(services).DueAsync(cancellationToken);
        dealt += await new RefreshStatements(services).DrawOwedAsync(cancellationToken);
        await ReportStrandedMessagesAsync(cancellationToken);
        await _waiting.RunAsync(cancellationToken);
        return dealt;
    }

    /// <summary>Messages that no function is ever given are listed, each once. Queues that cannot be looked into keep no upload waiting.</summary>
    private async Task ReportStrandedMessagesAsync(CancellationToken cancellationToken)
    {
        if (services.PoisonQueues is not { } queues)
        {
            return;
        }

        try
        {
            foreach (var message in await queues.ListStrandedAsync(services.Now, cancellationToken))
            {
                await new RecordFailure(services).RecordStrandedAsync(message, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is Azure.RequestFailedException or Azure.Identity.AuthenticationFailedException)
        {
            services.Log.LogError("The poison queues cannot be looked into: {Failure}", FailureReport.Describe(failure));
        }
    }

    /// <summary>Links, pipes and hidden files are no uploads: the office is told of each, once, and none is opened.</summary>
    private async Task ReportIrregularFilesAsync(CancellationToken cancellationToken)
    {
        foreach (var container in new[] { RegisterSubmission.Uploads, ReceiveOfficeFile.Uploads, ReceiveOfficeFile.Awards })
        {
            foreach (var file in services.Blobs.ListIrregularFiles(container).Where(file => !_named.Contains((container, file))).ToList())
            {
                await new RecordFailure(services).RecordIrregularAsync(container, file, cancellationToken);
                _named.Add((container, file));
            }
        }
    }

    private async Task<int> OfficeFilesAsync(CancellationToken cancellationToken)
    {
        var dealt = 0;
        foreach (var container in ReceiveOfficeFile.Containers)
        {
            foreach (var (name, etag) in await NewAsync(container, cancellationToken))
            {
                if (await TryAsync(container, name, etag, async () => await new ReceiveOfficeFile(services, container).RunAsync(name, null, cancellationToken) is not null, cancellationToken))
                {
                    dealt++;
                }
            }
        }

        // One that was cut short, and replaced before it was taken up again, is in no listing.
        var (answered, failed) = await new ReceiveOfficeFile(services).FinishAsync(cancellationToken);
        foreach (var number in failed.Where(number => IsLastTry(FormattableString.Invariant($"settings {number}"))))
        {
            await GiveUpAsync(() => new GiveUpUploads(services).GiveUpOfficeFileAsync(number, cancellationToken));
        }

        return dealt + answered;
    }

    /// <summary>
    /// An upload that fails for a reason of its own does not keep the others waiting: it is tried again with the next sweeps, and then it
    /// gets the receipt that a message in the poison queue would have brought it. A store at fault stops the sweep.
    /// </summary>
    private async Task<bool> TryAsync(string container, string name, string etag, Func<Task<bool>> receive, CancellationToken cancellationToken)
    {
        var dealt = false;
        var key = $"{container}/{name}";
        try
        {
            dealt = await receive();
        }
        catch (Exception failure) when (!TransientFault.Is(failure))
        {
            // Without its name, which anybody may have typed anything into.
            services.Log.LogError("An upload in {Container} failed: {Failure}", container, FailureReport.Describe(failure));
            if (!IsLastTry($"{key} {etag}"))
            {
                return false;
            }

            if (!await GiveUpAsync(() => new GiveUpUploads(services).RunAsync(container, [name], cancellationToken)))
            {
                return false;
            }
        }

        _seen[key] = etag;
        return dealt;
    }

    /// <summary>Where not even that can be recorded, the others go on all the same, and it is tried from the start again.</summary>
    private async Task<bool> GiveUpAsync(Func<Task> record)
    {
        try
        {
            await record();
            return true;
        }
        catch (Exception failure) when (!TransientFault.Is(failure))
        {
            services.Log.LogError("What could not be processed could not be recorded either: {Failure}", FailureReport.Describe(failure));
            return false;
        }
    }

    private bool IsLastTry(string what)
    {
        var tries = _tries[what] = _tries.GetValueOrDefault(what) + 1;
        if (tries < MaxTries)
        {
            return false;
        }

        _tries.Remove(what);
        return true;
    }

    /// <summary>Uploads without a finished answer, oldest first: settings before returns, and each provider's files in their order.</summary>
    private async Task<List<(string Name, string ETag)>> NewAsync(string container, CancellationToken cancellationToken)
    {
        var found = new List<(string Name, string ETag, DateTimeOffset ReceivedAt)>();
        await foreach (var entry in services.Blobs.ListAsync(container, "", cancellationToken))
        {
            if (!entry.MayStillGrow && (!_seen.TryGetValue(container + "/" + entry.Name, out var etag) || etag != entry.ETag))
            {
                found.Add((entry.Name, entry.ETag, entry.ReceivedAt));
            }
        }

        if (found.Count == 0)
        {
            return [];
        }

        await using var context = services.Database.Open();
        var answered = container == RegisterSubmission.Uploads
            ? await context.Submissions.AsNoTracking().Where(submission => submission.AnsweredAt != null).Select(submission => new { submission.BlobName, submission.ETag }).ToListAsync(cancellationToken)
            : await context.OfficeFiles.AsNoTracking().Where(officeFile => officeFile.Container == container && officeFile.AnsweredAt != null).Select(officeFile => new { officeFile.BlobName, officeFile.ETag }).ToListAsync(cancellationToken);
        var done = answered.Select(item => item.BlobName + "\n" + item.ETag).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in found.Where(item => done.Contains(item.Name + "\n" + item.ETag)))
        {
            _seen[container + "/" + entry.Name] = entry.ETag;
        }

        return found
            .Where(entry => !done.Contains(entry.Name + "\n" + entry.ETag))
            .OrderBy(entry => entry.ReceivedAt).ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => (entry.Name, entry.ETag))
            .ToList();
    }
}
