using Azure;
using Pilot.Functions.Hosting;

namespace Pilot.Tests.Hosting;

public sealed class FailureReportTests
{
    [Fact]
    public void The_message_of_the_pilots_own_exception_is_told() =>
        Assert.Contains("no binding named message", FailureReport.Describe(new UnreadableInvocationException("The call has no binding named message.")), StringComparison.Ordinal);

    [Fact]
    public void The_messages_of_others_are_not_told_at_any_depth()
    {
        var report = FailureReport.Describe(Thrown(new UnreadableInvocationException("Ours.", new FormatException("'12 Acacia Avenue' is no number"))));

        Assert.Contains("Ours.", report, StringComparison.Ordinal);
        Assert.Contains("caused by System.FormatException", report, StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), report, StringComparison.Ordinal);
        Assert.DoesNotContain("Acacia", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_by_the_storage_account_is_told_by_its_code()
    {
        var report = FailureReport.Describe(new RequestFailedException(409, "blob name and more", "BlobAlreadyExists", null));
        Assert.Equal("Azure.RequestFailedException (status 409, BlobAlreadyExists)", report);
    }

    private static UnreadableInvocationException Thrown(UnreadableInvocationException failure)
    {
        try
        {
            throw failure;
        }
        catch (UnreadableInvocationException caught)
        {
            return caught;
        }
    }
}
