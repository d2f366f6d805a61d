using System.Net.Sockets;
using Azure;
using Pilot.Functions.Faults;
using Pilot.Functions.Hosting;

namespace Pilot.Tests.Hosting;

public sealed class FailureReportTests
{
    [Fact]
    public void The_message_of_the_pilots_own_exception_is_told() =>
        Assert.Contains("no binding named message", FailureReport.Describe(new UnreadableMessageException("The call has no binding named message.")), StringComparison.Ordinal);

    [Fact]
    public void The_messages_of_others_are_not_told_at_any_depth()
    {
        var report = FailureReport.Describe(Thrown(new UnreadableMessageException("Ours.", new FormatException("'12 Acacia Avenue' is no number"))));

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

    [Fact]
    public void The_first_line_says_what_happened_down_to_the_cause()
    {
        var refused = new SocketException((int)SocketError.ConnectionRefused);
        var none = new RequestFailedException(0, "address and more", null, new HttpRequestException("address", refused));
        var first = FailureReport.Describe(Thrown(new UnreadableMessageException("Ours.", new AggregateException(none, none)))).Split('\n')[0];

        Assert.Equal(
            "Pilot.Functions.Hosting.UnreadableMessageException: Ours., caused by System.AggregateException (2 of them), caused by Azure.RequestFailedException (no answer), "
            + "caused by System.Net.Http.HttpRequestException, caused by System.Net.Sockets.SocketException (ConnectionRefused)", first);
    }

    [Fact]
    public void A_refusal_by_the_database_is_told_by_its_number() =>
        Assert.Equal("Microsoft.Data.Sqlite.SqliteException (number 14)", FailureReport.Describe(new Microsoft.Data.Sqlite.SqliteException("path and more", 14)));

    private static UnreadableMessageException Thrown(UnreadableMessageException failure)
    {
        try
        {
            throw failure;
        }
        catch (UnreadableMessageException caught)
        {
            return caught;
        }
    }
}
