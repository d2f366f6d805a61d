using Pilot.Reporting.Excel.Reading;

namespace Pilot.Functions.Pages;

/// <summary>The content of a form's file field as it comes. A form that ends in the middle of it is the sender's fault, and said so.</summary>
internal sealed class FormFileStream(Stream content) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception broken) when (broken is InvalidDataException || (broken is IOException && broken is not Microsoft.AspNetCore.Http.BadHttpRequestException and not BodyTooLargeException))
        {
            throw IlrBody.BrokenOff();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
}
