using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Pilot.Functions.Blobs;
using Pilot.Functions.Data;
using Pilot.Functions.Returns;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Returns.Ilr;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Pages;

/// <summary>Templates under <c>/api/templates/{ukprn}/{period}</c>: empty, from the last return, or from an ILR file. Nothing of them is stored.</summary>
internal sealed class TemplateRoutes(PilotServices services)
{
    /// <summary>The largest ILR file that a page takes: a large college's has some 100 MB. In bytes.</summary>
    public const long MaxIlr = 210L * 1024 * 1024;

    /// <summary><c>GET .../{enr|cmp}</c>, with <c>?from=last</c> filled in.</summary>
    public async Task TemplateAsync(HttpContext http)
    {
        if (ReturnTemplate.Find("MTHTQ-" + http.Request.RouteValues["kind"]) is not { Kind: var kind })
        {
            throw HttpProblemException.NotFound("There is no such template. Ask for enr, the enrolment return, or cmp, the completion return.");
        }

        var (ukprn, period) = (Routes.UkprnOf(http), Routes.PeriodOf(http));
        await CheckAsync(http);
        var from = http.Request.Query["from"].ToString();
        if (from is not ("" or "last"))
        {
            throw HttpProblemException.BadRequest("Ask for ?from=last, which fills in what is held of your last return, or leave it out.");
        }

        var start = new PrepareTemplate(services);
        var content = from == "last"
            ? await start.FromLastAsync(ukprn, period, kind, http.RequestAborted)
            : await start.EmptyAsync(ukprn, period, kind, http.RequestAborted);
        if (content.Prefill is not null)
        {
            await new RecordDownload(services).RunAsync(http, PrepareTemplate.NameOf(content, "from the last return"));
        }

        using var workbook = new MemoryStream();
        TemplateWorkbook.Write(content, workbook);
        http.Response.Headers.ContentDisposition = "attachment; filename=" + content.FileName(services.Now);
        await HttpAnswer.BytesAsync(http, workbook.ToArray(), ContentTypes.Workbook);
    }

    /// <summary><c>POST .../ilr</c>: an ILR file in, both templates out, in a zip file. The file is read as it comes and kept nowhere.</summary>
    public async Task FromIlrAsync(HttpContext http)
    {
        var (ukprn, period) = (Routes.UkprnOf(http), Routes.PeriodOf(http));
        await CheckAsync(http);
        // The XML is read as it comes, by a reader that waits for it.
        http.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        IReadOnlyList<TemplateContent> contents;
        try
        {
            await using var ilr = await IlrBody.OpenAsync(http.Request, http.RequestAborted);
            contents = await new PrepareTemplate(services).FromIlrAsync(ukprn, period, [ReturnKind.Enrolment, ReturnKind.Completion], ilr, http.RequestAborted);
        }
        catch (IlrRefusedException refused)
        {
            // A browser that is still sending would show a broken connection instead of the reason.
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
            throw new HttpProblemException(StatusCodes.Status422UnprocessableEntity, "The ILR file cannot be used", refused.Message);
        }

        foreach (var content in contents)
        {
            await new RecordDownload(services).AddAsync(http, PrepareTemplate.NameOf(content, "from an ILR"));
        }

        using var packed = Pack(contents);
        http.Response.Headers.ContentDisposition = $"attachment; filename=MTHTQ-{ukprn}-{period.Id}-from-ilr.zip";
        await HttpAnswer.BytesAsync(http, packed.ToArray(), "application/zip");
    }

    private MemoryStream Pack(IReadOnlyList<TemplateContent> contents)
    {
        var packed = new MemoryStream();
        using var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var content in contents)
        {
            using var workbook = new MemoryStream();
            TemplateWorkbook.Write(content, workbook);
            workbook.Position = 0;
            // Packed already.
            using var entry = zip.CreateEntry(content.FileName(services.Now), CompressionLevel.NoCompression).Open();
            workbook.CopyTo(entry);
        }

        return packed;
    }

    /// <exception cref="HttpProblemException">The settings do not name such a provider or period.</exception>
    private async Task CheckAsync(HttpContext http)
    {
        var settings = await new SettingsStore(services.Database).InForceAsync(DateTime.MaxValue, http.RequestAborted);
        LoadProviderView.Find(settings, Routes.UkprnOf(http));
        if (settings.FindPeriod(Routes.PeriodOf(http)) is null)
        {
            throw HttpProblemException.NotFound($"The calendar in the settings has no period {Routes.PeriodOf(http).Id}.");
        }
    }
}
