using Pilot.Reporting.Settings;
using Pilot.Tests.Support;

namespace Pilot.Tests.Settings;

public sealed class PositiveDestinationTests
{
    [Theory]
    [InlineData("EMP", "1", "NEW_JOB", "10", true)]
    [InlineData("EMP", "5", "PROMOTED", "10", true)]
    [InlineData("EMP", "1", "SAME_JOB", "10", false)]
    [InlineData("EMP", "1", "SAME_JOB", "11", true)]
    [InlineData("EMP", "1", "SAME_JOB", "12", true)]
    [InlineData("EMP", "1", "SAME_JOB", "98", false)]
    [InlineData("EMP", "3", "SAME_JOB", "12", true)]
    [InlineData("EMP", "3", "NEW_JOB", "10", false)]
    [InlineData("EDU", "1", null, "11", false)]
    [InlineData("EDU", "2", null, "10", true)]
    [InlineData("EDU", "6", null, "10", true)]
    [InlineData("VOL", "1", null, "11", false)]
    public void Funding_2_the_default_counts_new_work_and_further_study(string type, string code, string? progressed, string statusAtStart, bool positive) =>
        Assert.Equal(positive, PositiveDestination.IsPositive(SettingsBuilder.Small(), type, code, progressed, statusAtStart));

    [Theory]
    [InlineData("EMP", "1", true)]
    [InlineData("EDU", "4", false)]
    [InlineData("EDU", "2", false)]
    public void Funding_2_only_a_job_is_new_to_whoever_had_none_whatever_the_table_says(string type, string code, bool positive)
    {
        var settings = SettingsBuilder.Small() with
        {
            Destinations = [new("EMP", "1", PositiveWhen.IfNew), new("EDU", "4", PositiveWhen.IfNew), new("EDU", "2", PositiveWhen.Never)],
        };

        Assert.Equal(positive, PositiveDestination.IsPositive(settings, type, code, null, "11"));
    }
}
