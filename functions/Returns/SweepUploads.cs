using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Pilot.Functions.Settings;

namespace Pilot.Functions.Returns;

/// <summary>
/// Finds every upload that no event reported, and every submission whose answer is still owed, and treats them as an event would have.
/// </summary>
public sealed class SweepUploads(World world)
{
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <returns>How many uploads were dealt with.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var dealt = await SettingsAsync(cancel);
        var receive = new ReceiveReturn(world);
        foreach (var (name, etag) in await NewAsync(RegisterSubmission.Uploads, cancel))
        {
            if (await receive.RunAsync(name, null, cancel) is not null)
            {
                dealt++;
            }

            _seen[RegisterSubmission.Uploads + "/" + name] = etag;
        }

        return dealt + await receive.FinishAsync(cancel);
    }

    private async Task<int> SettingsAsync(CancellationToken cancel)
    {
        var dealt = 0;
        foreach (var (name, etag) in await NewAsync(ReceiveSettings.Uploads, cancel))
        {
            if (await new ReceiveSettings(world).RunAsync(name, null, cancel) is { } receipt)
            {
                dealt++;
                world.Log.LogInformation("Settings file {Number} answered: {Status}", receipt.Number, receipt.Status);
            }

            _seen[ReceiveSettings.Uploads + "/" + name] = etag;
        }

        return dealt;
    }

    /// <summary>Uploads without a finished answer, oldest first: settings before returns, and each provider's files in their order.</summary>
    private async Task<List<(string Name, string ETag)>> NewAsync(string container, CancellationToken cancel)
    {
        var found = new List<(string Name, string ETag, DateTimeOffset ReceivedAt)>();
        await foreach (var entry in world.Blobs.ListAsync(container, "", cancel))
        {
            if (!_seen.TryGetValue(container + "/" + entry.Name, out var etag) || etag != entry.ETag)
            {
                found.Add((entry.Name, entry.ETag, entry.ReceivedAt));
            }
        }

        if (found.Count == 0)
        {
            return [];
        }

        await using var context = world.Database.Open();
        var answered = container == RegisterSubmission.Uploads
            ? await context.Submissions.AsNoTracking().Where(one => one.AnsweredAt != null).Select(one => one.BlobName + "\n" + one.ETag).ToListAsync(cancel)
            : await context.OfficeFiles.AsNoTracking().Where(one => one.AnsweredAt != null).Select(one => one.BlobName + "\n" + one.ETag).ToListAsync(cancel);
        var done = answered.ToHashSet(StringComparer.Ordinal);
        foreach (var one in found.Where(one => done.Contains(one.Name + "\n" + one.ETag)))
        {
            _seen[container + "/" + one.Name] = one.ETag;
        }

        return found
            .Where(one => !done.Contains(one.Name + "\n" + one.ETag))
            .OrderBy(one => one.ReceivedAt).ThenBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => (one.Name, one.ETag))
            .ToList();
    }
}
