using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Functions.Data;

namespace Pilot.Functions.Pages;

/// <summary>
/// <c>POST /api/settings/{version}/confirmation</c>: an officer vouches for settings that were put straight into the store. It is recorded, and
/// from then on it is as if that officer had sent them: another one approves.
/// </summary>
internal sealed class ConfirmSettings(PilotServices services)
{
    public async Task RunAsync(HttpContext http)
    {
        var sender = int.TryParse(http.Request.RouteValues["version"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? await OfficeFileSender.LoadAsync(services.Database, version, http.RequestAborted)
            : null;
        if (sender is null)
        {
            throw HttpProblemException.NotFound("There are no settings of that version.");
        }

        if (!await ConfirmAsync(Viewer.Of(http), version, sender.FileNumber, http.RequestAborted))
        {
            throw HttpProblemException.Conflict("A known officer sent or confirmed these settings before.");
        }

        if (ContentNegotiation.Prefer(http.Request, ContentNegotiation.Json, ContentNegotiation.Html) == ContentNegotiation.Html)
        {
            HttpAnswer.SeeOther(http, "/api/office#workbooks");
            return;
        }

        await HttpAnswer.JsonAsync(http, new { settings_version = version, confirmed_by = Viewer.Of(http).RecordedName });
    }

    /// <returns>False where somebody answers for them already.</returns>
    private Task<bool> ConfirmAsync(Viewer viewer, int version, int file, CancellationToken cancellationToken) => services.Database.ExecuteWithRetryAsync(
        async (context, attemptToken) =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(attemptToken);
            var changed = await context.OfficeFiles
                .Where(row => row.Number == file && row.SentByAccount == null && row.ConfirmedByAccount == null)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.ConfirmedBy, viewer.RecordedName).SetProperty(row => row.ConfirmedByAccount, viewer.Id), attemptToken);
            if (changed == 0)
            {
                // An earlier try of this very request may have gone through without its answer.
                return await context.OfficeFiles.AnyAsync(row => row.Number == file && row.SentByAccount == null && row.ConfirmedByAccount == viewer.Id, attemptToken);
            }

            context.Audit.Add(new AuditRow
            {
                At = services.UtcNow,
                Who = viewer.RecordedName,
                What = "settings confirmed",
                Detail = string.Create(CultureInfo.InvariantCulture, $"version {version}, which was put straight into the store"),
            });
            await context.SaveChangesAsync(attemptToken);
            await transaction.CommitAsync(attemptToken);
            return true;
        },
        cancellationToken);
}
